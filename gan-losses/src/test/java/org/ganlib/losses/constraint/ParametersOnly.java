package org.ganlib.losses.constraint;

import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.Pass;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network that has parameters alone; it cannot be run. */
final class ParametersOnly implements Network {
    private final ParameterLayout layout;
    private final INDArray parameters;

    ParametersOnly(ParameterLayout layout, INDArray parameters) {
        this.layout = layout;
        this.parameters = parameters;
    }

    @Override
    public String name() {
        return "critic";
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public TensorMemory memory() {
        return new HostMemory();
    }

    @Override
    public Tensor parameters() {
        return HostTensor.over(parameters);
    }

    @Override
    public void parametersChanged() {
        throw new UnsupportedOperationException("this network has parameters alone");
    }

    @Override
    public NetworkDefinition definition() {
        throw new UnsupportedOperationException("this network has parameters alone");
    }

    @Override
    public Tensor gradients() {
        throw new UnsupportedOperationException("this network has parameters alone");
    }

    @Override
    public void clearGradients() {
        throw new UnsupportedOperationException("this network has parameters alone");
    }

    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        throw new UnsupportedOperationException("this network has parameters alone");
    }

    @Override
    public void close() {}
}
