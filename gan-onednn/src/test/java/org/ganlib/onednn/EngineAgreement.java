package org.ganlib.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.stream.Stream;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.testkit.GradientCheck;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares this engine with the reference engine on one network, to the accuracy of float. */
public final class EngineAgreement {
    /** Mixed products are compared in networks of up to this many parameters. */
    private static final long FEW_PARAMETERS = 200_000;

    /**
     * The largest norm of a difference, relative to the norm of what the reference engine computes.
     */
    private static final double TOLERANCE = 1e-4;

    private EngineAgreement() {}

    /** Compares all backward passes. */
    public static void agree(NetworkDefinition definition, DataType precision, int batch) {
        agree(definition, precision, batch, List.of(Wanted.values()));
    }

    /**
     * Compares outputs, gradients, mixed products, running statistics and evaluation.
     *
     * @param precision the precision of the reference engine
     * @param passes the backward passes that are compared
     */
    public static void agree(NetworkDefinition definition, DataType precision, int batch, List<Wanted> passes) {
        try (Network reference = network(new Dl4jEngine(), definition, precision);
                Network network = network(new OneDnnEngine(), definition, DataType.FLOAT)) {
            arrayOf(network.parameters()).assign(arrayOf(reference.parameters()));
            network.parametersChanged();
            RandomStream random = new RandomStream(5);
            INDArray[] inputs = GradientCheck.inputs(definition, random, batch);
            INDArray[] floats =
                    Stream.of(inputs).map(i -> i.castTo(DataType.FLOAT)).toArray(INDArray[]::new);
            INDArray projection =
                    GradientCheck.normal(random, definition.output().batch(batch));
            for (Wanted wanted : passes) {
                try (Pass expected = reference.forward(Mode.TRAINING, tensors(inputs));
                        Pass pass = network.forward(Mode.TRAINING, tensors(floats))) {
                    assertClose("output", arrayOf(expected.output()), arrayOf(pass.output()));
                    expected.backward(over(projection.castTo(precision)), wanted);
                    pass.backward(over(projection.castTo(DataType.FLOAT)), wanted);
                    if (wanted.inputs()) {
                        for (int i = 0; i < inputs.length; i++) {
                            assertClose(
                                    "gradient of input " + i,
                                    arrayOf(expected.inputGradient(i)),
                                    arrayOf(pass.inputGradient(i)));
                            if (arrayOf(network.parameters()).length() > FEW_PARAMETERS) {
                                // Mixed products of large networks are skipped: the reference
                                // computes them with plain loops, which is slow.
                                continue;
                            }
                            INDArray direction = GradientCheck.normal(random, inputs[i].shape());
                            expected.addMixedGradient(i, over(direction.castTo(precision)));
                            pass.addMixedGradient(i, over(direction.castTo(DataType.FLOAT)));
                        }
                    }
                }
                assertClose("gradients after " + wanted, arrayOf(reference.gradients()), arrayOf(network.gradients()));
                assertClose("parameters", arrayOf(reference.parameters()), arrayOf(network.parameters()));
            }
            try (Pass expected = reference.forward(Mode.EVALUATION, tensors(inputs));
                    Pass pass = network.forward(Mode.EVALUATION, tensors(floats))) {
                assertClose("evaluated output", arrayOf(expected.output()), arrayOf(pass.output()));
            }
            backwardRepeats(network, floats, projection.castTo(DataType.FLOAT));
        }
    }

    /** A second backward pass of the same forward pass computes the same gradients. */
    private static void backwardRepeats(Network network, INDArray[] inputs, INDArray gradient) {
        try (Pass pass = network.forward(Mode.TRAINING, tensors(inputs))) {
            network.clearGradients();
            pass.backward(over(gradient), Wanted.BOTH);
            INDArray first = arrayOf(network.gradients()).dup();
            INDArray firstByInput = arrayOf(pass.inputGradient(0)).dup();
            network.clearGradients();
            pass.backward(over(gradient), Wanted.BOTH);
            assertThat(arrayOf(network.gradients())).as("gradients again").isEqualTo(first);
            assertThat(arrayOf(pass.inputGradient(0)))
                    .as("gradient of input 0 again")
                    .isEqualTo(firstByInput);
        }
    }

    private static Network network(NetworkEngine engine, NetworkDefinition definition, DataType precision) {
        return engine.build(
                new NetworkRequest("test", definition, precision, new RandomStream(42), new RandomStream(43)));
    }

    private static void assertClose(String what, INDArray expected, INDArray actual) {
        INDArray flat = actual.castTo(DataType.DOUBLE).reshape(actual.length());
        INDArray difference = flat.sub(expected.castTo(DataType.DOUBLE).reshape(expected.length()));
        double scale = expected.norm2Number().doubleValue();
        assertThat(difference.norm2Number().doubleValue()).as(what).isLessThanOrEqualTo(TOLERANCE * scale);
    }
}
