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
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * The residual networks of the spectrally normalised GAN for images of s·2ᵏ×t·2ᵏ pixels, height
 * first, where k ≥ 1 and the smaller of s and t is 4 to 7. With w the width:
 *
 * <pre>
 * generator  [z] → dense [w, s, t] → k residual blocks, each to twice the sides,
 *            → batch norm, ReLU, convolution to the image's channels
 * critic     [channels, s·2ᵏ, t·2ᵏ] → two residual blocks, each to half the sides (one if k = 1),
 *            → further residual blocks → ReLU → sums h over the image's pixels → dense [1]
 * </pre>
 *
 * <p>A block adds a shortcut to two convolutions with kernels of 3. In the generator there are batch
 * norm and ReLU before each, and pixels are repeated before the first; in the critic there is ReLU
 * before each, but not before the image's, and means of 2×2 pixels are taken after the second. A
 * shortcut that changes the channels or the side is a convolution with kernels of 1. With the
 * published widths, 256 in the generator and 128 in the critic, and 32×32 pixels, these are the
 * networks for CIFAR-10 of table 4.
 *
 * <p>A label chooses gains and shifts behind each batch norm of the generator, 1 + g_y and b_y
 * (Dumoulin, Shlens and Kudlur 2017, de Vries et al. 2017). In the critic it chooses a vector v_y,
 * and the score is dense(h) + ⟨v_y, h⟩ (Miyato and Koyama 2018, equation 5).
 *
 * @param width channels of all blocks, w
 * @param blocks the critic's blocks after those that halve the sides
 * @param batchNorm true if the generator has batch norm
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 */
@PluginName(
        value = "resnet",
        summary =
                "Residual blocks, for images of s·2ᵏ×t·2ᵏ pixels, s and t ≥ 4, one of them ≤ 7; a critic given classes projects.",
        paper = "Miyato, Kataoka, Koyama, Yoshida, Spectral Normalization for Generative Adversarial Networks, 2018,"
                + " appendix B.4 and table 4; Miyato, Koyama, cGANs with Projection Discriminator, 2018, figure 1d")
public record Resnet(
        @Setting("Channels of all blocks, ≥ 1; as published 256 in the generator and 128 in the critic.")
        int width,

        @Setting("The critic's blocks after those that halve the sides, ≥ 0.")
        int blocks,

        @Setting("Normalise over the batch in the generator.")
        boolean batchNorm,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output)
        implements Architecture {
    private static final SquareKernel THREE = new SquareKernel(3, 1);
    private static final SquareKernel ONE = new SquareKernel(1, 1);

    /** Width 128, two further blocks, Glorot's weights. */
    public Resnet() {
        this(128, 2, true, Initialisation.XAVIER, 0.02, OutputActivation.AUTO);
    }

    /** Validates the settings. */
    public Resnet {
        Settings.check()
                .atLeast("width", width, 1)
                .atLeast("blocks", blocks, 0)
                .positive("weight-scale", weightScale)
                .orThrow();
    }

    /**
     * @throws GanException unless there is one input, or a label beside it, and images have a size
     *     this architecture knows; or if a generator without batch norm is given a label
     */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        boolean generator = signature.role().equals(NetworkRole.GENERATOR);
        if (signature.classes() > 0) {
            Signatures.requireLabel(
                    "resnet", signature, generator ? "one latent and a label" : "one image and a label");
        } else {
            Signatures.requireInputs("resnet", signature, 1, generator ? "one latent" : "one image");
        }
        if (generator && signature.classes() > 0 && !batchNorm) {
            throw new GanException(
                    "generator: resnet uses labels only in its batch-norm layers. Use batch-norm=true, or a"
                            + " model without classes");
        }
        TensorShape image = generator ? signature.output() : signature.inputs().get(0);
        Pyramid sizes = Pyramid.over(image, "resnet", signature, width, true, 4);
        List<Features> inputs = Features.inputs(signature.inputs(), weights.toDl4j(weightScale));
        Features label = signature.classes() > 0 ? inputs.get(1) : null;
        return (generator
                        ? generate(sizes, inputs.get(0), label, signature)
                        : score(sizes, inputs.get(0), label, signature))
                .define(signature.inputs());
    }

    private Features generate(Pyramid sizes, Features latent, Features label, NetworkSignature signature) {
        TensorShape smallest = sizes.smallest(width);
        Features image =
                latent.dense("projection", smallest.elements(), Ending.linear()).image("smallest", smallest);
        for (int i = 0; i < sizes.steps(); i++) {
            image = growing("block-" + i, image, label, signature.classes());
        }
        return normalised("last", image, label, signature.classes())
                .activated("last-activation", new ActivationReLU())
                .convolution("output", sizes.image().channels(), THREE, Ending.of(output.toDl4j(signature)));
    }

    private Features growing(String name, Features x, Features label, int classes) {
        Features shortcut =
                x.enlarged(name + "-larger", 2).convolution(name + "-shortcut", width, ONE, Ending.linear());
        Features first = normalised(name + "-0", x, label, classes)
                .activated(name + "-0-activation", new ActivationReLU())
                .enlarged(name + "-0-larger", 2)
                .convolution(name + "-convolution-0", width, THREE, Ending.linear());
        return normalised(name + "-1", first, label, classes)
                .activated(name + "-1-activation", new ActivationReLU())
                .convolution(name + "-convolution-1", width, THREE, Ending.linear())
                .plus(name, shortcut);
    }

    /** Batch norm, with gains and shifts of the label's class if there is one. */
    private Features normalised(String name, Features x, Features label, int classes) {
        if (!batchNorm) {
            return x;
        }
        if (label == null) {
            return x.normalised(name + "-norm", Ending.Norm.TRAINED);
        }
        Features plain = x.normalised(name + "-norm", Ending.Norm.PLAIN);
        Features gain = label.lookup(name + "-gain", classes, width).spread(name + "-gain-spread", plain.shape());
        Features shift = label.lookup(name + "-shift", classes, width).spread(name + "-shift-spread", plain.shape());
        return plain.plus(name + "-gained", plain.times(name + "-product", gain))
                .plus(name + "-shifted", shift);
    }

    private Features score(Pyramid sizes, Features image, Features label, NetworkSignature signature) {
        Features x = first(image);
        if (sizes.steps() > 1) {
            x = shrinking("block-1", x);
        }
        for (int i = 0; i < blocks; i++) {
            x = keeping("block-" + (2 + i), x);
        }
        Features sums = x.activated("last-activation", new ActivationReLU()).total("sums");
        Features score = sums.dense("score", signature.output().elements(), Ending.linear());
        if (label == null) {
            return score.activated("output", output.toDl4j(signature));
        }
        Features projection = sums.times("product", label.lookup("class", signature.classes(), width))
                .sum("projection");
        return score.plus("projected", projection).activated("output", output.toDl4j(signature));
    }

    /** The critic's first block, which has no nonlinearity before the image's convolution. */
    private Features first(Features image) {
        Features shortcut =
                image.shrunk("block-0-smaller", 2).convolution("block-0-shortcut", width, ONE, Ending.linear());
        return image.convolution("block-0-convolution-0", width, THREE, Ending.of(new ActivationReLU()))
                .convolution("block-0-convolution-1", width, THREE, Ending.linear())
                .shrunk("block-0-means", 2)
                .plus("block-0", shortcut);
    }

    private Features shrinking(String name, Features x) {
        Features shortcut =
                x.convolution(name + "-shortcut", width, ONE, Ending.linear()).shrunk(name + "-smaller", 2);
        return convolved(name, x).shrunk(name + "-means", 2).plus(name, shortcut);
    }

    private Features keeping(String name, Features x) {
        return convolved(name, x).plus(name, x);
    }

    private Features convolved(String name, Features x) {
        return x.activated(name + "-0-activation", new ActivationReLU())
                .convolution(name + "-convolution-0", width, THREE, Ending.of(new ActivationReLU()))
                .convolution(name + "-convolution-1", width, THREE, Ending.linear());
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape latent = TensorShape.of(128);
        TensorShape digit = TensorShape.of(1, 28, 28);
        TensorShape photograph = TensorShape.of(3, 32, 32);
        return List.of(
                Signatures.generator(ValueRange.SIGNED, digit, latent),
                Signatures.critic(digit),
                Signatures.generator(ValueRange.SIGNED, photograph, latent),
                Signatures.critic(photograph));
    }
}
