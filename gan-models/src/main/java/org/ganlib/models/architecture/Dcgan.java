package org.ganlib.models.architecture;

import java.util.List;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * The deep convolutional networks of Radford et al. for images of s·2ᵏ×t·2ᵏ pixels, height first,
 * where k ≥ 1 and the smaller of s and t is 4 to 7. With w the width:
 *
 * <pre>
 * generator  [z] → dense [w·2ᵏ⁻¹, s, t]
 *                 → transposed convolutions, each to half the channels and twice the sides,
 *                 → [channels, s·2ᵏ, t·2ᵏ]; batch norm and ReLU behind all but the last
 * critic     [channels, s·2ᵏ, t·2ᵏ]
 *                 → convolutions to w, 2w, … channels, each to half the sides, → dense [1];
 *            leaky ReLU behind all convolutions, batch norm behind all but the first
 * </pre>
 *
 * <p>A label becomes several numbers beside the latent, and in the critic a channel beside the
 * image's: every class has numbers, and an image, of its own, which are trained.
 *
 * <p>If {@code denseUnits} is not 0, there is a dense layer of that many units between the latent
 * and the smallest image, and another one between the smallest image and the score. Both have batch
 * norm and the nonlinearity of the other layers. InfoGAN's networks for digits have such layers
 * with 1,024 units (Chen et al. 2016, table 1).
 *
 * <p>An encoder is a critic that ends in as many numbers as the latent has. The dense layer is
 * normalised number by number, as in the authors' code.
 *
 * @param width channels at half the full image's size, w
 * @param constantWidth true if all sizes have w channels, as in the generator without batch norm of
 *     the Wasserstein GAN paper
 * @param denseUnits units of the dense layer next to the smallest image; 0 if there is none
 * @param batchNorm true if there is batch norm
 * @param kernel side of all kernels, 4 or 5
 * @param labelUnits numbers the generator turns a label into
 * @param leak slope below 0 of the critic's leaky ReLU
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 */
@PluginName(
        value = "dcgan",
        summary = "Strided convolutions with batch norm, for images of s·2ᵏ×t·2ᵏ pixels, s and t ≥ 4, one of them ≤ 7.",
        paper =
                "Radford, Metz, Chintala, Unsupervised Representation Learning with Deep Convolutional Generative Adversarial"
                        + " Networks, 2016, section 3")
public record Dcgan(
        @Setting("Channels at half the full image's size, ≥ 1; twice as many for each further halving.")
        int width,

        @Setting("As many channels at every size instead.") boolean constantWidth,

        @Setting("Units of a dense layer beside the smallest image, on the side of the vector; 0 for none.")
        int denseUnits,

        @Setting(
                "Normalise over the batch: the generator's layers but the last, the critic's but the first and the last.")
        boolean batchNorm,

        @Setting("Side of the kernels, 4 or 5.") int kernel,

        @Setting("Numbers the generator turns a label into, where the model gives one, ≥ 1.")
        int labelUnits,

        @Setting("Slope of the critic's leaky ReLU below 0, in [0, 1).")
        double leak,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output)
        implements Architecture {
    private static final int LABEL_UNITS = 32;

    /** Width 64, kernels of 4 pixels, weights N(0, 0.02²). */
    public Dcgan() {
        this(64, false, 0, true, 4, LABEL_UNITS, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
    }

    /** Networks without a dense layer and with {@value #LABEL_UNITS} numbers for a label. */
    public Dcgan(
            int width,
            boolean constantWidth,
            boolean batchNorm,
            int kernel,
            double leak,
            Initialisation weights,
            double weightScale,
            OutputActivation output) {
        this(width, constantWidth, 0, batchNorm, kernel, LABEL_UNITS, leak, weights, weightScale, output);
    }

    /** Validates the settings. */
    public Dcgan {
        Settings.check()
                .atLeast("width", width, 1)
                .atLeast("dense-units", denseUnits, 0)
                .atLeast("label-units", labelUnits, 1)
                .rule(kernel == 4 || kernel == 5, "kernel", "must be 4 or 5, was " + kernel)
                .rule(leak >= 0 && leak < 1, "leak", "must be in [0, 1), was " + leak)
                .positive("weight-scale", weightScale)
                .orThrow();
    }

    /**
     * @throws org.ganlib.problem.GanException unless there is one input, or a label beside it, and
     *     images have a size this architecture knows
     */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        boolean generator = signature.role().equals(NetworkRole.GENERATOR);
        boolean labelled = signature.classes() > 0;
        if (labelled) {
            Signatures.requireLabel("dcgan", signature, generator ? "one latent and a label" : "one image and a label");
        } else {
            Signatures.requireInputs("dcgan", signature, 1, generator ? "one latent" : "one image");
        }
        TensorShape image = generator ? signature.output() : signature.inputs().get(0);
        Pyramid pyramid = Pyramid.over(image, "dcgan", signature, width, constantWidth, kernel);
        List<Features> inputs = Features.inputs(signature.inputs(), weights.toDl4j(weightScale));
        Features input = labelled ? withLabel(inputs.get(0), inputs.get(1), signature) : inputs.get(0);
        return (generator ? generate(pyramid, input, signature) : score(pyramid, input, signature))
                .define(signature.inputs());
    }

    private Features withLabel(Features input, Features label, NetworkSignature signature) {
        if (signature.role().equals(NetworkRole.GENERATOR)) {
            return input.and("latent-and-label", label.lookup("label", signature.classes(), labelUnits));
        }
        TensorShape map =
                TensorShape.of(1, input.shape().height(), input.shape().width());
        return input.and(
                "image-and-label",
                label.lookup("label", signature.classes(), map.elements()).image("label-map", map));
    }

    private Features generate(Pyramid pyramid, Features latent, NetworkSignature signature) {
        Ending hidden = new Ending(Ending.Norm.trained(batchNorm), new ActivationReLU());
        return pyramid.grow(withDenseLayer(latent, hidden), hidden, output.toDl4j(signature));
    }

    private Features score(Pyramid pyramid, Features image, NetworkSignature signature) {
        ActivationLReLU leaky = new ActivationLReLU(leak);
        Ending hidden = new Ending(Ending.Norm.trained(batchNorm), leaky);
        return withDenseLayer(pyramid.shrink(image, Ending.of(leaky), hidden), hidden)
                .dense("output", signature.output().elements(), Ending.of(output.toDl4j(signature)));
    }

    private Features withDenseLayer(Features features, Ending ending) {
        return denseUnits == 0 ? features : features.dense("dense", denseUnits, ending);
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape latent = TensorShape.of(100);
        TensorShape digit = TensorShape.of(1, 28, 28);
        TensorShape photograph = TensorShape.of(3, 64, 64);
        return List.of(
                Signatures.generator(ValueRange.SIGNED, digit, latent),
                Signatures.critic(digit),
                Signatures.generator(ValueRange.SIGNED, photograph, latent),
                Signatures.critic(photograph));
    }
}
