package org.ganlib.models.game;

import java.util.List;
import java.util.Optional;
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
 * The bidirectional game: the critic tells pairs (x, E(x)) of an example and its code from pairs
 * (G(z), z) of a generated example and its latent; generator and encoder are updated together
 * against it. Where the pairs can no longer be told apart, E and G are each other's inverse almost
 * everywhere (theorem 2), though neither ever sees what the other made of its output.
 *
 * @param latent the latent space
 * @param criticBatches the choice of one batch or two for both kinds of pairs
 * @param encoderRange the range of the encoder's output
 */
@PluginName(
        value = "bigan",
        summary = "A generator and an encoder against a critic of pairs: (x, E(x)) or (G(z), z).",
        paper = "Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, equations 2 and 3;"
                + " Dumoulin et al., Adversarially Learned Inference, 2017")
public record Bigan(
        @Setting("The latent space.") Latent latent,

        @Setting("Real and generated pairs through the critic in one batch or two.")
        CriticBatches criticBatches,

        @Setting("What the encoder's output lies in: any number, or only the range of the latents.")
        EncoderRange encoderRange)
        implements GanModel {
    /** 50 uniform latents. */
    public Bigan() {
        this(new Latent(50, Prior.UNIFORM, 1), CriticBatches.AUTO);
    }

    /** An encoder whose output has no bounds. */
    public Bigan(Latent latent, CriticBatches criticBatches) {
        this(latent, criticBatches, EncoderRange.UNBOUNDED);
    }

    /** Validates the settings. */
    public Bigan {
        encoderRange.over(latent);
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        return List.of(
                GameSignatures.generator(latent, data),
                GameSignatures.critic(List.of(data.shape(), latent.shape())),
                GameSignatures.encoder(latent, data, encoderRange.over(latent)));
    }

    @Override
    public Game assemble(GameParts parts) {
        return new BiganGame(this, parts);
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
