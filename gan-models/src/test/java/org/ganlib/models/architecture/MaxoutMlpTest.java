package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

final class MaxoutMlpTest implements ArchitectureLaws {
    private static final NetworkSignature OF_DIGITS = Signatures.critic(TensorShape.of(1, 28, 28));

    @Override
    public Architecture configured() {
        return new MaxoutMlp(List.of(3, 4), 2, 0.25, 0.1, Initialisation.NORMAL, 0.5, OutputActivation.LINEAR);
    }

    @Override
    public Map<String, Built> small() {
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put("critic", new Built(narrow(0, 0), Signatures.critic(TensorShape.of(1, 2, 2))));
        networks.put("critic with dropout", new Built(narrow(0.3, 0.2), Signatures.critic(TensorShape.of(6))));
        networks.put(
                "conditional generator",
                new Built(
                        narrow(0, 0),
                        Signatures.generator(
                                ValueRange.UNIT, TensorShape.of(1, 2, 2), TensorShape.of(3), TensorShape.of(2))));
        networks.put(
                "no hidden layer",
                new Built(
                        new MaxoutMlp(List.of(), 2, 0, 0, Initialisation.XAVIER, 1, OutputActivation.AUTO),
                        Signatures.critic(TensorShape.of(3))));
        return networks;
    }

    private static MaxoutMlp narrow(double dropout, double inputDropout) {
        return new MaxoutMlp(List.of(8, 3), 3, dropout, inputDropout, Initialisation.XAVIER, 1, OutputActivation.AUTO);
    }

    @Test
    void hasThePublishedLayers() {
        assertThat(new Built(new MaxoutMlp(), OF_DIGITS).parameters())
                .isEqualTo((784 * 240 * 5 + 240 * 5) + (240 * 240 * 5 + 240 * 5) + (240 + 1));
    }

    @Test
    void keepsFourFifthsOfThePixelsAndHalfOfTheUnits() {
        assertThat(new MaxoutMlp()
                        .define(OF_DIGITS).graph().getVertices().values().stream()
                                .map(vertex -> ((LayerVertex) vertex)
                                        .getLayerConf()
                                        .getLayer()
                                        .getIDropout())
                                .map(dropout -> ((Dropout) Objects.requireNonNull(dropout)).getP()))
                .containsExactly(0.8, 0.5, 0.5);
    }

    /**
     * Uniform in ±a: standard deviation a/√3; the largest of n draws lies below a − 2a·t/n with
     * probability e⁻ᵗ, here t = 10.
     */
    @Test
    void weightsStartUniformInAFiveThousandth() {
        for (String layer : List.of("hidden-0", "hidden-1", "output")) {
            INDArray weights = new Built(new MaxoutMlp(), OF_DIGITS).drawn(layer + "/W");
            double gap = 0.1 / weights.length();
            assertThat(weights.minNumber().doubleValue()).isBetween(-0.005, -0.005 + gap);
            assertThat(weights.maxNumber().doubleValue()).isBetween(0.005 - gap, 0.005);
            assertThat(weights.stdNumber().doubleValue())
                    .isCloseTo(0.005 / Math.sqrt(3), within(0.01 / Math.sqrt((double) weights.length())));
            assertThat(new Built(new MaxoutMlp(), OF_DIGITS)
                            .drawn(layer + "/b")
                            .amaxNumber()
                            .doubleValue())
                    .isZero();
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() ->
                        new MaxoutMlp(List.of(240, 0), 1, 1, -0.1, Initialisation.UNIFORM, 0, OutputActivation.AUTO))
                .withMessageContaining("units: every layer needs ≥ 1 units, was [240, 0]")
                .withMessageContaining("pieces: must be ≥ 2, was 1. One piece is a linear layer")
                .withMessageContaining("dropout: must be in [0, 1), was 1.0")
                .withMessageContaining("input-dropout: must be in [0, 1), was -0.1")
                .withMessageContaining("weight-scale: must be > 0, was 0");
    }
}
