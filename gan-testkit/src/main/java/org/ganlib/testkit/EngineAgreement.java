package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Compares an engine in float with the reference engine, network by network. The tensors of both are
 * only read and written, so that they may lie on a device.
 *
 * @param engine the engine under test
 * @param tolerance the largest norm of a difference, relative to the norm of what the reference
 *     engine computes
 */
public record EngineAgreement(NetworkEngine engine, double tolerance) {
    /** Mixed products are compared in networks of up to this many parameters. */
    private static final long FEW_PARAMETERS = 200_000;

    /** Compares to the accuracy of float. */
    public EngineAgreement(NetworkEngine engine) {
        this(engine, 1e-4);
    }

    /** Compares all backward passes. */
    public void agree(NetworkDefinition definition, DataType precision, int batch) {
        agree(definition, precision, batch, List.of(Wanted.values()));
    }

    /**
     * Compares outputs, gradients, mixed products, running statistics and evaluation.
     *
     * @param precision the precision of the reference engine
     * @param passes the backward passes that are compared
     */
    public void agree(NetworkDefinition definition, DataType precision, int batch, List<Wanted> passes) {
        try (Network reference = network(new Dl4jEngine(), definition, precision);
                Network network = network(engine, definition, DataType.FLOAT)) {
            network.parameters().write(TensorValues.of(reference.parameters()));
            network.parametersChanged();
            RandomStream random = new RandomStream(5);
            Tensor[] inputs = TensorValues.inputs(definition, random, batch);
            Tensor projection = TensorValues.normal(random, batch, definition.output());
            for (Wanted wanted : passes) {
                try (Pass expected = reference.forward(Mode.TRAINING, inputs);
                        Pass pass = network.forward(Mode.TRAINING, inputs)) {
                    assertClose("output", expected.output(), pass.output());
                    expected.backward(projection, wanted);
                    pass.backward(projection, wanted);
                    if (wanted.inputs()) {
                        compareByInput(
                                expected, pass, inputs, random, network.layout().length() <= FEW_PARAMETERS);
                    }
                }
                assertClose("gradients after " + wanted, reference.gradients(), network.gradients());
                assertClose("parameters", reference.parameters(), network.parameters());
            }
            try (Pass expected = reference.forward(Mode.EVALUATION, inputs);
                    Pass pass = network.forward(Mode.EVALUATION, inputs)) {
                assertClose("evaluated output", expected.output(), pass.output());
            }
            backwardRepeats(network, inputs, projection);
        }
    }

    /**
     * Compares the gradients of all inputs.
     *
     * @param mixed true if mixed products are compared too; the reference engine computes them with
     *     plain loops, which is slow
     */
    private void compareByInput(Pass expected, Pass pass, Tensor[] inputs, RandomStream random, boolean mixed) {
        for (int i = 0; i < inputs.length; i++) {
            assertClose("gradient of input " + i, expected.inputGradient(i), pass.inputGradient(i));
            if (mixed) {
                Tensor direction = TensorValues.normal(random, inputs[i].rows(), inputs[i].shape());
                expected.addMixedGradient(i, direction);
                pass.addMixedGradient(i, direction);
            }
        }
    }

    /** A second backward pass of the same forward pass computes the same gradients. */
    private static void backwardRepeats(Network network, Tensor[] inputs, Tensor gradient) {
        try (Pass pass = network.forward(Mode.TRAINING, inputs)) {
            network.clearGradients();
            pass.backward(gradient, Wanted.BOTH);
            double[] first = TensorValues.of(network.gradients());
            double[] firstByInput = TensorValues.of(pass.inputGradient(0));
            network.clearGradients();
            pass.backward(gradient, Wanted.BOTH);
            assertThat(TensorValues.of(network.gradients()))
                    .as("gradients again")
                    .isEqualTo(first);
            assertThat(TensorValues.of(pass.inputGradient(0)))
                    .as("gradient of input 0 again")
                    .isEqualTo(firstByInput);
        }
    }

    private static Network network(NetworkEngine engine, NetworkDefinition definition, DataType precision) {
        return engine.build(
                new NetworkRequest("test", definition, precision, new RandomStream(42), new RandomStream(43)));
    }

    private void assertClose(String compared, Tensor expected, Tensor actual) {
        double[] reference = TensorValues.of(expected);
        double[] numbers = TensorValues.of(actual);
        assertThat(numbers).as(compared).hasSameSizeAs(reference);
        double squares = 0;
        double scale = 0;
        for (int i = 0; i < numbers.length; i++) {
            squares += Math.pow(numbers[i] - reference[i], 2);
            scale += Math.pow(reference[i], 2);
        }
        assertThat(Math.sqrt(squares)).as(compared).isLessThanOrEqualTo(tolerance * Math.sqrt(scale));
    }
}
