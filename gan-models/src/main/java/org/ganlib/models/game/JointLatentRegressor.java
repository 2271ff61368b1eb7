package org.ganlib.models.game;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.GeneratorSampler;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.game.TrainedEncoder;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;

/**
 * The two-player game with an encoder that learns to tell the latent a generated example was made
 * of, and a generator that helps it: both minimise the mean square of z − E(G(z)), the generator
 * beside its loss against the critic.
 *
 * @param latent the latent space
 * @param criticBatches the choice of one batch or two for real and generated examples
 * @param regressionWeight the factor of the mean square in the generator's loss
 * @param encoderRange the range of the encoder's output
 */
@PluginName(
        value = "joint-latent-regressor",
        summary = "The standard game with an encoder that learns z from G(z), and a generator that makes it easy.",
        paper = "Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, section 4.1")
public record JointLatentRegressor(
        @Setting("The latent space.") Latent latent,

        @Setting("Real and generated examples through the critic in one batch or two.")
        CriticBatches criticBatches,

        @Setting("Weight of the mean square of z − E(G(z)) in the loss of generator and encoder, > 0.")
        double regressionWeight,

        @Setting("What the encoder's output lies in: any number, or only the range of the latents.")
        EncoderRange encoderRange)
        implements GanModel {
    /** 50 uniform latents, weight 1. */
    public JointLatentRegressor() {
        this(new Latent(50, Prior.UNIFORM, 1), CriticBatches.AUTO, 1);
    }

    /** An encoder whose output has no bounds. */
    public JointLatentRegressor(Latent latent, CriticBatches criticBatches, double regressionWeight) {
        this(latent, criticBatches, regressionWeight, EncoderRange.UNBOUNDED);
    }

    /** Validates the settings. */
    public JointLatentRegressor {
        Settings.check().positive("regression-weight", regressionWeight).orThrow();
        encoderRange.over(latent);
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        return new LatentRegressor(latent, criticBatches, encoderRange).networks(data);
    }

    @Override
    public Game assemble(GameParts parts) {
        return new RegressionGame(latent, criticBatches, OptionalDouble.of(regressionWeight), parts);
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
