package org.ganlib.models.game;

import java.util.List;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.GameSignatures;
import org.ganlib.game.GeneratorSampler;
import org.ganlib.game.Latent;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;

/**
 * The two-player game: a generator turns latents into examples, a critic scores real and generated
 * ones.
 *
 * @param latent the latent space
 * @param criticBatches the choice of one batch or two for real and generated examples
 */
@PluginName(
        value = "standard",
        summary = "A generator against a critic.",
        paper = "Goodfellow et al., Generative Adversarial Nets, 2014, algorithm 1")
public record Standard(
        @Setting("The latent space.") Latent latent,

        @Setting("Real and generated examples through the critic in one batch or two.")
        CriticBatches criticBatches)
        implements GanModel {
    /** 100 uniform latents. */
    public Standard() {
        this(new Latent(), CriticBatches.AUTO);
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        return List.of(GameSignatures.generator(latent, data), GameSignatures.critic(List.of(data.shape())));
    }

    @Override
    public Game assemble(GameParts parts) {
        return new StandardGame(this, parts);
    }

    @Override
    public Sampler sampler(DatasetInfo data, NetworkSet networks) {
        return new GeneratorSampler(latent, data.shape(), networks.get(NetworkRole.GENERATOR), 0);
    }
}
