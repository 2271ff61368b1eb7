package org.ganlib.dl4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network on Deeplearning4j's layers.
 *
 * <p>A {@link ComputationGraph} has one slot each for inputs, batch-norm caches and dropout masks,
 * so it can hold one live pass. Several live passes therefore run on twins: graphs of their own
 * over the same parameter array. Twins are kept and used again.
 */
final class Dl4jNetwork implements Network {
    private final String name;
    private final NetworkDefinition definition;
    private final DataType precision;
    private final RandomStream dropout;
    private final ComputationGraphConfiguration configuration;
    private final boolean drawsMasks;
    private final INDArray parameters;
    private final INDArray gradients;
    private final HostTensor parameterTensor;
    private final HostTensor gradientTensor;
    private final TensorMemory memory = new HostMemory();
    private final ParameterLayout layout;
    private final List<Run> trainableRuns = new ArrayList<>();
    private final List<Run> statisticRuns = new ArrayList<>();
    private final Deque<Twin> idle = new ArrayDeque<>();
    private long version;
    private boolean closed;

    Dl4jNetwork(NetworkRequest request) {
        name = request.name();
        definition = request.definition();
        precision = request.precision();
        dropout = request.dropout();
        configuration = definition.graph().clone();
        configuration.setDataType(precision);
        configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE);
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        drawsMasks = Graphs.hasDropout(configuration);
        FreshParameters fresh = FreshParameters.draw(definition, precision, request.initialisation());
        parameters = fresh.values();
        layout = fresh.layout();
        gradients = Nd4j.create(precision, 1, layout.length());
        parameterTensor = HostTensor.over(parameters, TensorShape.of(1));
        gradientTensor = HostTensor.over(gradients, TensorShape.of(1));
        collectRuns();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public NetworkDefinition definition() {
        return definition;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public TensorMemory memory() {
        return memory;
    }

    @Override
    public Tensor parameters() {
        return parameterTensor;
    }

    @Override
    public Tensor gradients() {
        return gradientTensor;
    }

    @Override
    public void clearGradients() {
        gradients.assign(0);
    }

    @Override
    public void parametersChanged() {
        version++;
    }

    long version() {
        return version;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        if (closed) {
            throw new IllegalStateException("network " + name + " is closed");
        }
        SafeCollection.collectIfDue();
        HostTensor[] shaped = checkedInputs(inputs);
        long maskSeed = mode == Mode.TRAINING && drawsMasks ? dropout.nextLong() : 0;
        Twin twin = idle.isEmpty() ? newTwin() : idle.pop();
        try {
            INDArray output = twin.forward(
                    mode == Mode.TRAINING, arrays(shaped), definition.output().batch(inputs[0].rows()), maskSeed);
            return new Dl4jPass(this, twin, mode, shaped, HostTensor.over(output, definition.output()));
        } catch (RuntimeException e) {
            twin.clear();
            idle.push(twin);
            throw e;
        }
    }

    void giveBack(Twin twin) {
        twin.clear();
        if (!closed) {
            idle.push(twin);
        }
    }

    /**
     * Adds a twin's parameter gradients to this network's, and moves the batch-norm statistics by
     * its pseudo-gradients.
     */
    void collect(Twin twin) {
        for (Run run : trainableRuns) {
            run.of(gradients).addi(run.of(twin.gradients()));
        }
        for (Run run : statisticRuns) {
            run.of(parameters).subi(run.of(twin.gradients()));
        }
    }

    /**
     * The network's graph in training.
     *
     * @throws GanException if a layer has no node; names it
     */
    Graph graph() {
        try {
            return Graph.of(definition, Mode.TRAINING);
        } catch (UnsupportedLayerException e) {
            throw new GanException(
                    "network " + name + ": there is no second derivative of " + e.getMessage()
                            + ". Choose an architecture without it, or no gradient penalty",
                    e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        idle.forEach(Twin::close);
        idle.clear();
        gradients.close();
        parameters.close();
    }

    private Twin newTwin() {
        ComputationGraph graph = new ComputationGraph(configuration.clone());
        graph.init(parameters, false);
        graph.initGradientsView();
        return new Twin(graph, drawsMasks);
    }

    /** The inputs on the host, in this network's precision and the shapes of the definition. */
    private HostTensor[] checkedInputs(Tensor[] inputs) {
        definition.requireFitting(name, inputs);
        HostTensor[] shaped = new HostTensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            TensorShape shape = definition.inputs().get(i);
            INDArray array = HostTensor.arrayOf(inputs[i]);
            INDArray typed = array.dataType() == precision ? array : array.castTo(precision);
            shaped[i] = HostTensor.over(typed.reshape('c', shape.batch(inputs[i].rows())), shape);
        }
        return shaped;
    }

    private static INDArray[] arrays(HostTensor[] tensors) {
        return Arrays.stream(tensors).map(HostTensor::array).toArray(INDArray[]::new);
    }

    /**
     * Joins neighbouring segments of the same treatment, so that a network without batch norm is
     * one run.
     */
    private void collectRuns() {
        List<Segment> segments = layout.segments();
        int i = 0;
        while (i < segments.size()) {
            boolean statistic = segments.get(i).isStatistic();
            long start = segments.get(i).offset();
            long end = start;
            while (i < segments.size() && segments.get(i).isStatistic() == statistic) {
                end = segments.get(i++).end();
            }
            (statistic ? statisticRuns : trainableRuns).add(new Run(start, end));
        }
    }

    /** A stretch of the flat vector. */
    private record Run(long start, long end) {
        INDArray of(INDArray flat) {
            return flat.reshape(flat.length()).get(NDArrayIndex.interval(start, end));
        }
    }
}
