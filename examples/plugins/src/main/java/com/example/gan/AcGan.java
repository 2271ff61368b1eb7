package com.example.gan;

import java.util.List;
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
 * The auxiliary-classifier GAN: the generator is given a class, and the critic gives K numbers
 * beside its score, from which a softmax predicts the class. Both players minimise the cross-entropy
 * of the prediction beside their adversarial losses.
 *
 * @param latent the latent space
 * @param weight the factor of the cross-entropy; ≥ 0
 */
@PluginName(
        value = "acgan",
        summary = "A generator of given classes, against a critic that also predicts the class.",
        paper = "Odena, Olah, Shlens, Conditional Image Synthesis with Auxiliary Classifier GANs, 2017,"
                + " equations 2 and 3")
public record AcGan(
        @Setting("the latent space") Latent latent,
        @Setting("factor of the cross-entropy; ≥ 0") double weight) implements GanModel {
    /** The factor 1 of the paper. */
    public AcGan() {
        this(new Latent(), 1);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the factor is negative */
    public AcGan {
        Settings.check().atLeast("weight", weight, 0).orThrow();
    }

    @Override
    public List<NetworkSignature> networks(DatasetInfo data) {
        if (data.classNames().isEmpty()) {
            throw new GanException("model: acgan needs examples with classes, but dataset " + data.name()
                    + " has none. Choose another dataset, or model standard");
        }
        TensorShape scoreAndClasses = TensorShape.of(1 + data.classNames().size());
        return List.of(
                GameSignatures.conditionalGenerator(latent, data),
                new NetworkSignature(NetworkRole.CRITIC, List.of(data.shape()), scoreAndClasses, ValueRange.UNBOUNDED));
    }

    @Override
    public Game assemble(GameParts parts) {
        return new AcGanGame(this, parts);
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
