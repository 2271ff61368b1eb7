package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.util.ArrayList;
import java.util.function.LongToDoubleFunction;
import org.ganlib.config.AverageRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

final class MovingAverageTest {
    private static final double SLOW = 0.9999;

    /** The average of constant parameters equals them exactly, however slow the decay. */
    @Test
    void parametersThatStandStillAreTheirOwnAverage() {
        assertThat(average(SLOW, AverageRule.WARM_UP, 600, 0.3f, s -> 0.3)).isEqualTo((double) 0.3f);
        assertThat(average(SLOW, AverageRule.WARM_UP, 600, 5, s -> 0.3))
                .as("from another beginning, but for the last rounding")
                .isCloseTo(0.3, within(2e-7));
        assertThat(averageOfDoubles(SLOW, 600, 0.3)).isCloseTo(0.3, within(1e-15));
    }

    /**
     * With a constant decay of 0.9999, the initial parameters would have 94 % of the average after
     * 600 updates.
     */
    @Test
    void theInitialParametersAreForgotten() {
        assertThat(average(SLOW, AverageRule.CONSTANT, 600, 1, s -> 0)).isCloseTo(Math.pow(SLOW, 600), within(1e-4));
        assertThat(average(SLOW, AverageRule.WARM_UP, 600, 1, s -> 0)).isLessThan(1e-15);
    }

    /**
     * The expected weight of the parameters after update s in the average after T updates is C(s +
     * 8, 8) / C(T + 9, 9); s = 0 stands for the initial ones.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "2, 0", "2, 1", "2, 2", "7, 0", "7, 3", "7, 7", "600, 599", "600, 600", "600, 300"})
    void weightsAreBinomial(int updates, int at) {
        double weight = average(SLOW, AverageRule.WARM_UP, updates, at == 0 ? 1 : 0, s -> s == at ? 1 : 0);
        double expected = binomial(at + 8, 8) / binomial(updates + 9, 9);
        assertThat(weight).isCloseTo(expected, within(1e-5 * expected));
    }

    /**
     * (1 + t) / (10 + t) is one half for t = 8, the ninth update. From then on the decay is the
     * configured one.
     */
    @Test
    void theDecayGrowsNoFurtherThanAsked() {
        double before = binomial(8, 8) / binomial(17, 9);
        assertThat(average(0.5, AverageRule.WARM_UP, 8, 1, s -> 0)).isCloseTo(before, within(1e-6 * before));
        assertThat(average(0.5, AverageRule.WARM_UP, 11, 1, s -> 0)).isCloseTo(before / 8, within(1e-6 * before));
    }

    /**
     * The parameters after update s have the weight (1 − d)dᵀ⁻ˢ/(1 − dᵀ) in the average after T
     * updates, as in Adam's corrected means, and the initial ones (s = 0) none.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "2, 0", "2, 1", "2, 2", "7, 3", "600, 0", "600, 1", "600, 300", "600, 600"})
    void correctedWeightsAreGeometricAndSumToOne(int updates, int at) {
        double weight = average(SLOW, AverageRule.BIAS_CORRECTED, updates, at == 0 ? 1 : 0, s -> s == at ? 1 : 0);
        double expected = (1 - SLOW) * Math.pow(SLOW, updates - at) / (1 - Math.pow(SLOW, updates));
        assertThat(weight).isCloseTo(at == 0 ? 0 : expected, within(1e-5 * expected));
    }

    @Test
    void theCorrectedAverageOfConstantParametersIsThemselves() {
        assertThat(average(SLOW, AverageRule.BIAS_CORRECTED, 600, 0.3f, s -> 0.3))
                .isEqualTo((double) 0.3f);
        assertThat(average(SLOW, AverageRule.BIAS_CORRECTED, 600, 5, s -> 0.3)).isCloseTo(0.3, within(1e-6));
    }

    /** A restored run continues with the decay of its next update. */
    @Test
    void theDecayFollowsTheCountOfUpdates() {
        MovingAverage average = new MovingAverage(new Averaging(SLOW, AverageRule.WARM_UP), network(0));
        average.beginUpdate(90);
        average.apply(new float[] {1, 1}, 2, 0);
        assertThat((float) average.copy().at(0)).as("9 / 100").isCloseTo(0.09f, within(1e-7f));
    }

    @ParameterizedTest
    @CsvSource({"WARM_UP, 5", "BIAS_CORRECTED, 5", "CONSTANT, 5"})
    void doublesAreAveragedAlike(AverageRule rule, int updates) {
        FakeNetwork network = new FakeNetwork("generator", new ArrayList<>(), DataType.DOUBLE);
        arrayOf(network.parameters()).assign(2);
        MovingAverage average = new MovingAverage(new Averaging(0.75, rule), network);
        double expected = 2;
        for (int s = 0; s < updates; s++) {
            average.beginUpdate(s);
            average.apply(new double[] {s, Double.NaN}, 1, 0);
            double decay =
                    switch (rule) {
                        case WARM_UP -> Math.min(0.75, (1.0 + s) / (10 + s));
                        case BIAS_CORRECTED -> 1 - 0.25 / (1 - Math.pow(0.75, s + 1));
                        case CONSTANT -> 0.75;
                    };
            expected = decay * expected + (1 - decay) * s;
        }
        assertThat(average.copy().at(0)).isCloseTo(expected, within(1e-14));
        assertThat(average.copy().at(1)).as("behind the count").isEqualTo(2);
        average.exchangeWith(network);
        assertThat(arrayOf(network.parameters()).getDouble(0)).isCloseTo(expected, within(1e-14));
        assertThat(average.copy().at(0)).isEqualTo(2);
    }

    private static double average(
            double decay, AverageRule rule, int updates, float initial, LongToDoubleFunction parameter) {
        MovingAverage average = new MovingAverage(new Averaging(decay, rule), network(initial));
        for (int s = 1; s <= updates; s++) {
            average.beginUpdate(s - 1);
            float now = (float) parameter.applyAsDouble(s);
            average.apply(new float[] {now, now}, 2, 0);
        }
        return (float) average.copy().at(1);
    }

    private static double averageOfDoubles(double decay, int updates, double parameter) {
        FakeNetwork network = new FakeNetwork("generator", new ArrayList<>(), DataType.DOUBLE);
        MovingAverage average = new MovingAverage(new Averaging(decay, AverageRule.WARM_UP), network);
        for (int s = 0; s < updates; s++) {
            average.beginUpdate(s);
            average.apply(new double[] {parameter, parameter}, 2, 0);
        }
        return average.copy().at(0);
    }

    private static FakeNetwork network(float initial) {
        FakeNetwork network = new FakeNetwork("generator", new ArrayList<>());
        arrayOf(network.parameters()).assign(initial);
        return network;
    }

    private static double binomial(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; i++) {
            result *= (double) (n - k + i) / i;
        }
        return result;
    }
}
