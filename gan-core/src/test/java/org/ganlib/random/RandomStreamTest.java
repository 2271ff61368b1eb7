package org.ganlib.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A million draws from fixed seeds against the distributions they are to come from. Bounds are 4.5
 * standard errors; the Kolmogorov–Smirnov distance may be 1.95/√n, its quantile of 0.999. At this
 * size that rejects a mean that is off by 0.005 deviations, a scale off by 1 %, and what is off by
 * 0.002 in any other way, which {@link #whatIsSlightlyOffIsRejected} shows.
 */
final class RandomStreamTest {
    private static final int DRAWS = 1_000_000;
    private static final double ERRORS = 4.5;
    private static final double LARGEST_DISTANCE = 1.95 / Math.sqrt(DRAWS);

    @Test
    void normalDrawsHaveTheMomentsOfTheNormalDistribution() {
        for (long seed = 1; seed <= 3; seed++) {
            float[] draws = normal(seed);
            double[] moments = new double[5];
            for (float x : draws) {
                double power = 1;
                for (int k = 1; k <= 4; k++) {
                    power *= x;
                    moments[k] += power / DRAWS;
                }
            }
            // The variance of xᵏ is E[x²ᵏ] − E[xᵏ]²: 1, 2, 15, 96.
            double error = ERRORS / Math.sqrt(DRAWS);
            assertThat(moments[1]).as("mean, seed %d", seed).isBetween(-error, error);
            assertThat(moments[2] - 1).as("variance, seed %d", seed).isBetween(-1.42 * error, 1.42 * error);
            assertThat(moments[3]).as("third moment, seed %d", seed).isBetween(-3.88 * error, 3.88 * error);
            assertThat(moments[4] - 3).as("fourth moment, seed %d", seed).isBetween(-9.80 * error, 9.80 * error);
        }
    }

    @Test
    void normalDrawsHaveTheTailsOfTheNormalDistribution() {
        float[] draws = normal(4);
        for (double limit : new double[] {2, 3, 4}) {
            double share = 2 * (1 - normalProbability(limit));
            int above = 0;
            int below = 0;
            for (float x : draws) {
                above += x > limit ? 1 : 0;
                below += x < -limit ? 1 : 0;
            }
            double expected = DRAWS * share / 2;
            double error = ERRORS * Math.sqrt(expected);
            assertThat((double) above).as("draws above %s", limit).isBetween(expected - error, expected + error);
            assertThat((double) below).as("draws below −%s", limit).isBetween(expected - error, expected + error);
        }
    }

    @Test
    void normalDrawsAreDistributedNormally() {
        for (long seed = 5; seed <= 7; seed++) {
            assertThat(distance(normal(seed), RandomStreamTest::normalProbability))
                    .as("distance, seed %d", seed)
                    .isLessThan(LARGEST_DISTANCE);
        }
    }

    @Test
    void uniformDrawsAreDistributedUniformly() {
        for (long seed = 8; seed <= 10; seed++) {
            float[] draws = new float[DRAWS];
            new RandomStream(seed).fillUniform(FloatBuffer.wrap(draws), -2, 3);
            assertThat(distance(draws, x -> (x + 2) / 5))
                    .as("distance, seed %d", seed)
                    .isLessThan(LARGEST_DISTANCE);
        }
    }

    @Test
    void neighbouringDrawsAreUncorrelated() {
        float[] draws = normal(11);
        double error = ERRORS / Math.sqrt(DRAWS);
        for (int lag = 1; lag <= 3; lag++) {
            double sum = 0;
            double squares = 0;
            for (int i = lag; i < DRAWS; i++) {
                sum += (double) draws[i] * draws[i - lag];
                squares += ((double) draws[i] * draws[i] - 1) * ((double) draws[i - lag] * draws[i - lag] - 1);
            }
            assertThat(sum / DRAWS).as("correlation at lag %d", lag).isBetween(-error, error);
            assertThat(squares / DRAWS)
                    .as("correlation of squares at lag %d", lag)
                    .isBetween(-2 * error, 2 * error);
        }
    }

    @Test
    void whatIsSlightlyOffIsRejected() {
        float[] draws = normal(5);
        assertThat(distance(draws, x -> normalProbability(x - 0.01))).isGreaterThan(LARGEST_DISTANCE);
        assertThat(distance(draws, x -> normalProbability(1.02 * x))).isGreaterThan(LARGEST_DISTANCE);
        // A logistic distribution of the same variance.
        assertThat(distance(draws, x -> 1 / (1 + Math.exp(-x * Math.PI / Math.sqrt(3)))))
                .isGreaterThan(LARGEST_DISTANCE);
    }

    @Test
    void uniformDrawsNeverReachTheUpperEnd() {
        float[] draws = new float[1_000];
        // Between these two there is no float: every other draw would be rounded up.
        new RandomStream(12).fillUniform(FloatBuffer.wrap(draws), 0x1p24, 0x1p24 + 2);
        for (float draw : draws) {
            assertThat(draw).isEqualTo(0x1p24f);
        }
    }

    @Test
    void fillingStaysWithinWhatRemainsAndContinuesFromAState() {
        RandomStream stream = new RandomStream(13);
        byte[] state = stream.state();
        float[] whole = new float[100];
        stream.fillNormal(FloatBuffer.wrap(whole));
        stream.restore(state);
        float[] parts = new float[102];
        FloatBuffer buffer = FloatBuffer.wrap(parts);
        stream.fillNormal(buffer.limit(61).position(1));
        assertThat(buffer.position()).isEqualTo(1);
        stream.fillNormal(buffer.limit(101).position(61));

        assertThat(Arrays.copyOfRange(parts, 1, 101)).isEqualTo(whole);
        assertThat(parts[0]).isZero();
        assertThat(parts[101]).isZero();
    }

    private static float[] normal(long seed) {
        float[] draws = new float[DRAWS];
        new RandomStream(seed).fillNormal(FloatBuffer.wrap(draws));
        return draws;
    }

    /** The largest difference between the share of draws up to x and the probability of them. */
    private static double distance(float[] draws, DoubleUnaryOperator probability) {
        float[] sorted = draws.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = probability.applyAsDouble(sorted[i]);
            largest = Math.max(largest, expected - (double) i / sorted.length);
            largest = Math.max(largest, (i + 1.0) / sorted.length - expected);
        }
        return largest;
    }

    /** Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/15 + …), for |x| up to about 7. */
    private static double normalProbability(double x) {
        double term = x;
        double sum = x;
        for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return 0.5 + Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
    }
}
