package org.ganlib.spi;

import java.util.List;
import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginKind;

/** Names the networks of a game and assembles the game; the experiment's {@code model} section. */
@PluginKind("model")
public interface GanModel {
    /**
     * The networks this game needs on this data; the experiment names an architecture for each
     * role.
     */
    List<NetworkSignature> networks(DatasetInfo data);

    /** Sets the game up. Called once a run, after the networks were built. */
    Game assemble(GameParts parts);

    /**
     * The sampler, which turns latents into examples with trained networks. It needs only the
     * generator.
     */
    Sampler sampler(DatasetInfo data, NetworkSet networks);

    /**
     * The encoder, which turns examples into latents with trained networks; empty for a model
     * without one.
     */
    default Optional<Encoder> encoder(DatasetInfo data, NetworkSet networks) {
        return Optional.empty();
    }
}
