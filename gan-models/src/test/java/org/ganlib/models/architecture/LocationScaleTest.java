package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.Map;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.network.Wanted;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.ArchitectureContract;
import org.ganlib.testkit.Defined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class LocationScaleTest implements ArchitectureContract {
    @Override
    public Map<String, Defined> networks() {
        LocationScale start = new LocationScale(0.5, -2);
        return Map.of(
                "one number", new Defined(start, generator(1)), "three numbers", new Defined(start, generator(3)));
    }

    @Override
    public Architecture configured() {
        return new LocationScale(0.5, -2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void startsAtTheGivenLocationAndScale(int elements) {
        try (Network network = build(new LocationScale(0.5, -2), elements);
                Pass pass = network.forward(Mode.EVALUATION, tensors(ramp(elements)))) {
            assertThat(network.layout().trainable()).isEqualTo(2L * elements);
            assertThat(arrayOf(pass.output()).size(0)).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < elements; j++) {
                    double z = ramp(elements).getDouble(i, j);
                    assertThat(arrayOf(pass.output()).getDouble(i, j)).isCloseTo(0.5 - 2 * z, within(1e-12));
                }
            }
        }
    }

    /**
     * With the loss Σ c·G(z) the gradients are known: by μⱼ it is Σᵢ cᵢⱼ, by σⱼ Σᵢ cᵢⱼ zᵢⱼ, by z
     * σ·c.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void hasItsOwnLocationAndScaleInEveryElement(int elements) {
        INDArray z = ramp(elements);
        INDArray c = Nd4j.ones(DataType.DOUBLE, 4, elements).addi(z).muli(z);
        try (Network network = build(new LocationScale(0.5, -2), elements);
                Pass pass = network.forward(Mode.TRAINING, tensors(z))) {
            pass.backward(over(c.dup('c')), Wanted.BOTH);
            for (int j = 0; j < elements; j++) {
                assertThat(gradient(network, Kind.BIAS, j))
                        .isCloseTo(c.getColumn(j).sumNumber().doubleValue(), within(1e-12));
                assertThat(gradient(network, Kind.WEIGHT, j))
                        .isCloseTo(c.mul(z).getColumn(j).sumNumber().doubleValue(), within(1e-12));
                assertThat(arrayOf(pass.inputGradient(0)).getDouble(2, j))
                        .isCloseTo(-2 * c.getDouble(2, j), within(1e-12));
            }
        }
    }

    @Test
    void refusesShapesThatDiffer() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new LocationScale()
                        .define(new NetworkSignature(
                                NetworkRole.GENERATOR,
                                List.of(TensorShape.of(100)),
                                TensorShape.of(1),
                                ValueRange.UNBOUNDED)))
                .withMessage("generator: location-scale maps one input to an output of the same size, but here are"
                        + " inputs of [100] and an output of 1. Give the latents the data's size, or choose another"
                        + " architecture");
    }

    @Test
    void refusesAScaleThatCannotBeTrained() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new LocationScale(Double.NaN, 0))
                .withMessageContaining("location: must be a finite number, was .nan")
                .withMessageContaining("scale: must not be 0");
    }

    private static Network build(Architecture architecture, int elements) {
        return new Dl4jEngine()
                .build(new NetworkRequest(
                        "generator",
                        architecture.define(generator(elements)),
                        DataType.DOUBLE,
                        new RandomStream(1),
                        new RandomStream(2)));
    }

    private static NetworkSignature generator(int elements) {
        TensorShape shape = TensorShape.of(elements);
        return new NetworkSignature(NetworkRole.GENERATOR, List.of(shape), shape, ValueRange.UNBOUNDED);
    }

    private static INDArray ramp(int elements) {
        return Nd4j.linspace(DataType.DOUBLE, -1.5, 0.4, 4L * elements).reshape('c', 4, elements);
    }

    private static double gradient(Network network, Kind kind, int element) {
        Segment segment = network.layout().segments().stream()
                .filter(s -> s.kind() == kind)
                .findFirst()
                .orElseThrow();
        return arrayOf(network.gradients()).getDouble(segment.offset() + element);
    }
}
