package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.optimize.Sgd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

final class GradientTreatmentTest {
    private static final int LENGTH = ParameterSlabs.LENGTH + 400;

    /**
     * There are 2,448 gradients of 0.5 in each of two networks, so the norm is 0.5 √4896 =
     * 34.985711…; with k minibatches it is divided by k.
     */
    @ParameterizedTest
    @CsvSource({
        "FLOAT, 0, 1, 0.5", "FLOAT, 0, 4, 0.125", "FLOAT, 40, 1, 0.5", "FLOAT, 3.498571137, 1, 0.05",
        "DOUBLE, 0, 4, 0.125", "DOUBLE, 40, 1, 0.5", "DOUBLE, 3.498571137, 1, 0.05", "DOUBLE, 3.498571137, 2, 0.05"
    })
    void gradientsAreAveragedAndScaledDownTogether(
            DataType precision, double largest, int minibatches, double expected) {
        List<NetworkUpdater> side = List.of(updater(precision), updater(precision));
        GradientTreatment treatment = new GradientTreatment(largest, minibatches);
        double norm = treatment.apply(side);
        assertThat(norm).isCloseTo(largest == 0 ? 0 : 0.5 * Math.sqrt(2 * LENGTH) / minibatches, within(1e-4));
        assertThat(treatment.isNone()).isEqualTo(largest == 0 && minibatches == 1);
        for (NetworkUpdater updater : side) {
            double[] expectedGradients = new double[LENGTH];
            Arrays.fill(expectedGradients, expected);
            assertThat(arrayOf(updater.network().gradients()).toDoubleVector())
                    .containsExactly(expectedGradients, within(1e-7));
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT, NaN, 0", "FLOAT, Infinity, 2447", "DOUBLE, NaN, 2447", "DOUBLE, -Infinity, 0", "FLOAT, 1e30, 5"
    })
    void whatIsNotFiniteIsNoticedForEver(DataType precision, double value, int at) {
        Finiteness finiteness = new Finiteness();
        for (int round = 0; round < 2; round++) {
            double[] doubles = new double[ParameterSlabs.LENGTH];
            float[] floats = new float[ParameterSlabs.LENGTH];
            if (round == 0) {
                doubles[at % ParameterSlabs.LENGTH] = value;
                floats[at % ParameterSlabs.LENGTH] = (float) value;
            }
            if (precision == DataType.DOUBLE) {
                finiteness.apply(doubles, ParameterSlabs.LENGTH, 0);
            } else {
                finiteness.apply(floats, ParameterSlabs.LENGTH, 0);
            }
            assertThat(finiteness.holds()).isEqualTo(Double.isFinite(value));
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT", "DOUBLE"})
    void whatLiesBehindTheCountIsNotLookedAt(DataType precision) {
        Finiteness finiteness = new Finiteness();
        if (precision == DataType.DOUBLE) {
            finiteness.apply(new double[] {1, Double.NaN}, 1, 0);
        } else {
            finiteness.apply(new float[] {1, Float.NaN}, 1, 0);
        }
        assertThat(finiteness.holds()).isTrue();
    }

    private static NetworkUpdater updater(DataType precision) {
        FakeNetwork network = new FakeNetwork("generator", new ArrayList<>(), precision, LENGTH);
        arrayOf(network.gradients()).assign(0.5);
        return new NetworkUpdater(NetworkRole.GENERATOR, network, new Sgd(), Optional.empty(), Averaging.NONE);
    }
}
