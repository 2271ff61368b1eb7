package org.ganlib.dl4j;

import org.ganlib.graph.Graph;
import org.ganlib.graph.MixedGradient;
import org.ganlib.network.Mode;
import org.ganlib.network.Pass;
import org.ganlib.network.PassLife;
import org.ganlib.network.Wanted;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A forward pass that occupies one twin until it is closed. */
final class Dl4jPass implements Pass {
    private final Dl4jNetwork network;
    private final Twin twin;
    private final PassLife life;
    private final INDArray[] inputs;
    private final INDArray output;
    private INDArray[] inputGradients;
    private double[] lastOutputGradient = {};

    Dl4jPass(Dl4jNetwork network, Twin twin, Mode mode, INDArray[] inputs, INDArray output) {
        this.network = network;
        this.twin = twin;
        this.inputs = inputs;
        this.output = output;
        life = new PassLife(network.name());
        life.begin(mode, network.version());
    }

    @Override
    public INDArray output() {
        requireOpen();
        return output;
    }

    @Override
    public INDArray activation(String layer) {
        requireOpen();
        return twin.activation(layer);
    }

    @Override
    public void backward(INDArray outputGradient, Wanted wanted) {
        requireOpen();
        life.takeBack(wanted, network.version(), output.length(), outputGradient.length());
        inputGradients = twin.backward(outputGradient, inputs);
        if (wanted.inputs()) {
            lastOutputGradient = MixedGradient.numbers(outputGradient);
        }
        if (wanted.parameters()) {
            network.collect(twin);
        }
    }

    @Override
    public INDArray inputGradient(int input) {
        requireOpen();
        life.requireInputGradients();
        return inputGradients[input];
    }

    @Override
    public void addMixedGradient(int input, INDArray v) {
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
