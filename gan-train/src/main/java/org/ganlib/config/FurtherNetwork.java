package org.ganlib.config;

import org.ganlib.network.NetworkRole;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Architecture;

/**
 * The architecture of a network whose role is neither generator, critic nor encoder: a model names
 * the roles that it needs.
 *
 * @param role the name of the role
 * @param architecture the network's architecture
 */
public record FurtherNetwork(
        @Setting("the name of the role, as the model gives it")
        String role,

        @Setting("the network's architecture") Architecture architecture) {
    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the name is not one of a role, or the
     *     role has a section of its own
     */
    public FurtherNetwork {
        boolean isRole = NetworkRole.isName(role);
        Settings.check()
                .rule(
                        isRole,
                        "role",
                        "must be lower-case letters and digits in words that hyphens join, as in latent-critic; was '"
                                + role + "'")
                .rule(
                        !isRole || !NetworkRole.USUAL.contains(new NetworkRole(role)),
                        "role",
                        role + " has a section of its own. Write `" + role + ": {name: …}`")
                .orThrow();
    }
}
