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
 * Convolutional networks for BiGAN on images of s·2ᵏ×t·2ᵏ pixels, height first, where k ≥ 1 and the
 * smaller of s and t is 4 to 7. With w the width and h hidden units:
 *
 * <pre>
 * generator  [z] → dense h → dense [w·2ᵏ⁻¹, s, t]
 *                 → transposed convolutions, each to half the channels and twice the sides
 *                 → the image; batch norm and ReLU behind all but the last
 * encoder    the image → convolutions to w, 2w, … channels, each to half the sides
 *                 → dense h → dense [z];
 *            leaky ReLU behind all but the last, batch norm behind all of these but the first
 * critic     as the encoder, with a matrix applied to z and added to the hidden layer before its
 *            batch norm → dense [1]
 * </pre>
 *
 * <p>A critic of images alone is the same without z.
 *
 * @param width channels at half the full image's size, w
 * @param hidden units of the dense hidden layer, h
 * @param kernel side of all kernels, 4 or 5
 * @param gain true if batch norm has a trained gain and shift
 * @param leak slope below 0 of the encoder's and the critic's leaky ReLU
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 */
@PluginName(
        value = "bigan-conv",
        summary =
                "Convolutional generator, encoder and joint critic for BiGAN on images of s·2ᵏ×t·2ᵏ pixels, s and t ≥ 4, one of them ≤ 7.",
        paper = "Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, section 4")
public record BiganConvolutional(
        @Setting("Channels at half the full image's size, ≥ 1; twice as many for each further halving.")
        int width,

        @Setting("Units of the dense hidden layer, ≥ 1.") int hidden,
        @Setting("Side of the kernels, 4 or 5.") int kernel,

        @Setting("Train a gain and a shift behind each normalisation.")
        boolean gain,

        @Setting("Slope of the encoder's and the critic's leaky ReLU below 0, in [0, 1).")
        double leak,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output)
        implements Architecture {
    /**
     * The authors' code for digits: width 64, 1024 hidden units, kernels of 5 pixels, no gain,
     * weights N(0, 0.02²).
     */
    public BiganConvolutional() {
        this(64, 1024, 5, false, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
    }

    /** Validates the settings. */
    public BiganConvolutional {
        Settings.check()
                .atLeast("width", width, 1)
                .atLeast("hidden", hidden, 1)
                .rule(kernel == 4 || kernel == 5, "kernel", "must be 4 or 5, was " + kernel)
                .rule(leak >= 0 && leak < 1, "leak", "must be in [0, 1), was " + leak)
                .positive("weight-scale", weightScale)
                .orThrow();
    }

    /**
     * @throws GanException unless there is one input, or two for a critic, and images have a size
     *     this architecture knows
     */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        Signatures.requireInputsOfJointGame("bigan-conv", signature);
        boolean generator = signature.role().equals(NetworkRole.GENERATOR);
        TensorShape image = generator ? signature.output() : signature.inputs().get(0);
        Pyramid pyramid = Pyramid.over(image, "bigan-conv", signature, width, false, kernel);
        List<Features> inputs = Features.inputs(signature.inputs(), weights.toDl4j(weightScale));
        return (generator ? generate(pyramid, inputs.get(0), signature) : describe(pyramid, inputs, signature))
                .define(signature.inputs());
    }

    private Features generate(Pyramid pyramid, Features latent, NetworkSignature signature) {
        Ending ending = new Ending(norm(), new ActivationReLU());
        return pyramid.grow(latent.dense("hidden", hidden, ending), ending, output.toDl4j(signature));
    }

    private Features describe(Pyramid pyramid, List<Features> inputs, NetworkSignature signature) {
        ActivationLReLU leaky = new ActivationLReLU(leak);
        Ending ending = new Ending(norm(), leaky);
        Features image = pyramid.shrink(inputs.get(0), Ending.of(leaky), ending);
        Features described = inputs.size() == 1
                ? image.dense("hidden", hidden, ending)
                : image.denseWith("hidden", inputs.get(1), hidden, ending);
        return described.dense("output", signature.output().elements(), Ending.of(output.toDl4j(signature)));
    }

    private Ending.Norm norm() {
        return gain ? Ending.Norm.TRAINED : Ending.Norm.PLAIN;
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape digit = TensorShape.of(1, 28, 28);
        TensorShape latent = TensorShape.of(50);
        return List.of(
                Signatures.generator(ValueRange.UNIT, digit, latent),
                Signatures.encoder(digit, latent),
                Signatures.critic(digit, latent));
    }
}
