package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every architecture owes. */
interface ArchitectureLaws extends PluginContract<Architecture> {
    /** Of every kernel, bias and input; engines are held to all elements of every kind of layer by their own contract. */
    int ELEMENTS = 40;

    /** Networks of every role, small enough for central differences, by what is special about them. */
    Map<String, Built> small();

    @Override
    default Class<Architecture> kind() {
        return Architecture.class;
    }

    @TestFactory
    default Stream<DynamicTest> gradientsAgreeWithCentralDifferences() {
        return ofAll(built -> {
            RandomStream dropout = new RandomStream(3);
            try (Network network = built.network(DataType.DOUBLE, dropout)) {
                leaveTheStart(network);
                GradientCheck.checkSome(ELEMENTS, network, dropout, new RandomStream(11), inputs(network, 5, 1));
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> outputsHaveTheShapeAndRangeAskedFor() {
        return ofAll(built -> {
            NetworkSignature signature = built.signature();
            ValueRange range = signature.outputRange();
            for (Mode mode : Mode.values()) {
                try (Network network = built.network(DataType.DOUBLE, new RandomStream(1))) {
                    arrayOf(network.parameters()).muli(30);
                    network.parametersChanged();
                    try (Pass pass = network.forward(mode, tensors(inputs(network, 6, 10)))) {
                        INDArray output = arrayOf(pass.output());
                        assertThat(output.size(0)).isEqualTo(6);
                        assertThat(output.length())
                                .isEqualTo(6L * signature.output().elements());
                        assertThat(output.minNumber().doubleValue()).isBetween(range.low(), range.high());
                        assertThat(output.maxNumber().doubleValue()).isBetween(range.low(), range.high());
                        double reach = range.isBounded() ? 0.9 * range.high() : 1;
                        assertThat(output.amaxNumber().doubleValue())
                                .as(
                                        "the largest output of large weights: it fills the range, or no nonlinearity bounds it")
                                .isGreaterThan(reach);
                    }
                }
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> definitionsSurviveJson() {
        return ofAll(built -> {
            NetworkDefinition definition = built.architecture().define(built.signature());
            assertThat(ComputationGraphConfiguration.fromJson(definition.toJson()))
                    .isEqualTo(definition.graph());
        });
    }

    @Test
    default void defaultsDefineTheExamples() throws ReflectiveOperationException {
        Architecture defaults =
                (Architecture) configured().getClass().getConstructor().newInstance();
        assertThat(defaults.examples()).isNotEmpty();
        for (NetworkSignature example : defaults.examples()) {
            NetworkDefinition definition = defaults.define(example);
            assertThat(definition.trainable()).isPositive();
            assertThat(definition.output().elements())
                    .isEqualTo(example.output().elements());
            assertThat(definition.inputs())
                    .extracting(TensorShape::elements)
                    .isEqualTo(
                            example.inputs().stream().map(TensorShape::elements).toList());
        }
    }

    /** Biases of exactly 0 leave a rectifier whose inputs are all 0 on its kink, where there is no gradient to check. */
    private static void leaveTheStart(Network network) {
        RandomStream random = new RandomStream(5);
        for (Segment segment : network.layout().segments()) {
            if (segment.kind() != Kind.STATISTIC) {
                for (long i = segment.offset(); i < segment.end(); i++) {
                    arrayOf(network.parameters())
                            .putScalar(i, arrayOf(network.parameters()).getDouble(i) + 0.1 * random.nextNormal());
                }
            }
        }
        network.parametersChanged();
    }

    private Stream<DynamicTest> ofAll(Consumer<Built> law) {
        return small().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> law.accept(entry.getValue())));
    }

    private static INDArray[] inputs(Network network, int count, double scale) {
        INDArray[] inputs = GradientCheck.inputs(network.definition(), new RandomStream(7), count);
        for (int i = 0; i < inputs.length; i++) {
            if (network.definition().classes(i) == 0) {
                inputs[i].muli(scale);
            }
        }
        return inputs;
    }
}
