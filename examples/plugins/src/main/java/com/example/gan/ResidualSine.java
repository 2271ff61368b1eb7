package com.example.gan;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
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
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * A residual network of sines, for any role without labels: h₀ = sin(W₀x + b₀), then hᵢ = hᵢ₋₁ +
 * sin(Wᵢhᵢ₋₁ + bᵢ) for each block, then a linear layer with the activation that fits the range of
 * the data. Inputs of any shape are read as vectors, and several are concatenated.
 *
 * @param width units of every hidden layer; ≥ 1
 * @param blocks number of residual blocks; ≥ 0
 */
@PluginName(value = "residual-sine", summary = "Residual network of sine layers, for any role without labels.")
public record ResidualSine(
        @Setting("units of every hidden layer; ≥ 1") int width,
        @Setting("number of residual blocks; ≥ 0") int blocks) implements Architecture {
    /** Two blocks of 128 units. */
    public ResidualSine() {
        this(128, 2);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public ResidualSine {
        Settings.check().atLeast("width", width, 1).atLeast("blocks", blocks, 0).orThrow();
    }

    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        if (signature.classes() > 0) {
            throw new GanException(signature.role().key() + ": residual-sine reads no labels, but the model gives"
                    + " this network some. Choose another architecture, such as mlp");
        }
        if (signature.inputs().isEmpty()) {
            throw new GanException(signature.role().key() + ": residual-sine needs an input, but the model gives this"
                    + " network none. Choose another model");
        }
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.XAVIER)
                .graphBuilder();
        List<TensorShape> inputs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int width = 0;
        for (TensorShape shape : signature.inputs()) {
            inputs.add(TensorShape.of(shape.elements()));
            names.add("input-" + names.size());
            width += shape.elements();
        }
        graph.addInputs(names);
        String previous = names.get(0);
        if (names.size() > 1) {
            previous = "all";
            graph.addVertex(previous, new MergeVertex(), names.toArray(String[]::new));
        }
        graph.addLayer("hidden", dense(width, this.width, new Sine()), previous);
        previous = "hidden";
        for (int i = 1; i <= blocks; i++) {
            graph.addLayer("block-" + i, dense(this.width, this.width, new Sine()), previous);
            graph.addVertex("sum-" + i, new ElementWiseVertex(ElementWiseVertex.Op.Add), previous, "block-" + i);
            previous = "sum-" + i;
        }
        int outputs = signature.output().elements();
        graph.addLayer("output", dense(this.width, outputs, fitting(signature.outputRange())), previous);
        return new NetworkDefinition(graph.setOutputs("output").build(), inputs, TensorShape.of(outputs));
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape latent = TensorShape.of(100);
        TensorShape digit = TensorShape.of(1, 28, 28);
        return List.of(
                new NetworkSignature(NetworkRole.GENERATOR, List.of(latent), digit, ValueRange.SIGNED),
                new NetworkSignature(NetworkRole.CRITIC, List.of(digit), TensorShape.of(1), ValueRange.UNBOUNDED));
    }

    private static DenseLayer dense(int in, int out, IActivation activation) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
    }

    private static IActivation fitting(ValueRange range) {
        if (range.equals(ValueRange.SIGNED)) {
            return new ActivationTanH();
        }
        return range.equals(ValueRange.UNIT) ? new ActivationSigmoid() : new ActivationIdentity();
    }
}
