package org.ganlib.network.dl4j;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One {@link ComputationGraph} and the walk over its vertices. The graph's own walk discards what reaches its inputs, which is exactly what
 * a generator needs from its critic, so this one goes vertex by vertex and keeps it.
 */
final class Twin {
    private final ComputationGraph graph;
    private final GraphVertex[] vertices;
    private final int[] order;
    private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    private final Map<String, INDArray> activations = new HashMap<>();
    private final String outputName;

    Twin(ComputationGraph graph) {
        this.graph = graph;
        vertices = graph.getVertices();
        order = graph.topologicalSortOrder();
        outputName = graph.getConfiguration().getNetworkOutputs().get(0);
    }

    void forward(boolean training, INDArray[] inputs) {
        graph.setInputs(inputs);
        for (int index : order) {
            GraphVertex vertex = vertices[index];
            // Input vertices come first in the vertex array, in the order of the inputs.
            INDArray out = vertex.isInputVertex() ? inputs[index] : vertex.doForward(training, workspaces);
            activations.put(vertex.getVertexName(), out);
            if (vertex.getOutputVertices() != null) {
                for (VertexIndices target : vertex.getOutputVertices()) {
                    GraphVertex next = vertices[target.getVertexIndex()];
                    // Activation layers overwrite their input in evaluation; whoever asks for that activation wants it
                    // intact.
                    boolean overwritten = !training && next.hasLayer() && next.getLayer() instanceof ActivationLayer;
                    next.setInput(target.getVertexEdgeNumber(), overwritten ? out.dup() : out, workspaces);
                }
            }
        }
    }

    INDArray output() {
        return activations.get(outputName);
    }

    INDArray activation(String vertex) {
        INDArray activation = activations.get(vertex);
        if (activation == null) {
            throw new IllegalArgumentException(
                    "no layer '" + vertex + "'. Layers: " + new TreeSet<>(activations.keySet()));
        }
        return activation;
    }

    /** Walks back; parameter gradients land in {@link #gradients()}. Returns what reached each input. */
    INDArray[] backward(INDArray outputGradient) {
        graph.getVertex(outputName).setEpsilon(outputGradient);
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = vertices[order[i]];
            if (vertex.isInputVertex()) {
                continue;
            }
            INDArray[] gradients = vertex.doBackward(false, workspaces).getSecond();
            VertexIndices[] sources = vertex.getInputVertices();
            for (int j = 0; j < sources.length; j++) {
                GraphVertex source = vertices[sources[j].getVertexIndex()];
                // A vertex that feeds several others receives the sum; never in place, since two vertices may share one
                // array.
                source.setEpsilon(
                        source.getEpsilon() == null
                                ? gradients[j]
                                : source.getEpsilon().add(gradients[j]));
            }
        }
        INDArray[] inputGradients = new INDArray[graph.getNumInputArrays()];
        for (int i = 0; i < inputGradients.length; i++) {
            inputGradients[i] = vertices[i].getEpsilon();
        }
        return inputGradients;
    }

    INDArray gradients() {
        return graph.getFlattenedGradients();
    }

    void clear() {
        activations.clear();
        for (GraphVertex vertex : vertices) {
            vertex.clear();
        }
        graph.clear();
    }

    void close() {
        if (gradients() != null && gradients().closeable()) {
            gradients().close();
        }
    }
}
