package org.ganlib.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.layer.MaxoutLayer;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.Activation;

/**
 * Networks small enough for central differences over every parameter. Together they use every kind
 * of layer that engines must know.
 */
public final class SmallNetworks {
    private SmallNetworks() {}

    /** All single networks by name. */
    public static Map<String, NetworkDefinition> all() {
        Map<String, NetworkDefinition> networks = new LinkedHashMap<>();
        for (Activation activation : List.of(
                Activation.IDENTITY,
                Activation.RELU,
                Activation.LEAKYRELU,
                Activation.ELU,
                Activation.TANH,
                Activation.SIGMOID,
                Activation.SOFTPLUS)) {
            networks.put("dense " + activation.name().toLowerCase(Locale.ROOT), dense(activation));
        }
        networks.put("dense, batch norm, dropout", denseBatchNormDropout(false));
        networks.put("batch norm without gain and shift", denseBatchNormDropout(true));
        networks.put("convolutional critic", convolutionalCritic());
        networks.put("transposed-convolution generator", convolutionalGenerator());
        networks.put("two inputs added", twoInputsAdded());
        networks.put("two inputs merged", twoInputsMerged());
        networks.put("label looked up", labelLookedUp());
        networks.put("dense without bias", denseWithoutBias());
        networks.put("dense, maxout", maxout());
        networks.put("dense, maxout, dropout", maxoutDropout());
        networks.put("overlapping subsets", subsets());
        networks.put("residual sum", residualSum());
        networks.putAll(SmallImageNetworks.all());
        return networks;
    }

    /** [3] → 4 → [2], one activation everywhere. */
    public static NetworkDefinition dense(Activation activation) {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden", denseLayer(3, 4, activation), "x")
                        .addLayer("out", denseLayer(4, 2, activation), "hidden")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(3)),
                TensorShape.of(2));
    }

    /** [4] → 5, batch norm, ELU, dropout → [1]. */
    public static NetworkDefinition denseBatchNormDropout(boolean locked) {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden", denseLayer(4, 5, Activation.IDENTITY), "x")
                        .addLayer(
                                "norm",
                                new BatchNormalization.Builder()
                                        .nIn(5)
                                        .nOut(5)
                                        .lockGammaBeta(locked)
                                        .build(),
                                "hidden")
                        .addLayer("elu", new ActivationLayer(Activation.ELU), "norm")
                        .addLayer(
                                "out",
                                new DenseLayer.Builder()
                                        .nIn(5)
                                        .nOut(1)
                                        .activation(Activation.IDENTITY)
                                        .dropOut(0.7)
                                        .build(),
                                "elu")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(4)),
                TensorShape.of(1));
    }

    /** [30] → 80, batch norm, ELU → [1]: more parameters than a slab has. */
    static NetworkDefinition wideBatchNorm() {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden", denseLayer(30, 80, Activation.IDENTITY), "x")
                        .addLayer(
                                "norm",
                                new BatchNormalization.Builder()
                                        .nIn(80)
                                        .nOut(80)
                                        .build(),
                                "hidden")
                        .addLayer("elu", new ActivationLayer(Activation.ELU), "norm")
                        .addLayer("out", denseLayer(80, 1, Activation.IDENTITY), "elu")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(30)),
                TensorShape.of(1));
    }

    /** [1, 6, 6] → two strided convolutions with batch norm and leaky ReLU → [1]. */
    public static NetworkDefinition convolutionalCritic() {
        return convolutionalCritic(6);
    }

    /** [1, size, size] → two strided convolutions with batch norm and leaky ReLU → [1]. */
    public static NetworkDefinition convolutionalCritic(int size) {
        int reduced = size / 2 / 2;
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("conv-0", convolution(1, 2, Activation.LEAKYRELU), "x")
                        .addLayer("conv-1", convolution(2, 3, Activation.IDENTITY), "conv-0")
                        .addLayer(
                                "norm",
                                new BatchNormalization.Builder().nIn(3).nOut(3).build(),
                                "conv-1")
                        .addLayer("leaky", new ActivationLayer(Activation.LEAKYRELU), "norm")
                        .addLayer(
                                "out",
                                denseLayer(3 * reduced * reduced, 1, Activation.IDENTITY),
                                new CnnToFeedForwardPreProcessor(reduced, reduced, 3),
                                "leaky")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(1, size, size)),
                TensorShape.of(1));
    }

    /** [3] → dense, batch norm → two transposed convolutions → [1, 8, 8] in tanh. */
    public static NetworkDefinition convolutionalGenerator() {
        return new NetworkDefinition(
                graph().addInputs("z")
                        .addLayer("dense", denseLayer(3, 8, Activation.IDENTITY), "z")
                        .addLayer(
                                "norm",
                                new BatchNormalization.Builder().nIn(8).nOut(8).build(),
                                "dense")
                        .addLayer("relu", new ActivationLayer(Activation.ELU), "norm")
                        .addLayer(
                                "deconv-0",
                                deconvolution(2, 2, Activation.SOFTPLUS),
                                new FeedForwardToCnnPreProcessor(2, 2, 2),
                                "relu")
                        .addLayer("deconv-1", deconvolution(2, 1, Activation.TANH), "deconv-0")
                        .setOutputs("deconv-1")
                        .build(),
                List.of(TensorShape.of(3)),
                TensorShape.of(1, 8, 8));
    }

    /**
     * [4] and [2], each through a linear map, added before the nonlinearity → [1], as in BiGAN's
     * critic, which reads z this way.
     */
    public static NetworkDefinition twoInputsAdded() {
        return new NetworkDefinition(
                graph().addInputs("x", "z")
                        .addLayer("from-x", denseLayer(4, 5, Activation.IDENTITY), "x")
                        .addLayer("from-z", denseLayer(2, 5, Activation.IDENTITY), "z")
                        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "from-x", "from-z")
                        .addLayer("leaky", new ActivationLayer(Activation.LEAKYRELU), "sum")
                        .addLayer("out", denseLayer(5, 1, Activation.IDENTITY), "leaky")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(4), TensorShape.of(2)),
                TensorShape.of(1));
    }

    /** [4] and [2] concatenated; the first input is used twice → [1]. */
    public static NetworkDefinition twoInputsMerged() {
        return new NetworkDefinition(
                graph().addInputs("x", "z")
                        .addLayer("from-x", denseLayer(4, 3, Activation.TANH), "x")
                        .addVertex("merged", new MergeVertex(), "from-x", "z", "x")
                        .addLayer("hidden", denseLayer(9, 4, Activation.SIGMOID), "merged")
                        .addLayer("out", denseLayer(4, 1, Activation.IDENTITY), "hidden")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(4), TensorShape.of(2)),
                TensorShape.of(1));
    }

    /**
     * [3], and one of 4 classes that two tables look up → [2]. One table is concatenated with the
     * input, the other with the hidden layer.
     */
    public static NetworkDefinition labelLookedUp() {
        return new NetworkDefinition(
                graph().addInputs("x", "label")
                        .addLayer("first-table", table(4, 2), "label")
                        .addLayer("second-table", table(4, 3), "label")
                        .addVertex("merged", new MergeVertex(), "x", "first-table")
                        .addLayer("hidden", denseLayer(5, 3, Activation.TANH), "merged")
                        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "hidden", "second-table")
                        .addLayer("out", denseLayer(3, 2, Activation.IDENTITY), "sum")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(3), TensorShape.of(1)),
                TensorShape.of(2));
    }

    /** [3] → 4 → [2] through matrices alone. */
    public static NetworkDefinition denseWithoutBias() {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden", denseLayerWithoutBias(3, 4, Activation.TANH), "x")
                        .addLayer("out", denseLayerWithoutBias(4, 2, Activation.IDENTITY), "hidden")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(3)),
                TensorShape.of(2));
    }

    /** [3] → 4 units of 3 linear pieces → [2]. */
    public static NetworkDefinition maxout() {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden", maxoutLayer(3, 4, 3).build(), "x")
                        .addLayer("out", denseLayer(4, 2, Activation.IDENTITY), "hidden")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(3)),
                TensorShape.of(2));
    }

    /**
     * [5] → two layers of maxout units, dropout before each layer → [1], as in the first GAN's
     * critic. The layers are wide enough that dropout never removes all inputs of a layer: its
     * pieces would then equal their biases, which are equal, and the maximum would have no
     * derivative.
     */
    public static NetworkDefinition maxoutDropout() {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden-0", maxoutLayer(5, 8, 3).dropOut(0.8).build(), "x")
                        .addLayer("hidden-1", maxoutLayer(8, 3, 2).dropOut(0.7).build(), "hidden-0")
                        .addLayer(
                                "out",
                                new DenseLayer.Builder()
                                        .nIn(3)
                                        .nOut(1)
                                        .activation(Activation.IDENTITY)
                                        .dropOut(0.5)
                                        .build(),
                                "hidden-1")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(5)),
                TensorShape.of(1));
    }

    /**
     * [3] → 6 features → [1]. The last layer reads the features 1 to 3 and 3 to 5, so that it reads
     * one of them twice.
     */
    public static NetworkDefinition subsets() {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden", denseLayer(3, 6, Activation.TANH), "x")
                        .addVertex("low", new SubsetVertex(1, 3), "hidden")
                        .addVertex("high", new SubsetVertex(3, 5), "hidden")
                        .addLayer("from-low", denseLayer(3, 2, Activation.ELU), "low")
                        .addVertex("merged", new MergeVertex(), "from-low", "high")
                        .addLayer("out", denseLayer(5, 1, Activation.IDENTITY), "merged")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(3)),
                TensorShape.of(1));
    }

    /** [3] → 4, plus a function of itself → [2]. */
    public static NetworkDefinition residualSum() {
        return new NetworkDefinition(
                graph().addInputs("x")
                        .addLayer("hidden", denseLayer(3, 4, Activation.TANH), "x")
                        .addLayer("change", denseLayer(4, 4, Activation.SIGMOID), "hidden")
                        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "hidden", "change")
                        .addLayer("out", denseLayer(4, 2, Activation.IDENTITY), "sum")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(3)),
                TensorShape.of(2));
    }

    /**
     * A network for a signature of vectors: the inputs and the looked-up label are concatenated,
     * one hidden layer of 5 units with tanh follows, and the output is linear.
     */
    public static NetworkDefinition of(NetworkSignature signature) {
        ComputationGraphConfiguration.GraphBuilder graph = graph();
        List<String> sources = new ArrayList<>();
        int width = 0;
        for (int i = 0; i < signature.inputs().size(); i++) {
            String input = "input-" + i;
            graph.addInputs(input);
            boolean label = signature.classes() > 0 && i == signature.inputs().size() - 1;
            if (label) {
                graph.addLayer("table", table(signature.classes(), 2), input);
            }
            sources.add(label ? "table" : input);
            width += label ? 2 : signature.inputs().get(i).elements();
        }
        String merged = sources.get(0);
        if (sources.size() > 1) {
            merged = "merged";
            graph.addVertex(merged, new MergeVertex(), sources.toArray(String[]::new));
        }
        graph.addLayer("hidden", denseLayer(width, 5, Activation.TANH), merged)
                .addLayer("out", denseLayer(5, signature.output().elements(), Activation.IDENTITY), "hidden")
                .setOutputs("out");
        return new NetworkDefinition(graph.build(), signature.inputs(), signature.output());
    }

    private static ComputationGraphConfiguration.GraphBuilder graph() {
        return new NeuralNetConfiguration.Builder().graphBuilder();
    }

    private static DenseLayer denseLayer(int in, int out, Activation activation) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(activation)
                .biasInit(0.1)
                .build();
    }

    private static EmbeddingLayer table(int classes, int units) {
        return new EmbeddingLayer.Builder().nIn(classes).nOut(units).build();
    }

    private static DenseLayer denseLayerWithoutBias(int in, int out, Activation activation) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(activation)
                .hasBias(false)
                .build();
    }

    private static MaxoutLayer.Builder maxoutLayer(int in, int units, int pieces) {
        return new MaxoutLayer.Builder(pieces).nIn(in).nOut(units).biasInit(0.1);
    }

    private static ConvolutionLayer convolution(int in, int out, Activation activation) {
        return new ConvolutionLayer.Builder(4, 4)
                .stride(2, 2)
                .padding(1, 1)
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn(in)
                .nOut(out)
                .activation(activation)
                .build();
    }

    private static Deconvolution2D deconvolution(int in, int out, Activation activation) {
        return new Deconvolution2D.Builder(4, 4)
                .stride(2, 2)
                .padding(1, 1)
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn(in)
                .nOut(out)
                .activation(activation)
                .build();
    }
}
