package org.ganlib.network;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.ganlib.problem.GanException;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * The description from which an engine builds a network: a Deeplearning4j configuration that ends
 * in an ordinary layer (no output layer, no loss) and the shapes it takes and gives. Updaters in
 * the configuration are ignored; l1 and l2 too: those are the optimizer's.
 *
 * @param graph the configuration; exactly one output
 * @param inputs the shape of each input, in the order of the graph's inputs
 * @param output the shape of the output
 */
public record NetworkDefinition(ComputationGraphConfiguration graph, List<TensorShape> inputs, TensorShape output) {
    /**
     * @throws IllegalArgumentException unless the graph has one output and as many inputs as shapes
     *     were given
     */
    public NetworkDefinition {
        inputs = List.copyOf(inputs);
        graph = withoutTime(graph);
        if (graph.getNetworkInputs().size() != inputs.size()) {
            throw new IllegalArgumentException("the graph has inputs " + graph.getNetworkInputs() + ", but "
                    + inputs.size() + " shapes were given");
        }
        if (graph.getNetworkOutputs().size() != 1) {
            throw new IllegalArgumentException("a network has one output, the graph has " + graph.getNetworkOutputs());
        }
    }

    /**
     * A copy with all seeds 0. Where no seed was given, Deeplearning4j takes the time of day, so
     * equal networks would be written differently. Engines do not use these seeds; they draw
     * parameters and masks from streams of their own.
     */
    private static ComputationGraphConfiguration withoutTime(ComputationGraphConfiguration given) {
        ComputationGraphConfiguration copy = given.clone();
        copy.getDefaultConfiguration().setSeed(0);
        for (GraphVertex vertex : copy.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().setSeed(0);
            }
        }
        return copy;
    }

    /**
     * A definition from a stack of layers; they are named {@code layer-0}, {@code layer-1}, …
     * unless they carry names.
     */
    public static NetworkDefinition of(MultiLayerConfiguration stack, TensorShape input, TensorShape output) {
        ComputationGraphConfiguration.GraphBuilder graph =
                new NeuralNetConfiguration.Builder().graphBuilder().addInputs("input");
        String previous = "input";
        for (int i = 0; i < stack.getConfs().size(); i++) {
            var layer = stack.getConf(i).getLayer();
            String name = layer.getLayerName() == null ? "layer-" + i : layer.getLayerName();
            graph.addLayer(name, layer, stack.getInputPreProcess(i), previous);
            previous = name;
        }
        return new NetworkDefinition(graph.setOutputs(previous).build(), List.of(input), output);
    }

    /**
     * Number of trained parameters: everything but batch-norm statistics, which lie in the
     * parameter vector too.
     */
    public long trainable() {
        return graph.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true) - statistics(vertex))
                .sum();
    }

    private static long statistics(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof BatchNormalization norm
                ? 2 * norm.getNOut()
                : 0;
    }

    /**
     * The number of classes an input chooses from: the rows of the table in which a layer looks its
     * labels up. 0 for an input that is numbers.
     *
     * @param input index of the input
     */
    public int classes(int input) {
        String name = graph.getNetworkInputs().get(input);
        return graph.getVertices().entrySet().stream()
                .filter(entry -> graph.getVertexInputs().get(entry.getKey()).contains(name))
                .mapToInt(entry -> rows(entry.getValue()))
                .max()
                .orElse(0);
    }

    private static int rows(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof EmbeddingLayer table
                ? Math.toIntExact(table.getNIn())
                : 0;
    }

    /**
     * Requires inputs that a network of this definition takes, for engines.
     *
     * @param network the network's name, for the message
     * @throws IllegalArgumentException if there are more or fewer, or they have different numbers of
     *     examples, or examples of another size
     */
    public void requireFitting(String network, Tensor... given) {
        if (given.length != inputs.size()) {
            throw new IllegalArgumentException(
                    "network " + network + " takes " + inputs.size() + " inputs, was given " + given.length);
        }
        int count = given[0].rows();
        for (int i = 0; i < given.length; i++) {
            Tensor input = given[i];
            TensorShape expected = inputs.get(i);
            if (input.rows() != count || input.shape().elements() != expected.elements()) {
                throw new IllegalArgumentException("network " + network + ", input " + i + ": expected " + count
                        + " examples of " + expected + ", was given " + input.rows() + " of " + input.shape());
            }
        }
    }

    /** The names of the sources of a layer or vertex: other layers, or inputs of the network. */
    public List<String> sources(String layer) {
        return List.copyOf(graph.getVertexInputs().get(layer));
    }

    /** The index of the network input of that name; −1 if the name is that of a layer. */
    public int inputNamed(String name) {
        return graph.getNetworkInputs().indexOf(name);
    }

    /**
     * The names of all layers and vertices, each behind those it reads, the output last; what
     * {@link Pass#activation} may be asked for.
     */
    public List<String> layers() {
        Set<String> seen = new LinkedHashSet<>();
        collect(graph.getNetworkOutputs().get(0), seen);
        return List.copyOf(seen);
    }

    private void collect(String vertex, Set<String> seen) {
        if (graph.getNetworkInputs().contains(vertex) || seen.contains(vertex)) {
            return;
        }
        graph.getVertexInputs().get(vertex).forEach(source -> collect(source, seen));
        seen.add(vertex);
    }

    /**
     * The name of what the last layer reads: the last hidden layer behind its normalisation and
     * nonlinearity. Where nothing but the last layer lies behind the first input, that input's
     * name.
     */
    public String penultimate() {
        return graph.getVertexInputs().get(graph.getNetworkOutputs().get(0)).get(0);
    }

    /**
     * The same network with another last layer: dense and linear, of {@code count} outputs, its
     * weights drawn as the old one's. What was learnt for one question is thus asked another.
     *
     * @param count ≥ 1
     * @throws GanException unless the last layer is dense
     */
    public NetworkDefinition withOutputs(int count) {
        ComputationGraphConfiguration other = graph.clone();
        String last = other.getNetworkOutputs().get(0);
        if (!(other.getVertices().get(last) instanceof LayerVertex vertex
                && vertex.getLayerConf().getLayer() instanceof DenseLayer dense)) {
            throw new GanException("the network's last layer, " + last
                    + ", is not dense: it cannot be replaced by one of " + count + " outputs.");
        }
        dense.setNOut(count);
        dense.setActivationFn(new ActivationIdentity());
        return new NetworkDefinition(other, inputs, TensorShape.of(count));
    }

    /**
     * The configuration as Deeplearning4j's JSON, which
     * {@code ComputationGraphConfiguration.fromJson} reads; equal definitions give equal text.
     */
    public String toJson() {
        return graph.toJson();
    }
}
