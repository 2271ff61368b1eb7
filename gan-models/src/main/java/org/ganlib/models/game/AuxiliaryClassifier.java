package org.ganlib.models.game;

import java.util.List;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.GameSignatures;
import org.ganlib.game.GeneratorSampler;
import org.ganlib.game.Latent;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;

/**
 * The two-player game given a class, with a critic that also says which class an example has: beside
 * its score it gives K numbers, whose softmax is the probability of each class. Both players
 * minimise the weighted cross-entropy of the class, the critic on both sides and the generator on
 * the fake side, beside their adversarial losses.
 *
 * @param latent the latent space
 * @param fakeLabels the source of the classes of generated examples
 * @param criticBatches the choice of one batch or two for real and generated examples
 * @param weight the factor of the mean cross-entropy of a side
 */
@PluginName(
        value = "auxiliary-classifier",
        summary = "A generator told which class to make, against a critic that must tell the class itself.",
        paper = "Odena, Olah, Shlens, Conditional Image Synthesis with Auxiliary Classifier GANs, 2017,"
                + " equations 2 and 3")
public record AuxiliaryClassifier(
        @Setting("The latent space.") Latent latent,

        @Setting("Classes of generated examples: those of the real minibatch, or drawn uniformly.")
        FakeLabels fakeLabels,

        @Setting("Real and generated examples through the critic in one batch or two.")
        CriticBatches criticBatches,

        @Setting("The factor of the cross-entropy of the class, ≥ 0.")
        double weight)
        implements GanModel {
    /** 100 uniform latents, classes drawn uniformly, the factor 1. */
    public AuxiliaryClassifier() {
        this(new Latent(), FakeLabels.UNIFORM, CriticBatches.AUTO, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the factor is negative
     */
    public AuxiliaryClassifier {
        Settings.check().atLeast("weight", weight, 0).finite("weight", weight).orThrow();
    }

    /** @throws GanException if the data has no classes */
    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        if (data.classNames().isEmpty()) {
            throw new GanException("model: auxiliary-classifier needs examples with classes, but dataset " + data.name()
                    + " has none. Choose another dataset, or model standard");
        }
        TensorShape scoreAndClasses = TensorShape.of(1 + data.classNames().size());
        return List.of(
                GameSignatures.conditionalGenerator(latent, data),
                new NetworkSignature(NetworkRole.CRITIC, List.of(data.shape()), scoreAndClasses, ValueRange.UNBOUNDED));
    }

    @Override
    public Game assemble(GameParts parts) {
        return new AuxiliaryClassifierGame(this, parts);
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
