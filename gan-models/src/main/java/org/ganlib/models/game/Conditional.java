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
import org.ganlib.problem.GanException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;

/**
 * The two-player game given a class y: the generator makes an example of a class, the critic judges
 * an example and the class it is said to have.
 *
 * @param latent the latent space
 * @param fakeLabels the source of the classes of generated examples
 * @param criticBatches the choice of one batch or two for real and generated examples
 */
@PluginName(
        value = "conditional",
        summary = "A generator told which class to make, against a critic told which class to expect.",
        paper = "Mirza, Osindero, Conditional Generative Adversarial Nets, 2014, equation 2")
public record Conditional(
        @Setting("The latent space.") Latent latent,

        @Setting("Classes of generated examples: those of the real minibatch, or drawn uniformly.")
        FakeLabels fakeLabels,

        @Setting("Real and generated examples through the critic in one batch or two.")
        CriticBatches criticBatches)
        implements GanModel {
    /** 100 uniform latents, classes as in the data. */
    public Conditional() {
        this(new Latent(), FakeLabels.DATA, CriticBatches.AUTO);
    }

    /** @throws GanException if the data has no classes */
    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        if (data.classNames().isEmpty()) {
            throw new GanException("model: conditional needs examples with classes, but dataset " + data.name()
                    + " has none. Choose another dataset, or model standard");
        }
        return List.of(GameSignatures.conditionalGenerator(latent, data), GameSignatures.conditionalCritic(data));
    }

    @Override
    public Game assemble(GameParts parts) {
        return new ConditionalGame(this, parts);
    }

    @Override
    public Sampler sampler(DatasetInfo data, NetworkSet networks) {
        return new GeneratorSampler(
                latent,
                data.shape(),
                networks.get(NetworkRole.GENERATOR),
                data.classNames().size());
    }
}
