package org.ganlib.models.game;

import java.util.List;
import java.util.Optional;
import org.ganlib.game.GameSignatures;
import org.ganlib.game.GeneratorSampler;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.game.TrainedEncoder;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.Norm;

/**
 * No game at all: an encoder and a generator that together minimise the distance of G(E(x)) to x.
 * There is no critic and no divergence, and nothing makes the codes follow the prior: examples
 * drawn from it show how far they are from doing so.
 *
 * @param latent the latent space
 * @param norm the norm by which distance is measured
 */
@PluginName(
        value = "autoencoder",
        summary = "An encoder and a generator that reconstruct examples; no critic.",
        paper = "Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, section 4.1")
public record Autoencoder(
        @Setting("The latent space.") Latent latent,

        @Setting("Distance of an example to its reconstruction: mean of absolute (l1) or squared (l2) differences.")
        Norm norm)
        implements GanModel {
    /** 50 uniform latents, squared differences. */
    public Autoencoder() {
        this(new Latent(50, Prior.UNIFORM, 1), Norm.L2);
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        return List.of(GameSignatures.generator(latent, data), GameSignatures.encoder(latent, data));
    }

    @Override
    public Game assemble(GameParts parts) {
        return new ReconstructionGame(norm, parts);
    }

    @Override
    public Sampler sampler(DatasetInfo data, NetworkSet networks) {
        return new GeneratorSampler(latent, data.shape(), networks.get(NetworkRole.GENERATOR), 0);
    }

    @Override
    public Optional<Encoder> encoder(DatasetInfo data, NetworkSet networks) {
        return Optional.of(new TrainedEncoder(latent.shape(), data.shape(), networks));
    }
}
