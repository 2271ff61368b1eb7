package org.ganlib.models.game;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ganlib.game.CriticBatches;
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

/**
 * The two-player game, and an encoder that learns to tell the latent a generated example was made
 * of: it minimises the mean square of z − E(G(z)). The generator takes no notice of it.
 *
 * @param latent the latent space
 * @param criticBatches the choice of one batch or two for real and generated examples
 * @param encoderRange the range of the encoder's output
 */
@PluginName(
        value = "latent-regressor",
        summary = "The standard game, and an encoder that learns z from G(z) beside it.",
        paper = "Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, section 4.1")
public record LatentRegressor(
        @Setting("The latent space.") Latent latent,

        @Setting("Real and generated examples through the critic in one batch or two.")
        CriticBatches criticBatches,

        @Setting("What the encoder's output lies in: any number, or only the range of the latents.")
        EncoderRange encoderRange)
        implements GanModel {
    /** 50 uniform latents. */
    public LatentRegressor() {
        this(new Latent(50, Prior.UNIFORM, 1), CriticBatches.AUTO);
    }

    /** An encoder whose output has no bounds. */
    public LatentRegressor(Latent latent, CriticBatches criticBatches) {
        this(latent, criticBatches, EncoderRange.UNBOUNDED);
    }

    /** Validates the settings. */
    public LatentRegressor {
        encoderRange.over(latent);
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        return List.of(
                GameSignatures.generator(latent, data),
                GameSignatures.critic(List.of(data.shape())),
                GameSignatures.encoder(latent, data, encoderRange.over(latent)));
    }

    @Override
    public Game assemble(GameParts parts) {
        return new RegressionGame(latent, criticBatches, OptionalDouble.empty(), parts);
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
