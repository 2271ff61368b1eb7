package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Functions of the form A + C·w^a or A + C·log w are found again, far beyond where they overflow.
 */
final class FarEndTest {
    @Test
    void powersThatGrowAreFitted() {
        FarEnd end = FarEnd.fit(logW -> 5 + 2 * Math.exp(-1.5 * logW));
        assertThat(end.exponent()).isCloseTo(-1.5, within(1e-12));
        assertThat(end.factor()).isCloseTo(2, within(1e-9));
        assertThat(end.grows()).isTrue();
        requireLogs(end, logW -> Math.log(2) - 1.5 * logW);
        assertThat(end.logValue(-1000)).isCloseTo(Math.log(2) + 1500, within(1e-8));
        assertThat(end.value(-1000)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(end.slope(-300) / (-3 * Math.exp(450))).isCloseTo(1, within(1e-8));
        // It is fitted within the range of double: e^(1.5 · 690) is beyond.
        assertThat(end.from()).isBetween(-690 / 3.0, -690 * 0.95 / 3);
    }

    /** A power that grows so slowly that its constant still counts. */
    @Test
    void slowPowersAreFittedWithTheirConstant() {
        FarEnd end = FarEnd.fit(logW -> 5 + 2 * Math.exp(-0.01 * logW));
        assertThat(end.grows()).isTrue();
        assertThat(end.constant()).isCloseTo(5, within(1e-6));
        requireLogs(end, logW -> Math.log(5 + 2 * Math.exp(-0.01 * logW)));
    }

    @Test
    void powersThatVanishAreFittedWithTheirConstant() {
        FarEnd end = FarEnd.fit(logW -> 5 - 2 * Math.exp(0.01 * logW));
        assertThat(end.from()).isEqualTo(-345);
        assertThat(end.exponent()).isCloseTo(0.01, within(1e-9));
        assertThat(end.constant()).isCloseTo(5, within(1e-9));
        assertThat(end.factor()).isCloseTo(-2, within(1e-7));
        assertThat(end.grows()).isFalse();
        requireLogs(end, logW -> Math.log(5 - 2 * Math.exp(0.01 * logW)));
        assertThat(end.value(-600)).isCloseTo(5 - 2 * Math.exp(-6), within(1e-9));
        assertThat(end.value(Double.NEGATIVE_INFINITY)).isCloseTo(5, within(1e-9));
        assertThat(end.slope(-400)).isCloseTo(-0.02 * Math.exp(-4), within(1e-9));
    }

    @Test
    void logarithmsAreFitted() {
        FarEnd end = FarEnd.fit(logW -> 5 - 2 * logW);
        assertThat(end.exponent()).isZero();
        assertThat(end.factor()).isCloseTo(-2, within(1e-12));
        assertThat(end.constant()).isCloseTo(5, within(1e-9));
        assertThat(end.grows()).isFalse();
        requireLogs(end, logW -> Math.log(5 - 2 * logW));
        assertThat(end.value(-700)).isCloseTo(1405, within(1e-9));
        assertThat(end.slope(-700)).isCloseTo(-2, within(1e-12));
    }

    @Test
    void constantsAreFittedAsSuch() {
        FarEnd end = FarEnd.fit(logW -> 5);
        assertThat(end.grows()).isFalse();
        requireLogs(end, logW -> Math.log(5));
        assertThat(end.value(-700)).isEqualTo(5);
        assertThat(end.slope(-700)).isZero();
        assertThat(FarEnd.fit(logW -> 0).logValue(-700)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(FarEnd.fit(logW -> -1e-17).logValue(-700)).isEqualTo(Double.NEGATIVE_INFINITY);
        // Differences below 10⁻⁹ of the value are rounding.
        assertThat(FarEnd.fit(logW -> 5 + 1e-15 * logW).factor()).isZero();
        assertThat(FarEnd.fit(logW -> 5 + 1e-8 * logW).factor()).isCloseTo(1e-8, within(1e-13));
    }

    private static void requireLogs(FarEnd end, DoubleUnaryOperator expected) {
        for (double logW : List.of(-350.0, -400.0, -600.0)) {
            assertThat(end.logValue(logW)).as("at %s", logW).isCloseTo(expected.applyAsDouble(logW), within(1e-8));
        }
    }
}
