package org.ganlib.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;

/**
 * A network that computes nothing: each pass gives the same numbers. It allocates nothing after the
 * first passes, so that all further allocations are those of its caller.
 */
final class StillNetwork implements Network {
    private final Network real;
    private final TensorMemory memory;
    private final Tensor parameters;
    private final Tensor gradients;
    private final ParameterLayout layout;
    private final NetworkDefinition definition;
    private final List<StillPass> passes = new ArrayList<>();

    /** Stands for a real network, whose parameters and gradients it shows. */
    StillNetwork(Network real) {
        this.real = real;
        memory = real.memory();
        parameters = real.parameters();
        gradients = real.gradients();
        layout = real.layout();
        definition = real.definition();
    }

    @Override
    public String name() {
        return real.name();
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

    @Override
    public Pass forward(Mode mode, Tensor... inputs) {
        int rows = inputs[0].rows();
        for (int i = 0; i < passes.size(); i++) {
            StillPass pass = passes.get(i);
            if (!pass.open && pass.output.rows() == rows) {
                pass.open = true;
                return pass;
            }
        }
        StillPass pass = new StillPass(rows, inputs);
        passes.add(pass);
        return pass;
    }

    @Override
    public void close() {
        real.close();
    }

    private HostTensor drawn(TensorShape shape, int rows) {
        HostTensor tensor = HostTensor.zeros(parameters.precision(), shape, rows);
        RandomStream random = new RandomStream(9);
        double[] numbers = new double[(int) tensor.length()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextNormal();
        }
        tensor.write(numbers);
        return tensor;
    }

    private final class StillPass implements Pass {
        private final HostTensor output;
        private final HostTensor[] inputGradients;
        private final Map<String, Tensor> activations = new HashMap<>();
        private boolean open = true;

        StillPass(int rows, Tensor... inputs) {
            output = drawn(definition.output(), rows);
            inputGradients = new HostTensor[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                inputGradients[i] = drawn(definition.inputs().get(i), rows);
            }
            try (Pass pass = real.forward(Mode.EVALUATION, inputs)) {
                definition.layers().forEach(name -> activations.put(name, HostTensor.copyOf(pass.activation(name))));
            }
        }

        @Override
        public Tensor output() {
            return output;
        }

        @Override
        public Tensor activation(String layer) {
            return activations.get(layer);
        }

        @Override
        public void backward(Tensor outputGradient, Wanted wanted) {}

        @Override
        public Tensor inputGradient(int input) {
            return inputGradients[input];
        }

        @Override
        public void addMixedGradient(int input, Tensor v) {}

        @Override
        public void close() {
            open = false;
        }
    }
}
