package org.ganlib.models.architecture;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.layer.MaxoutLayer;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;

/**
 * A multilayer perceptron of maxout units for any role, the critic of the first GANs: each unit is
 * the maximum of several linear pieces. Images are taken and given as vectors; several inputs are
 * concatenated.
 *
 * @param units maxout units of each hidden layer
 * @param pieces linear pieces per unit
 * @param dropout probability with which an input of a layer after the first is dropped in training
 * @param inputDropout probability with which an input of the network is dropped in training
 * @param weights the distribution from which weights are drawn
 * @param weightScale scale for the distributions that have one
 * @param output the activation of the last layer
 */
@PluginName(
        value = "maxout-mlp",
        summary = "Multilayer perceptron of maxout units with dropout.",
        paper =
                "Goodfellow et al., Generative Adversarial Nets, 2014, section 5; Goodfellow et al., Maxout Networks, 2013")
public record MaxoutMlp(
        @Setting("Maxout units of each hidden layer.") List<Integer> units,
        @Setting("Linear pieces per unit, ≥ 2.") int pieces,

        @Setting("Probability of dropping a hidden unit in training, in [0, 1).")
        double dropout,

        @Setting("Probability of dropping an input in training, in [0, 1).")
        double inputDropout,

        @Setting("How weights are drawn.") Initialisation weights,

        @Setting("Scale of normal, uniform and orthogonal weights, > 0.")
        double weightScale,

        @Setting("What the last layer ends in; auto fits the data's range.")
        OutputActivation output)
        implements Architecture {
    /**
     * The critic for MNIST: two layers of 240 units of 5 pieces, weights in ±0.005, a fifth of the
     * pixels and half of the units dropped.
     */
    public MaxoutMlp() {
        this(List.of(240, 240), 5, 0.5, 0.2, Initialisation.UNIFORM, 0.005, OutputActivation.AUTO);
    }

    /** Validates the settings. */
    public MaxoutMlp {
        units = List.copyOf(units);
        Settings.check()
                .rule(
                        units.stream().allMatch(count -> count >= 1),
                        "units",
                        "every layer needs ≥ 1 units, was " + units)
                .rule(pieces >= 2, "pieces", "must be ≥ 2, was " + pieces + ". One piece is a linear layer")
                .rule(dropout >= 0 && dropout < 1, "dropout", "must be in [0, 1), was " + dropout)
                .rule(inputDropout >= 0 && inputDropout < 1, "input-dropout", "must be in [0, 1), was " + inputDropout)
                .positive("weight-scale", weightScale)
                .orThrow();
    }

    /** @throws org.ganlib.problem.GanException if there is no input */
    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        Signatures.requireAnyInput("maxout-mlp", signature);
        Signatures.requireNoLabel("maxout-mlp", signature);
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .weightInit(weights.toDl4j(weightScale))
                .graphBuilder();
        List<TensorShape> inputs = Concatenation.vectors(signature);
        Concatenation all = Concatenation.of(graph, signature, 0);
        String previous = all.vertex();
        int width = all.width();
        double dropped = inputDropout;
        for (int i = 0; i < units.size(); i++) {
            MaxoutLayer.Builder layer =
                    new MaxoutLayer.Builder(pieces).nIn(width).nOut(units.get(i));
            graph.addLayer("hidden-" + i, (dropped > 0 ? layer.dropOut(1 - dropped) : layer).build(), previous);
            previous = "hidden-" + i;
            width = units.get(i);
            dropped = dropout;
        }
        int outputs = signature.output().elements();
        DenseLayer.Builder last =
                new DenseLayer.Builder().nIn(width).nOut(outputs).activation(output.toDl4j(signature));
        // Deeplearning4j's dropOut is the probability of keeping; 1 would still install a dropout
        // layer.
        graph.addLayer("output", (dropped > 0 ? last.dropOut(1 - dropped) : last).build(), previous);
        return new NetworkDefinition(graph.setOutputs("output").build(), inputs, TensorShape.of(outputs));
    }

    @Override
    public List<NetworkSignature> examples() {
        return List.of(Signatures.critic(TensorShape.of(1, 28, 28)));
    }
}
