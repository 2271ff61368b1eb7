package org.ganlib.dl4j;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.ganlib.graph.Graph;
import org.ganlib.tensor.HostTensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One {@link ComputationGraph} and the walk over its vertices. The graph's own walk discards what
 * reaches its inputs, which is exactly what a generator needs from its critic, so this one goes
 * vertex by vertex and keeps it.
 *
 * <p>Everything a pass allocates lies in one workspace, from {@link #forward} until {@link #clear}:
 * after the first pass no memory is requested from the system, and none waits for the garbage
 * collector. The workspace is current only while this class works.
 */
final class Twin {
    private static final AtomicLong CREATED = new AtomicLong();
    private static final WorkspaceConfiguration MEMORY = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.STRICT)
            .policySpill(SpillPolicy.REALLOCATE)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .build();

    private final ComputationGraph graph;
    private final GraphVertex[] vertices;
    private final int[] order;
    private final String workspaceName = "ganlib-pass-" + CREATED.incrementAndGet();
    private final LayerWorkspaceMgr workspaces =
            LayerWorkspaceMgr.builder().defaultWorkspace(workspaceName, MEMORY).build();
    private final Map<String, INDArray> activations = new HashMap<>();
    private final String outputName;
    private final boolean drawsMasks;
    private MemoryWorkspace workspace;
    private INDArray[] given;
    private long maskSeed;
    private boolean spent;

    /** @param drawsMasks whether there is dropout */
    Twin(ComputationGraph graph, boolean drawsMasks) {
        this.graph = graph;
        this.drawsMasks = drawsMasks;
        vertices = graph.getVertices();
        order = graph.topologicalSortOrder();
        outputName = graph.getConfiguration().getNetworkOutputs().get(0);
    }

    /**
     * Runs the graph; returns the output in row-major order and this shape.
     *
     * @param seed the seed of the dropout masks
     */
    INDArray forward(boolean training, INDArray[] inputs, long[] outputShape, long seed) {
        given = inputs;
        maskSeed = seed;
        MemoryWorkspace outer = Nd4j.getMemoryManager().getCurrentWorkspace();
        workspace = Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(MEMORY, workspaceName);
        workspace.notifyScopeEntered();
        try {
            run(training);
            return rowMajor(activations.get(outputName), outputShape);
        } finally {
            Nd4j.getMemoryManager().setCurrentWorkspace(outer);
        }
    }

    private void run(boolean training) {
        if (training && drawsMasks) {
            Nd4j.getRandom().setSeed(maskSeed);
        }
        spent = false;
        graph.setInputs(given);
        for (int index : order) {
            GraphVertex vertex = vertices[index];
            // Input vertices come first in the vertex array, in the order of the inputs.
            INDArray out = vertex.isInputVertex() ? given[index] : vertex.doForward(training, workspaces);
            activations.put(vertex.getVertexName(), out);
            if (vertex.getOutputVertices() != null) {
                hand(out, vertex.getOutputVertices(), training);
            }
        }
    }

    private void hand(INDArray out, VertexIndices[] targets, boolean training) {
        for (VertexIndices target : targets) {
            GraphVertex next = vertices[target.getVertexIndex()];
            // Activation layers overwrite their input in evaluation; whoever asks for that
            // activation wants it intact.
            boolean overwritten = !training && next.hasLayer() && next.getLayer() instanceof ActivationLayer;
            next.setInput(target.getVertexEdgeNumber(), overwritten ? out.dup() : out, workspaces);
        }
    }

    INDArray activation(String vertex) {
        INDArray activation = activations.get(vertex);
        if (activation == null) {
            throw new IllegalArgumentException(
                    "no layer '" + vertex + "'. Layers: " + new TreeSet<>(activations.keySet()));
        }
        return activation;
    }

    /**
     * Runs backward; parameter gradients land in {@link #gradients()}. Returns the gradient of each
     * input, in the input's shape.
     */
    INDArray[] backward(INDArray outputGradient, HostTensor[] inputs) {
        MemoryWorkspace outer = Nd4j.getMemoryManager().getCurrentWorkspace();
        Nd4j.getMemoryManager().setCurrentWorkspace(workspace);
        try {
            if (spent) {
                // Dropout and batch norm throw away on the way back what it takes; the same seed
                // draws the same masks.
                run(true);
            }
            spent = true;
            // Layers work in place on the gradient they are given.
            INDArray output = activations.get(outputName);
            for (GraphVertex vertex : vertices) {
                vertex.setEpsilon(null);
            }
            INDArray typed = outputGradient.castTo(output.dataType());
            graph.getVertex(outputName)
                    .setEpsilon((typed == outputGradient ? typed.dup('c') : typed).reshape('c', output.shape()));
            for (int i = order.length - 1; i >= 0; i--) {
                GraphVertex vertex = vertices[order[i]];
                if (!vertex.isInputVertex()) {
                    handBack(vertex.doBackward(false, workspaces).getSecond(), vertex.getInputVertices());
                }
            }
            INDArray[] inputGradients = new INDArray[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                INDArray reached = vertices[i].getEpsilon();
                // Nothing reaches a label: what is looked up does not change with it.
                inputGradients[i] = reached == null
                        ? Nd4j.create(inputs[i].precision(), inputs[i].array().shape())
                        : rowMajor(reached, inputs[i].array().shape());
            }
            return inputGradients;
        } finally {
            Nd4j.getMemoryManager().setCurrentWorkspace(outer);
        }
    }

    /**
     * The factors that dropout multiplied its numbers with in this pass, by the name of the graph's
     * node.
     */
    Map<String, double[]> masks(Graph network) {
        Map<String, double[]> masks = new HashMap<>();
        if (!network.drawsMasks()) {
            return masks;
        }
        MemoryWorkspace outer = Nd4j.getMemoryManager().getCurrentWorkspace();
        Nd4j.getMemoryManager().setCurrentWorkspace(workspace);
        try {
            // A backward pass threw them away; the same seed draws the same masks.
            run(true);
            for (GraphVertex vertex : vertices) {
                if (vertex.hasLayer() && vertex.getLayer().conf().getLayer().getIDropout() instanceof Dropout dropout) {
                    masks.put(
                            vertex.getVertexName() + "/dropout",
                            dropout.getMask()
                                    .castTo(DataType.DOUBLE)
                                    .dup('c')
                                    .data()
                                    .asDouble());
                }
            }
            return masks;
        } finally {
            Nd4j.getMemoryManager().setCurrentWorkspace(outer);
        }
    }

    private void handBack(INDArray[] gradients, VertexIndices[] sources) {
        for (int j = 0; j < sources.length; j++) {
            if (gradients[j] == null) {
                continue;
            }
            GraphVertex source = vertices[sources[j].getVertexIndex()];
            // A vertex that feeds several others receives the sum; never in place, since two
            // vertices may share one array.
            source.setEpsilon(
                    source.getEpsilon() == null
                            ? gradients[j]
                            : source.getEpsilon().add(gradients[j]));
        }
    }

    private static INDArray rowMajor(INDArray array, long[] shape) {
        return (array.ordering() == 'c' && !array.isView() ? array : array.dup('c')).reshape('c', shape);
    }

    INDArray gradients() {
        return graph.getFlattenedGradients();
    }

    void clear() {
        activations.clear();
        given = null;
        for (GraphVertex vertex : vertices) {
            vertex.clear();
        }
        graph.clear();
        if (workspace != null) {
            MemoryWorkspace outer = Nd4j.getMemoryManager().getCurrentWorkspace();
            workspace.close();
            Nd4j.getMemoryManager().setCurrentWorkspace(outer);
            workspace = null;
        }
    }

    void close() {
        if (gradients() != null && gradients().closeable()) {
            gradients().close();
        }
    }
}
