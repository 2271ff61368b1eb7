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
 * The networks of the least-squares GAN paper for scenes of 112×112 pixels, and for other images of
 * 16·s×16·t pixels, height first, where the paper has s = t = 7. With w the width, 64 in the paper:
 *
 * <pre>
 * generator  [z] → dense [4w, s, t] → transposed convolutions with kernels of 3:
 *            4w doubling, 4w, 4w doubling, 4w, 2w doubling, w doubling,
 *            then to the image's channels; batch norm and ReLU behind all but the last
 * critic     [channels, 16s, 16t] → convolutions with kernels of 5, each halving:
 *            w, 2w, 4w, 8w → dense [1];
 *            leaky ReLU behind all convolutions, batch norm behind all but the first
 * </pre>
 *
 * @param width channels of the critic's first layer, w
 * @param batchNorm true if there is batch norm
 * @param leak slope below 0 of the critic's leaky ReLU
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 */
@PluginName(
        value = "lsgan",
        summary = "The least-squares GAN's convolutional networks, for images with sides of multiples of 16 pixels.",
        paper = "Mao et al., Least Squares Generative Adversarial Networks, 2016")
public record Lsgan(
        @Setting("Channels of the critic's first layer, ≥ 1; those of all others are multiples of it.")
        int width,

        @Setting(
                "Normalise over the batch: the generator's layers but the last, the critic's but the first and the last.")
        boolean batchNorm,

        @Setting("Slope of the critic's leaky ReLU below 0, in [0, 1).")
        double leak,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output)
        implements Architecture {
    private static final int REDUCTION = 16;

    /** The published settings: width 64, batch norm, weights N(0, 0.02²). */
    public Lsgan() {
        this(64, true, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
    }

    /** Validates the settings. */
    public Lsgan {
        Settings.check()
                .atLeast("width", width, 1)
                .rule(leak >= 0 && leak < 1, "leak", "must be in [0, 1), was " + leak)
                .positive("weight-scale", weightScale)
                .orThrow();
    }

    /**
     * @throws GanException unless there is one input and the images' height and width are multiples
     *     of 16
     */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        boolean generator = signature.role().equals(NetworkRole.GENERATOR);
        Signatures.requireInputs("lsgan", signature, 1, generator ? "one latent" : "one image");
        TensorShape image = generator ? signature.output() : signature.inputs().get(0);
        Signatures.requireMultiple("lsgan", signature, image, REDUCTION);
        Features input =
                Features.inputs(signature.inputs(), weights.toDl4j(weightScale)).get(0);
        return (generator ? generate(input, signature) : score(input, signature)).define(signature.inputs());
    }

    private Features generate(Features latent, NetworkSignature signature) {
        TensorShape image = signature.output();
        Ending ending = new Ending(Ending.Norm.trained(batchNorm), new ActivationReLU());
        SquareKernel doubling = new SquareKernel(3, 2);
        SquareKernel keeping = new SquareKernel(3, 1);
        TensorShape smallest = TensorShape.of(4 * width, image.height() / REDUCTION, image.width() / REDUCTION);
        return latent.dense("projection", smallest.elements(), ending)
                .as(smallest)
                .deconvolution("deconvolution-0", 4 * width, doubling, ending)
                .deconvolution("deconvolution-1", 4 * width, keeping, ending)
                .deconvolution("deconvolution-2", 4 * width, doubling, ending)
                .deconvolution("deconvolution-3", 4 * width, keeping, ending)
                .deconvolution("deconvolution-4", 2 * width, doubling, ending)
                .deconvolution("deconvolution-5", width, doubling, ending)
                .deconvolution("output", image.channels(), keeping, Ending.of(output.toDl4j(signature)));
    }

    private Features score(Features image, NetworkSignature signature) {
        ActivationLReLU leaky = new ActivationLReLU(leak);
        Ending ending = new Ending(Ending.Norm.trained(batchNorm), leaky);
        SquareKernel halving = new SquareKernel(5, 2);
        return image.convolution("convolution-0", width, halving, Ending.of(leaky))
                .convolution("convolution-1", 2 * width, halving, ending)
                .convolution("convolution-2", 4 * width, halving, ending)
                .convolution("convolution-3", 8 * width, halving, ending)
                .dense("output", signature.output().elements(), Ending.of(output.toDl4j(signature)));
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape scene = TensorShape.of(3, 112, 112);
        return List.of(Signatures.generator(ValueRange.SIGNED, scene, TensorShape.of(1024)), Signatures.critic(scene));
    }
}
