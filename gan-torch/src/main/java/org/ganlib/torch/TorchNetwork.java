package org.ganlib.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.dl4j.FreshParameters;
import org.ganlib.graph.Graph;
import org.ganlib.graph.Node;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NumericPrecision;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.Pass;
import org.ganlib.network.UpdatePlan;
import org.ganlib.network.VectorRule;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.torch.device.DeviceArithmetic;
import org.ganlib.torch.device.DeviceMemory;
import org.ganlib.torch.device.DeviceTensor;
import org.ganlib.torch.device.Natives;
import org.ganlib.torch.device.Place;
import org.ganlib.torch.layer.GraphRun;
import org.ganlib.torch.layer.LayerParameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A network on libtorch, whose parameters and gradients lie in the memory of its device. */
final class TorchNetwork implements Network {
    private static final Logger LOG = LoggerFactory.getLogger(TorchNetwork.class);
    private static final TensorShape NUMBER = TensorShape.of(1);

    private final String name;
    private final NetworkDefinition definition;
    private final Graph training;
    private final Graph evaluation;
    private final Map<String, TensorShape> shapes = new HashMap<>();
    private final RandomStream dropout;
    private final Place place;
    private final NumericPrecision precision;
    private final DeviceMemory memory;
    private final DeviceArithmetic arithmetic;
    private final ScalarType type;
    private final ParameterLayout layout;
    private final DeviceTensor values;
    private final DeviceTensor gradients;
    private final LayerParameters parameters;
    private boolean toldOfHostUpdates;
    private long version;
    private boolean closed;

    TorchNetwork(NetworkRequest request, Place place, NumericPrecision precision) throws UnsupportedLayerException {
        name = request.name();
        definition = request.definition();
        training = Graph.of(definition, Mode.TRAINING);
        evaluation = Graph.of(definition, Mode.EVALUATION);
        for (Graph graph : List.of(training, evaluation)) {
            for (Node node : graph.nodes()) {
                shapes.put(node.name(), node.shape());
            }
        }
        dropout = request.dropout();
        this.place = place;
        this.precision = precision;
        memory = new DeviceMemory(place);
        arithmetic = new DeviceArithmetic(place);
        type = DeviceTensor.typeOf(request.precision());
        FreshParameters fresh = FreshParameters.draw(definition, request.precision(), request.initialisation());
        layout = fresh.layout();
        values = vector(request.precision());
        gradients = vector(request.precision());
        memory.copy(HostTensor.over(fresh.values(), NUMBER), values);
        fresh.values().close();
        parameters = new LayerParameters(layout, values.flat(), gradients.flat());
    }

    private DeviceTensor vector(DataType precision) {
        return (DeviceTensor) memory.allocate(precision, NUMBER, Math.toIntExact(layout.length()));
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
    public DeviceMemory memory() {
        return memory;
    }

    @Override
    public Tensor parameters() {
        return values;
    }

    @Override
    public Tensor gradients() {
        return gradients;
    }

    @Override
    public void clearGradients() {
        Natives.constant(() -> gradients.flat().zero_());
    }

    @Override
    public void parametersChanged() {
        version++;
    }

    @Override
    public void apply(UpdatePlan plan) {
        if (!plan.runOnVectors(this, arithmetic)) {
            runOnHost(plan);
        }
        parametersChanged();
        clearGradients();
    }

    /** Carries parameters and gradients to the host for an update, and the parameters back. */
    private void runOnHost(UpdatePlan plan) {
        if (place.isOnHost()) {
            plan.runOnHost(this);
            return;
        }
        if (!toldOfHostUpdates) {
            toldOfHostUpdates = true;
            LOG.info(
                    "network {}: its parameters visit the host at every update, because a rule of its optimizer or"
                            + " constraint has no form on whole vectors (onVectors)",
                    name);
        }
        try (HostTensor here = HostTensor.copyOf(values);
                HostTensor gradientsHere = HostTensor.copyOf(gradients)) {
            plan.runOnHost(here, () -> gradientsHere);
            memory.copy(here, values);
        }
    }

    @Override
    public boolean applyOnVectors(ParameterRule rule) {
        Optional<VectorRule> form = rule.onVectors();
        form.ifPresent(onVectors -> onVectors.apply(arithmetic, values, memory));
        return form.isPresent();
    }

    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        if (closed) {
            throw new IllegalStateException("network " + name + " is closed");
        }
        definition.requireFitting(name, inputs);
        boolean differentiable = mode == Mode.TRAINING;
        long seed = differentiable && training.drawsMasks() ? dropout.nextLong() : 0;
        return Natives.differentiable(differentiable, () -> {
            List<org.bytedeco.pytorch.Tensor> leaves = new ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                leaves.add(leaf(inputs[i], definition.inputs().get(i), differentiable));
            }
            return new TorchPass(
                    this, new GraphRun(graph(mode), parameters, mode, place, precision, leaves, seed), mode);
        });
    }

    /** An input as a leaf of libtorch's autograd graph. */
    private org.bytedeco.pytorch.Tensor leaf(Tensor input, TensorShape shape, boolean differentiable) {
        org.bytedeco.pytorch.Tensor given =
                memory.read(input).to(type).view(shape.batch(-1)).variable_data();
        if (differentiable) {
            given.set_requires_grad(true);
        }
        return given;
    }

    /** The graph that a pass of that mode runs. */
    Graph graph(Mode mode) {
        return mode == Mode.TRAINING ? training : evaluation;
    }

    Place place() {
        return place;
    }

    /** libtorch's type of the network's numbers. */
    ScalarType type() {
        return type;
    }

    /** The number of changes of the parameters so far. */
    long version() {
        return version;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isInput(String value) {
        return training.inputs().contains(value);
    }

    String inputName(int index) {
        return training.inputs().get(index);
    }

    /** The shape of a layer's output for one example. */
    TensorShape shapeOf(String layer) {
        return shapes.get(layer);
    }

    /** Adds the trained parameters to a list of tensors to differentiate by. */
    void addTrainedTo(TensorVector tensors) {
        TensorVector trained = parameters.trained();
        for (int i = 0; i < parameters.count(); i++) {
            tensors.push_back(trained.get(i));
        }
    }

    /**
     * Adds to the network's gradients.
     *
     * @param computed holds, from index {@code first} on, one tensor per trained parameter; one
     *     that is undefined stands for zeros
     */
    void addGradients(TensorVector computed, int first) {
        for (int i = 0; i < parameters.count(); i++) {
            org.bytedeco.pytorch.Tensor gradient = computed.get(first + i);
            if (gradient.defined()) {
                parameters.addToGradient(i, gradient);
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        parameters.close();
        memory.close();
    }
}
