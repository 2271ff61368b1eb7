package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.spi.ScalarFunction;
import org.junit.jupiter.api.Test;

final class SupremumTest {
    private static final ScalarFunction PARABOLA = new Curve(u -> (u - 1) * (u - 1), u -> 2 * (u - 1));

    @Test
    void findsASupremumInside() {
        assertThat(Supremum.conjugate(PARABOLA, 0.7)).isCloseTo(0.7 * 0.7 / 4 + 0.7, within(1e-12));
        assertThat(Supremum.conjugate(PARABOLA, 1e4)).isCloseTo(2.5e7 + 1e4, within(1e-4));
    }

    @Test
    void findsASupremumAtZero() {
        assertThat(Supremum.conjugate(PARABOLA, -5)).isCloseTo(-1, within(1e-12));
    }

    @Test
    void growsWithoutBoundWhereTheSupremumIsInfinite() {
        assertThat(Supremum.conjugate(new Curve(u -> -Math.log(u), u -> -1 / u), 0.1))
                .isGreaterThan(1e15);
    }

    @Test
    void isNotFooledByRoundingAtLargeArguments() {
        assertThat(Supremum.conjugate(new Curve(u -> Math.abs(u - 1) / 2, u -> Math.signum(u - 1) / 2), 0.5))
                .isCloseTo(0.5, within(1e-12));
    }
}
