package org.ganlib.spi;

import java.util.List;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.plugin.PluginKind;

/**
 * A family of networks. Builds a Deeplearning4j configuration for the role and shapes a game asks
 * for.
 *
 * <p>The last layer is an ordinary one: a critic ends in a raw, linear score per example, a
 * generator in an activation whose range is the data's, an encoder in whatever its latents need
 * (usually linear).
 */
@PluginKind("architecture")
public interface Architecture {
    /**
     * The network for {@code signature}.
     *
     * @throws org.ganlib.problem.GanException if this architecture cannot play that role or has no
     *     network for those shapes; says which it can
     */
    NetworkDefinition define(NetworkSignature signature);

    /**
     * Signatures it is known for, each of which its defaults can {@link #define}; {@code gan
     * describe} counts their parameters.
     */
    default List<NetworkSignature> examples() {
        return List.of();
    }
}
