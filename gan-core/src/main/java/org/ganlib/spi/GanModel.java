package org.ganlib.spi;

import java.util.List;
import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginKind;

/** The plugin that says which networks there are and which game they play; the experiment's {@code model} section. */
@PluginKind("model")
public interface GanModel {
    /** The networks this game needs on this data; the experiment names an architecture for each role. */
    List<NetworkSignature> networks(DatasetInfo data);

    /** Sets the game up. Called once a run, after the networks were built. */
    Game assemble(GameParts parts);

    /** How trained networks turn latents into examples; needs the generator alone. */
    Sampler sampler(DatasetInfo data, NetworkSet networks);

    /** How trained networks turn examples into latents; empty for a model without an encoder. */
    default Optional<Encoder> encoder(DatasetInfo data, NetworkSet networks) {
        return Optional.empty();
    }
}
