package org.ganlib.train;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/** Two parameters, no passes, and a note of every move. */
final class FakeNetwork implements Network {
    private final String name;
    private final List<String> events;
    private final HostTensor parameters;
    private final HostTensor gradients;
    private final NetworkDefinition definition = new NetworkDefinition(
            new NeuralNetConfiguration.Builder()
                    .graphBuilder()
                    .addInputs("input")
                    .addLayer("only", new DenseLayer.Builder().nIn(1).nOut(1).build(), "input")
                    .setOutputs("only")
                    .build(),
            List.of(TensorShape.of(1)),
            TensorShape.of(1));

    FakeNetwork(String name, List<String> events) {
        this(name, events, DataType.FLOAT);
    }

    FakeNetwork(String name, List<String> events, DataType precision) {
        this(name, events, precision, 2);
    }

    /** Creates a network whose parameter vector is longer than its layout. */
    FakeNetwork(String name, List<String> events, DataType precision, int length) {
        this.name = name;
        this.events = events;
        parameters = HostTensor.zeros(precision, TensorShape.of(length), 1);
        gradients = HostTensor.zeros(precision, TensorShape.of(length), 1);
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
        return new ParameterLayout(
                List.of(new Segment("only/W", 0, 1, Kind.WEIGHT), new Segment("only/b", 1, 1, Kind.BIAS)));
    }

    @Override
    public TensorMemory memory() {
        return new HostMemory();
    }

    @Override
    public Tensor parameters() {
        return parameters;
    }

    @Override
    public Tensor gradients() {
        return gradients;
    }

    @Override
    public void clearGradients() {
        gradients.array().assign(0);
    }

    @Override
    public void parametersChanged() {
        events.add("move " + name);
    }

    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        throw new AssertionError("the trainer runs no network itself");
    }

    @Override
    public void close() {}
}
