package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class BatchStatisticsTest {
    /** The means of the columns are 3 and 12, the variances 8/3 and 8. */
    private static final float[][] FIRST = {{1, 10}, {3, 10}, {5, 16}};

    /** The means of the columns are 0 and 1, the variances 1 and 4. */
    private static final float[][] SECOND = {{-1, -1}, {1, 3}};

    /**
     * The statistics of minibatches are averaged with equal weights, whatever the number of
     * examples in each.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void meansAndVariancesAreThoseOfMinibatchesOnAverage(boolean logarithmic) {
        try (Network network = NormNetworks.onInput(logarithmic)) {
            measure(network, Nd4j.create(FIRST), Nd4j.create(SECOND));
            assertStatistics(network, 1.5, 6.5, (8 / 3.0 + 1) / 2, 6);
        }
    }

    @Test
    void whatALayerGivesIsMeasuredBehindIt() {
        try (Network network = NormNetworks.behindDense()) {
            measure(network, Nd4j.create(FIRST));
            assertStatistics(network, 6, 24, 4 * 8 / 3.0, 4 * 8);
        }
    }

    /**
     * The inputs are two images of 2 × 2 pixels and two channels. The first channel has 1 to 4 and
     * 3 to 6, and the second has ten times these values.
     */
    @Test
    void channelsAreMeasuredOverTheirPlaces() {
        float[] values = {1, 2, 3, 4, 10, 20, 30, 40, 3, 4, 5, 6, 30, 40, 50, 60};
        try (Network network = NormNetworks.behindConvolution(2)) {
            measure(network, Nd4j.create(values).reshape(2, 2, 2, 2));
            assertStatistics(network, 3.5, 35, 2.25, 225);
        }
    }

    @Test
    void measuringAgainBeginsAnew() {
        try (Network network = NormNetworks.onInput(true)) {
            BatchStatistics statistics = new BatchStatistics(network);
            statistics.write();
            assertThat(statistic(network, "norm/mean"))
                    .as("nothing was measured")
                    .containsExactly(0, 0);
            statistics.add(tensors(Nd4j.create(FIRST)));
            statistics.write();
            statistics.add(tensors(Nd4j.create(SECOND)));
            statistics.write();
            assertStatistics(network, 0, 1, 1, 4);
        }
    }

    /** A constant has variance 0, whose logarithm would be infinite. */
    @Test
    void statisticsOfAConstantAreFinite() {
        try (Network network = NormNetworks.onInput(true)) {
            measure(network, Nd4j.create(new float[][] {{7, 8}, {7, 8}}));
            assertThat(statistic(network, "norm/log10stdev"))
                    .containsExactly(new double[] {-18.96, -18.96}, within(0.01));
        }
    }

    @Test
    void aBatchNormOfOneNumberIsFound() {
        try (Network input = NormNetworks.onInput(true);
                Network dense = NormNetworks.behindDense();
                Network places = NormNetworks.behindConvolution(2);
                Network place = NormNetworks.behindConvolution(1);
                Network plain = NormNetworks.plain()) {
            assertThat(BatchNormCheck.singleNumbers(input)).hasValue("norm");
            assertThat(BatchNormCheck.singleNumbers(dense)).hasValue("norm");
            assertThat(BatchNormCheck.singleNumbers(places)).isEmpty();
            assertThat(BatchNormCheck.singleNumbers(place)).hasValue("norm");
            assertThat(BatchNormCheck.singleNumbers(plain)).isEmpty();
            assertThat(BatchStatistics.hasAny(plain)).isFalse();
        }
    }

    private static void measure(Network network, INDArray... batches) {
        BatchStatistics statistics = new BatchStatistics(network);
        for (INDArray batch : batches) {
            statistics.add(tensors(batch));
        }
        float[] trained = trained(network);
        statistics.write();
        assertThat(trained(network)).as("nothing else was written").isEqualTo(trained);
    }

    private static void assertStatistics(Network network, double mean, double other, double variance, double spread) {
        double[] means = statistic(network, "norm/mean");
        assertThat(means[0]).isCloseTo(mean, within(1e-5));
        assertThat(means[1]).isCloseTo(other, within(1e-5));
        boolean logarithmic =
                network.layout().segments().stream().anyMatch(s -> s.name().equals("norm/log10stdev"));
        double[] spreads = statistic(network, logarithmic ? "norm/log10stdev" : "norm/var");
        assertThat(logarithmic ? Math.pow(10, 2 * spreads[0]) : spreads[0])
                .isCloseTo(variance, within(1e-5 * variance));
        assertThat(logarithmic ? Math.pow(10, 2 * spreads[1]) : spreads[1]).isCloseTo(spread, within(1e-5 * spread));
    }

    static double[] statistic(Network network, String name) {
        Segment segment = network.layout().segments().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        double[] values = new double[(int) segment.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arrayOf(network.parameters()).getDouble(segment.offset() + i);
        }
        return values;
    }

    private static float[] trained(Network network) {
        float[] values = arrayOf(network.parameters()).toFloatVector();
        for (Segment segment : network.layout().segments()) {
            if (segment.kind() == Kind.STATISTIC) {
                for (long i = segment.offset(); i < segment.end(); i++) {
                    values[(int) i] = 0;
                }
            }
        }
        return values;
    }
}
