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
 * The fully connected networks of BiGAN, which know nothing of neighbouring pixels. With h hidden
 * units, and batch norm without gain and shift:
 *
 * <pre>
 * generator  [z] → dense h, batch norm, ReLU → dense h, batch norm, ReLU → dense [x]
 * encoder    [x] → dense h, leaky ReLU → dense h, batch norm, leaky ReLU → dense [z]
 * critic     [x], [z] → dense h, leaky ReLU
 *                 → dense h plus a matrix applied to z, batch norm, leaky ReLU → dense [1]
 * </pre>
 *
 * <p>A critic of examples alone is the same without z. Images are taken and given as vectors.
 *
 * @param hidden units of each hidden layer
 * @param leak slope below 0 of the encoder's and the critic's leaky ReLU
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 */
@PluginName(
        value = "bigan",
        summary = "BiGAN's fully connected generator, encoder and joint critic.",
        paper = "Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, section 4.2")
public record BiganMlp(
        @Setting("Units of each hidden layer, ≥ 1.") int hidden,

        @Setting("Slope of the encoder's and the critic's leaky ReLU below 0, in [0, 1).")
        double leak,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output)
        implements Architecture {
    /** 1024 hidden units, leak 0.2, weights N(0, 0.02²). */
    public BiganMlp() {
        this(1024, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
    }

    /** Validates the settings. */
    public BiganMlp {
        Settings.check()
                .atLeast("hidden", hidden, 1)
                .rule(leak >= 0 && leak < 1, "leak", "must be in [0, 1), was " + leak)
                .positive("weight-scale", weightScale)
                .orThrow();
    }

    /** @throws GanException unless there is one input, or two for a critic */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        Signatures.requireInputsOfJointGame("bigan", signature);
        List<TensorShape> shapes = Concatenation.vectors(signature);
        List<Features> inputs = Features.inputs(shapes, weights.toDl4j(weightScale));
        boolean generator = signature.role().equals(NetworkRole.GENERATOR);
        return (generator ? generate(inputs.get(0)) : describe(inputs))
                .dense("output", signature.output().elements(), Ending.of(output.toDl4j(signature)))
                .define(shapes);
    }

    private Features generate(Features latent) {
        Ending ending = new Ending(Ending.Norm.PLAIN, new ActivationReLU());
        return latent.dense("hidden-0", hidden, ending).dense("hidden-1", hidden, ending);
    }

    private Features describe(List<Features> inputs) {
        ActivationLReLU leaky = new ActivationLReLU(leak);
        Features first = inputs.get(0).dense("hidden-0", hidden, Ending.of(leaky));
        Ending ending = new Ending(Ending.Norm.PLAIN, leaky);
        return inputs.size() == 1
                ? first.dense("hidden-1", hidden, ending)
                : first.denseWith("hidden-1", inputs.get(1), hidden, ending);
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
