package org.ganlib.models.game;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Answers with the same pass every time the same batch comes, as an engine may that prepared
 * everything: its output is what was put there. Allocates nothing after the first batch of each
 * size.
 */
final class SilentNetwork implements Network {
    private final String name;
    private final TensorShape output;
    private final boolean normalised;
    private final List<SilentPass> passes = new ArrayList<>();
    private int forwards;
    private final TensorMemory memory = new HostMemory();
    private final Tensor parameters;
    private final Tensor gradients;

    SilentNetwork(String name, TensorShape output, boolean normalised, int weights) {
        this.name = name;
        this.output = output;
        this.normalised = normalised;
        parameters = memory.allocate(DataType.FLOAT, TensorShape.of(weights + 2), 1);
        gradients = memory.allocate(DataType.FLOAT, TensorShape.of(weights + 2), 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public NetworkDefinition definition() {
        throw new UnsupportedOperationException("nothing needs the definition");
    }

    @Override
    public ParameterLayout layout() {
        long weights = parameters.length() - 2;
        return new ParameterLayout(List.of(
                new Segment("only/W", 0, weights, Kind.WEIGHT),
                new Segment("only/b", weights, 1, Kind.BIAS),
                new Segment("only/mean", weights + 1, 1, normalised ? Kind.STATISTIC : Kind.BIAS)));
    }

    @Override
    public TensorMemory memory() {
        return memory;
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
    public void clearGradients() {}

    @Override
    public void parametersChanged() {}

    /** A pass that is closed, of this batch's size. */
    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        for (int i = 0; i < passes.size(); i++) {
            SilentPass pass = passes.get(i);
            if (!pass.open && pass.output.rows() == inputs[0].rows()) {
                return pass.begin(inputs);
            }
        }
        SilentPass pass = new SilentPass(inputs);
        passes.add(pass);
        return pass.begin(inputs);
    }

    @Override
    public void close() {}

    /** How often it ran. */
    int forwards() {
        return forwards;
    }

    /** The passes made so far. */
    List<SilentPass> passes() {
        return passes;
    }

    /** Notes its input. */
    final class SilentPass implements Pass {
        final HostTensor output;
        private final Tensor[] inputGradients;
        private boolean open;
        private Tensor[] inputs;
        private Wanted takenBack;

        private SilentPass(Tensor... examples) {
            output = HostTensor.zeros(DataType.FLOAT, SilentNetwork.this.output, examples[0].rows());
            inputGradients = new Tensor[examples.length];
            for (int i = 0; i < examples.length; i++) {
                inputGradients[i] = memory.allocate(DataType.FLOAT, examples[i].shape(), examples[i].rows());
            }
        }

        private SilentPass begin(Tensor... given) {
            inputs = given;
            open = true;
            forwards++;
            return this;
        }

        /** What the network was given last in this pass. */
        INDArray input() {
            return HostTensor.arrayOf(inputs[0]);
        }

        /** What the network was given last in this pass as that input. */
        INDArray input(int index) {
            return HostTensor.arrayOf(inputs[index]);
        }

        /** What was wanted when this pass was last taken back; null if it never was. */
        Wanted takenBack() {
            return takenBack;
        }

        @Override
        public Tensor output() {
            return output;
        }

        @Override
        public Tensor activation(String layer) {
            throw new UnsupportedOperationException("nothing needs activations");
        }

        @Override
        public void backward(Tensor outputGradient, Wanted wanted) {
            takenBack = wanted;
        }

        @Override
        public Tensor inputGradient(int index) {
            return inputGradients[index];
        }

        @Override
        public void addMixedGradient(int input, Tensor v) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
