package org.ganlib.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The networks of one model by role. */
public final class NetworkSet implements AutoCloseable {
    private final Map<NetworkRole, Network> networks;

    /** A set of these networks, which it closes when it is closed. */
    public NetworkSet(Map<NetworkRole, Network> networks) {
        this.networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    }

    /**
     * The network in that role.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Network get(NetworkRole role) {
        Network network = networks.get(role);
        if (network == null) {
            throw new IllegalArgumentException("this model has no " + role.key() + ", only " + networks.keySet());
        }
        return network;
    }

    /** All of them, in the order in which the model named them. */
    public Map<NetworkRole, Network> all() {
        return networks;
    }

    @Override
    public void close() {
        networks.values().forEach(Network::close);
    }
}
