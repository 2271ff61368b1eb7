package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.ganlib.metrics.Points;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances are rounded once: they are what unlimited precision rounds to. */
final class ExactDistanceTest {
    @ParameterizedTest
    @CsvSource({
        // coordinates, largest exponent above and below 0, significant bits
        "1, 0, 24",
        "2, 30, 24",
        "3, 0, 24",
        "16, 0, 24",
        "16, 40, 24",
        "16, 120, 24",
        "7, 3, 2",
        "300, 0, 24",
        "300, 5, 12",
        "300, 60, 24",
    })
    void distancesAreRoundedOnce(int dimension, int exponents, int bits) {
        RandomStream random = new RandomStream(dimension + 1000L * exponents + bits);
        for (int pair = 0; pair < 200; pair++) {
            Examples points = drawn(random, dimension, exponents, bits);
            assertThat(ExactDistance.squared(points, 0, points, 1))
                    .as("pair %s", pair)
                    .isEqualTo(unlimited(points, 0, 1));
            assertThat(ExactDistance.squared(points, 1, points, 0))
                    .isEqualTo(ExactDistance.squared(points, 0, points, 1));
            assertThat(ExactDistance.squared(points, 1, points, 1)).isZero();
        }
    }

    @Test
    void sumsHalfwayBetweenTwoDoublesGoToTheEvenOne() {
        // 2⁵³ + 1 and 2⁵³ + 3, which no double is.
        Examples some = Points.of(3, 0, 0, 0, 67108864, 67108864, 1, 67108864, 67108864, 1.7320508f);
        assertThat(ExactDistance.squared(some, 0, some, 1)).isEqualTo(0x1p53);
        // (2⁵⁴ − 1) and halves on both sides of a power of two, by squares of ½ and of 1.
        Examples around = Points.of(5, 0, 0, 0, 0, 0, 67108864, 67108864, 1, 1, 1);
        assertThat(ExactDistance.squared(around, 0, around, 1)).isEqualTo(0x1p53 + 4);
    }

    /**
     * 2⁸⁰ + 2²⁷ is halfway between two doubles, so the additional 2⁻¹²⁰ decides the rounding.
     * Double-double precision has lost it.
     */
    @Test
    void whatTwofoldPrecisionLosesDecides() {
        Examples halfway = Points.of(4, 0, 0, 0, 0, 0x1p40f, 0x1p13f, 0x1p13f, 0);
        assertThat(ExactDistance.squared(halfway, 0, halfway, 1)).isEqualTo(0x1p80);
        Examples more = Points.of(4, 0, 0, 0, 0, 0x1p40f, 0x1p13f, 0x1p13f, 0x1p-60f);
        assertThat(ExactDistance.squared(more, 0, more, 1)).isEqualTo(Math.nextUp(0x1p80));
        Examples last = Points.of(4, 7, 7, 7, 7, 0x1p-60f, 0x1p40f, 0x1p13f, 0x1p13f, 0, 0, 0, 0);
        assertThat(ExactDistance.squared(last, 1, last, 2)).isEqualTo(Math.nextUp(0x1p80));
    }

    @Test
    void whatCancelsInDoublesStillCounts() {
        // The differences themselves are not doubles: 1e10 + 1e-10.
        Examples some = Points.of(2, 1e10f, 1, -1e-10f, 1);
        assertThat(ExactDistance.squared(some, 0, some, 1)).isEqualTo(unlimited(some, 0, 1));
        Examples huge = Points.of(2, Float.MAX_VALUE, Float.MIN_VALUE, -Float.MAX_VALUE, 0);
        assertThat(ExactDistance.squared(huge, 0, huge, 1)).isEqualTo(unlimited(huge, 0, 1));
        Examples tiny = Points.of(2, Float.MIN_VALUE, 0, 0, -Float.MIN_VALUE);
        assertThat(ExactDistance.squared(tiny, 0, tiny, 1)).isEqualTo(0x1p-297);
    }

    private static double unlimited(Examples points, int i, int j) {
        int elements = points.shape().elements();
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < elements; k++) {
            BigDecimal difference = new BigDecimal(points.values()[i * elements + k])
                    .subtract(new BigDecimal(points.values()[j * elements + k]));
            sum = sum.add(difference.pow(2));
        }
        return sum.doubleValue();
    }

    private static Examples drawn(RandomStream random, int dimension, int exponents, int bits) {
        float[] values = new float[2 * dimension];
        for (int i = 0; i < values.length; i++) {
            int exponent = random.nextInt(2 * exponents + 1) - exponents;
            int mantissa = random.nextInt(1 << bits) - (1 << (bits - 1));
            values[i] = (float) Math.scalb((double) mantissa, exponent - bits);
        }
        return Points.of(dimension, values);
    }
}
