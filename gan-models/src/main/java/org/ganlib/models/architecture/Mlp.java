package org.ganlib.models.architecture;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * A multilayer perceptron for any role. Images are taken and given as vectors; several inputs are
 * concatenated, a label as {@code label-units} numbers that are learnt for its class.
 *
 * @param hidden units of each hidden layer
 * @param activation nonlinearity of the hidden layers
 * @param leak slope below 0 of {@code leaky-relu}
 * @param batchNorm true if hidden layers are normalised over the batch before their nonlinearity
 * @param batchNormGain true if batch norm has a trained gain and shift; without, it gives mean 0
 *     and variance 1
 * @param batchNormFirst true if the first hidden layer is normalised too
 * @param labelUnits numbers a label is turned into before it is concatenated, each class its own
 *     and trained
 * @param dropout probability with which an input of a layer after the first is dropped in training
 * @param inputDropout probability with which an input of the network is dropped in training
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 * @param outputBias the value of the last layer's biases before training
 */
@PluginName(
        value = "mlp",
        summary = "Multilayer perceptron for any role.",
        paper = "Goodfellow et al., Generative Adversarial Nets, 2014, section 5")
public record Mlp(
        @Setting("Units of each hidden layer.") List<Integer> hidden,
        @Setting("Nonlinearity of the hidden layers.") Nonlinearity activation,
        @Setting("Slope of leaky-relu below 0, in [0, 1).") double leak,
        @Setting("Normalise hidden layers over the batch.") boolean batchNorm,

        @Setting("Train a gain and a shift behind each normalisation.")
        boolean batchNormGain,

        @Setting("Normalise the first hidden layer too.") boolean batchNormFirst,

        @Setting("Numbers a label is turned into, where the model gives one, ≥ 1.")
        int labelUnits,

        @Setting("Probability of dropping a hidden unit in training, in [0, 1).")
        double dropout,

        @Setting("Probability of dropping an input in training, in [0, 1).")
        double inputDropout,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output,

        @Setting("What the last layer's biases start at, before its nonlinearity.")
        double outputBias)
        implements Architecture {
    private static final int LABEL_UNITS = 32;

    /** Two hidden layers of 256 leaky rectifiers. */
    public Mlp() {
        this(
                List.of(256, 256),
                Nonlinearity.LEAKY_RELU,
                0.2,
                false,
                true,
                true,
                0,
                0,
                Initialisation.HE,
                0.05,
                OutputActivation.AUTO,
                0);
    }

    /** The same with {@value #LABEL_UNITS} numbers for a label. */
    public Mlp(
            List<Integer> hidden,
            Nonlinearity activation,
            double leak,
            boolean batchNorm,
            boolean batchNormGain,
            boolean batchNormFirst,
            double dropout,
            double inputDropout,
            Initialisation weights,
            double weightScale,
            OutputActivation output,
            double outputBias) {
        this(
                hidden,
                activation,
                leak,
                batchNorm,
                batchNormGain,
                batchNormFirst,
                LABEL_UNITS,
                dropout,
                inputDropout,
                weights,
                weightScale,
                output,
                outputBias);
    }

    /** Validates the settings. */
    public Mlp {
        hidden = List.copyOf(hidden);
        Settings.check()
                .rule(
                        hidden.stream().allMatch(units -> units >= 1),
                        "hidden",
                        "every layer needs ≥ 1 units, was " + hidden)
                .atLeast("label-units", labelUnits, 1)
                .rule(leak >= 0 && leak < 1, "leak", "must be in [0, 1), was " + leak)
                .rule(dropout >= 0 && dropout < 1, "dropout", "must be in [0, 1), was " + dropout)
                .rule(inputDropout >= 0 && inputDropout < 1, "input-dropout", "must be in [0, 1), was " + inputDropout)
                .positive("weight-scale", weightScale)
                .finite("output-bias", outputBias)
                .orThrow();
    }

    /** @throws org.ganlib.problem.GanException if there is no input */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        Signatures.requireAnyInput("mlp", signature);
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .weightInit(weights.toDl4j(weightScale))
                .graphBuilder();
        List<TensorShape> inputs = Concatenation.vectors(signature);
        Concatenation all = Concatenation.of(graph, signature, labelUnits);
        String previous = all.vertex();
        int width = all.width();
        for (int i = 0; i < hidden.size(); i++) {
            String name = "hidden-" + i;
            int units = hidden.get(i);
            DenseLayer.Builder dense = dense(width, units, i == 0 ? inputDropout : dropout);
            if (batchNorm && (i > 0 || batchNormFirst)) {
                graph.addLayer(
                        name,
                        dense.activation(new ActivationIdentity())
                                .hasBias(false)
                                .build(),
                        previous);
                graph.addLayer(
                        name + "-norm",
                        new BatchNormalization.Builder()
                                .nIn(units)
                                .nOut(units)
                                .lockGammaBeta(!batchNormGain)
                                .build(),
                        name);
                graph.addLayer(name + "-activation", new ActivationLayer(activation.toDl4j(leak)), name + "-norm");
                previous = name + "-activation";
            } else {
                graph.addLayer(name, dense.activation(activation.toDl4j(leak)).build(), previous);
                previous = name;
            }
            width = units;
        }
        int outputs = signature.output().elements();
        graph.addLayer(
                "output",
                dense(width, outputs, hidden.isEmpty() ? inputDropout : dropout)
                        .activation(output.toDl4j(signature))
                        .biasInit(outputBias)
                        .build(),
                previous);
        return new NetworkDefinition(graph.setOutputs("output").build(), inputs, TensorShape.of(outputs));
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape digit = TensorShape.of(1, 28, 28);
        return List.of(Signatures.generator(ValueRange.UNIT, digit, TensorShape.of(100)), Signatures.critic(digit));
    }

    private static DenseLayer.Builder dense(int in, int out, double dropped) {
        DenseLayer.Builder layer = new DenseLayer.Builder().nIn(in).nOut(out);
        // Deeplearning4j's dropOut is the probability of keeping; 1 would still install a dropout
        // layer.
        return dropped > 0 ? layer.dropOut(1 - dropped) : layer;
    }
}
