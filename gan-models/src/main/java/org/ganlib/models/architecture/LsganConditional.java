package org.ganlib.models.architecture;

import java.util.List;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * The conditional networks of the least-squares GAN paper for handwritten Chinese characters: 3,740
 * classes, 28×28 pixels. A matrix turns the one-hot label into e numbers, which is to look up its
 * row, in each network its own; they enter the generator beside the latent and the critic beside
 * every hidden layer. With w the width, for images of 4·s×4·t pixels, height first:
 *
 * <pre>
 * generator  [z, e] → dense [2w, s, t] → transposed convolutions with kernels of 5, each
 *            doubling: 2w, then the image's channels; batch norm and ReLU behind all but the last
 * critic     [channels, 4s, 4t] → convolution 5, halving, to channels + e
 *                 → with e maps of the label, convolution 5, halving, to w + e, batch norm
 *                 → with e, dense [hidden], batch norm → with e, dense [1];
 *            leaky ReLU behind all but the last
 * </pre>
 *
 * @param width w
 * @param labelUnits e
 * @param hidden units of the critic's dense hidden layer
 * @param leak slope below 0 of the critic's leaky ReLU
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 */
@PluginName(
        value = "lsgan-conditional",
        summary = "The least-squares GAN's networks for many classes; labels enter by a linear map.",
        paper = "Mao et al., Least Squares Generative Adversarial Networks, 2016")
public record LsganConditional(
        @Setting("Half the channels of the generator's hidden layers, ≥ 1.")
        int width,

        @Setting("Numbers a label is turned into, ≥ 1.") int labelUnits,

        @Setting("Units of the critic's dense hidden layer, ≥ 1.")
        int hidden,

        @Setting("Slope of the critic's leaky ReLU below 0, in [0, 1).")
        double leak,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output)
        implements Architecture {
    private static final int REDUCTION = 4;
    private static final SquareKernel DOUBLING = new SquareKernel(5, 2);

    /**
     * The published settings: labels to 256 numbers, width 64, 1024 hidden units, weights N(0,
     * 0.02²).
     */
    public LsganConditional() {
        this(64, 256, 1024, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
    }

    /** Validates the settings. */
    public LsganConditional {
        Settings.check()
                .atLeast("width", width, 1)
                .atLeast("label-units", labelUnits, 1)
                .atLeast("hidden", hidden, 1)
                .rule(leak >= 0 && leak < 1, "leak", "must be in [0, 1), was " + leak)
                .positive("weight-scale", weightScale)
                .orThrow();
    }

    /**
     * @throws GanException unless there are two inputs, the second the label, and the images' height
     *     and width are multiples of 4
     */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        boolean generator = signature.role().equals(NetworkRole.GENERATOR);
        Signatures.requireLabel(
                "lsgan-conditional", signature, generator ? "a latent and a label" : "an image and a label");
        TensorShape image = generator ? signature.output() : signature.inputs().get(0);
        Signatures.requireMultiple("lsgan-conditional", signature, image, REDUCTION);
        List<Features> inputs = Features.inputs(signature.inputs(), weights.toDl4j(weightScale));
        Features label = inputs.get(1).lookup("label", signature.classes(), labelUnits);
        return (generator ? generate(inputs.get(0), label, signature) : score(inputs.get(0), label, signature))
                .define(signature.inputs());
    }

    private Features generate(Features latent, Features label, NetworkSignature signature) {
        TensorShape image = signature.output();
        Ending ending = new Ending(Ending.Norm.TRAINED, new ActivationReLU());
        TensorShape smallest = TensorShape.of(2 * width, image.height() / REDUCTION, image.width() / REDUCTION);
        return latent.and("latent-and-label", label)
                .dense("projection", smallest.elements(), ending)
                .as(smallest)
                .deconvolution("deconvolution-0", 2 * width, DOUBLING, ending)
                .deconvolution("output", image.channels(), DOUBLING, Ending.of(output.toDl4j(signature)));
    }

    private Features score(Features image, Features label, NetworkSignature signature) {
        ActivationLReLU leaky = new ActivationLReLU(leak);
        Ending ending = new Ending(Ending.Norm.TRAINED, leaky);
        Features first =
                image.convolution("convolution-0", image.shape().channels() + labelUnits, DOUBLING, Ending.of(leaky));
        return first.and("convolution-0-and-label", label.spread("label-map", first.shape()))
                .convolution("convolution-1", width + labelUnits, DOUBLING, ending)
                .flat("convolution-1-flat")
                .and("convolution-1-and-label", label)
                .dense("hidden", hidden, ending)
                .and("hidden-and-label", label)
                .dense("output", signature.output().elements(), Ending.of(output.toDl4j(signature)));
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape character = TensorShape.of(1, 28, 28);
        int classes = 3740;
        return List.of(
                Signatures.conditionalGenerator(ValueRange.UNIT, character, TensorShape.of(1024), classes),
                Signatures.conditionalCritic(character, classes));
    }
}
