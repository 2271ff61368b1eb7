package org.ganlib.dl4j;

import org.ganlib.graph.Graph;
import org.ganlib.graph.MixedGradient;
import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.PassLife;
import org.ganlib.network.Wanted;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A forward pass that occupies one twin until it is closed. */
final class Dl4jPass implements Pass {
    private final Dl4jNetwork network;
    private final Twin twin;
    private final PassLife life;
    private final HostTensor[] inputs;
    private final HostTensor output;
    private final HostTensor[] inputGradients;
    private double[] lastOutputGradient = {};

    Dl4jPass(Dl4jNetwork network, Twin twin, Mode mode, HostTensor[] inputs, HostTensor output) {
        this.network = network;
        this.twin = twin;
        this.inputs = inputs;
        this.output = output;
        inputGradients = new HostTensor[inputs.length];
        life = new PassLife(network.name());
        life.begin(mode, network.version());
    }

    @Override
    public Tensor output() {
        requireOpen();
        return output;
    }

    @Override
    public Tensor activation(String layer) {
        requireOpen();
        return HostTensor.over(twin.activation(layer));
    }

    @Override
    public void backward(Tensor outputGradient, Wanted wanted) {
        requireOpen();
        life.takeBack(wanted, network.version(), output.length(), outputGradient.length());
        INDArray[] reached = twin.backward(HostTensor.arrayOf(outputGradient), inputs);
        for (int i = 0; i < inputs.length; i++) {
            inputGradients[i] = HostTensor.over(reached[i], inputs[i].shape());
        }
        if (wanted.inputs()) {
            lastOutputGradient = new double[Math.toIntExact(outputGradient.length())];
            outputGradient.read(lastOutputGradient);
        }
        if (wanted.parameters()) {
            network.collect(twin);
        }
    }

    @Override
    public Tensor inputGradient(int input) {
        requireOpen();
        life.requireInputGradients();
        return inputGradients[input];
    }

    @Override
    public void addMixedGradient(int input, Tensor v) {
        requireOpen();
        life.requireMixed(network.version(), inputs[input].length(), v.length());
        Graph graph = network.graph();
        MixedGradient.add(network, graph, twin.masks(graph), inputs, input, v, lastOutputGradient);
    }

    @Override
    public void close() {
        if (life.close()) {
            network.giveBack(twin);
        }
    }

    private void requireOpen() {
        life.requireOpen(network.isClosed());
    }
}
