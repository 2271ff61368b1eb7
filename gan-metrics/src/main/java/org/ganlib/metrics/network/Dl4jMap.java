package org.ganlib.metrics.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.ganlib.network.ModelClasses;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureMap;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A Deeplearning4j network as features. */
final class Dl4jMap implements FeatureMap {
    private static final int BATCH = 200;

    private final ComputationGraph graph;
    private final Path file;
    private final String layer;
    private final String hash;

    private Dl4jMap(ComputationGraph graph, Path file, String layer, String hash) {
        this.graph = graph;
        this.file = file;
        this.layer = layer;
        this.hash = hash;
    }

    /**
     * @throws DataException if it is no such file, has several inputs or outputs, or lacks the
     *     layer
     */
    static Dl4jMap load(Path file, String layer) {
        ComputationGraph graph = Dl4jArchive.read(file, ModelClasses.declaredBy(Dl4jMap.class.getClassLoader()));
        if (graph.getNumInputArrays() != 1 || graph.getNumOutputArrays() != 1) {
            throw new DataException(file + ": has " + graph.getNumInputArrays() + " inputs and "
                    + graph.getNumOutputArrays() + " outputs. An extractor has one of each.");
        }
        List<String> names =
                graph.getConfiguration().getVertices().keySet().stream().toList();
        if (!layer.isEmpty() && !names.contains(layer)) {
            throw new DataException(file + ": has no layer '" + layer + "', only " + names);
        }
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        String before = graph.getConfiguration().getVertexInputs().get(output).get(0);
        boolean single = graph.getConfiguration().getNetworkInputs().contains(before);
        String chosen = layer.isEmpty() ? (single ? output : before) : layer;
        return new Dl4jMap(graph, file, chosen, FileHash.of(file) + ", layer " + chosen);
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public Examples features(Examples examples) {
        return run(examples, layer);
    }

    @Override
    public Optional<Examples> probabilities(Examples examples) {
        return Probabilities.among(
                run(examples, graph.getConfiguration().getNetworkOutputs().get(0)));
    }

    private Examples run(Examples examples, String wanted) {
        float[] values = null;
        int size = 0;
        for (int from = 0; from < examples.count(); from += BATCH) {
            int count = Math.min(BATCH, examples.count() - from);
            float[] some = batch(examples, from, count, wanted);
            size = some.length / count;
            if (values == null) {
                values = new float[Math.multiplyExact(size, examples.count())];
            }
            System.arraycopy(some, 0, values, from * size, some.length);
        }
        return new Examples(TensorShape.of(size), values, examples.labels());
    }

    private float[] batch(Examples examples, int from, int count, String wanted) {
        int elements = examples.shape().elements();
        TensorShape shape = takesVectors() ? TensorShape.of(elements) : examples.shape();
        try (INDArray input = Nd4j.create(DataType.FLOAT, shape.batch(count))) {
            input.data().asNioFloat().put(examples.values(), from * elements, count * elements);
            Map<String, INDArray> activations = graph.feedForward(new INDArray[] {input}, false, true);
            INDArray found = activations.get(wanted).castTo(DataType.FLOAT).dup('c');
            return found.data().asFloat();
        } catch (RuntimeException e) {
            throw new DataException(
                    file + ": cannot run on examples of " + examples.shape() + ": " + e.getMessage(), e);
        }
    }

    /** Returns true if the first layer reads vectors and nothing turns images into them. */
    private boolean takesVectors() {
        String input = graph.getConfiguration().getNetworkInputs().get(0);
        return graph.getConfiguration().getVertexInputs().entrySet().stream()
                .filter(e -> e.getValue().contains(input))
                .map(e -> graph.getConfiguration().getVertices().get(e.getKey()))
                .anyMatch(v -> v instanceof LayerVertex first
                        && first.getPreProcessor() == null
                        && isDense(first.getLayerConf().getLayer()));
    }

    private static boolean isDense(Layer layer) {
        return layer instanceof DenseLayer || layer instanceof BaseOutputLayer;
    }
}
