package org.ganlib.models.architecture;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * The generator with a known density, {@code G(z) = μ + σ·z} element by element: with standard
 * normal latents of the data's size its examples are normal, with mean μᵢ and standard deviation
 * |σᵢ| in each coordinate. Training may turn a σ negative; by the latents' symmetry that is the
 * same distribution as |σ|.
 *
 * <p>The network has one weight (σ) and one bias (μ) per element, in the layer {@value #LAYER}.
 *
 * @param location μ before training, in every element
 * @param scale σ before training, in every element; not 0, where σ and −σ would be
 *     indistinguishable
 */
@PluginName(
        value = "location-scale",
        summary = "G(z) = μ + σ·z with trained μ and σ: a normal generator whose fit can be judged exactly.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, section 2.5")
public record LocationScale(
        @Setting("μ before training, in every element") double location,

        @Setting("σ before training, in every element; not 0")
        double scale)
        implements Architecture {
    private static final String LAYER = "location-scale";

    /** The standard normal distribution, given standard normal latents. */
    public LocationScale() {
        this(0, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if a setting is not finite, or the scale
     *     is 0
     */
    public LocationScale {
        Settings.check()
                .finite("location", location)
                .finite("scale", scale)
                .rule(scale != 0, "scale", "must not be 0: the gradient by σ cannot tell up from down there")
                .orThrow();
    }

    /** @throws GanException unless there is one input, with as many elements as the output */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        int elements = signature.output().elements();
        if (signature.inputs().size() != 1 || signature.inputs().get(0).elements() != elements) {
            throw new GanException(signature.role().key() + ": location-scale maps one input to an output of the same"
                    + " size, but here are inputs of " + signature.inputs() + " and an output of "
                    + signature.output() + ". "
                    + "Give the latents the data's size, or choose another architecture");
        }
        TensorShape shape = TensorShape.of(elements);
        FeedForwardLayer layer = elements == 1 ? dense() : elementWise(elements);
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("input")
                        .addLayer(LAYER, layer, "input")
                        .setOutputs(LAYER)
                        .build(),
                List.of(shape),
                shape);
    }

    /** A matrix of one element is the same map, and every engine runs dense layers. */
    private DenseLayer dense() {
        return new DenseLayer.Builder()
                .nIn(1)
                .nOut(1)
                .weightInit(new WeightInitConstant(scale))
                .biasInit(location)
                .activation(new ActivationIdentity())
                .build();
    }

    private ElementWiseMultiplicationLayer elementWise(int elements) {
        return new ElementWiseMultiplicationLayer.Builder()
                .nIn(elements)
                .nOut(elements)
                .weightInit(new WeightInitConstant(scale))
                .biasInit(location)
                .activation(new ActivationIdentity())
                .build();
    }
}
