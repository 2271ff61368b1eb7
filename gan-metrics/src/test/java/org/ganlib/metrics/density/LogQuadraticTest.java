package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LogQuadraticTest {
    @Test
    void combinationsAreThoseOfTheCoefficients() {
        assertThat(new LogQuadratic(-1, 2, 3).combine(2, -3, new LogQuadratic(-4, 1, 0.5)))
                .isEqualTo(new LogQuadratic(10, 1, 4.5));
    }

    /** 0.1 · 3 and 0.3 differ by a rounding; 10⁻¹² of the size is rounding, and 3·10⁻¹² is not. */
    @Test
    void coefficientsThatCancelToRoundingAreZero() {
        LogQuadratic third = new LogQuadratic(0.1, 0.1, 0.1);
        assertThat(third.combine(3, -1, new LogQuadratic(0.3, 0.3, 0.3))).isEqualTo(new LogQuadratic(0, 0, 0));
        LogQuadratic one = new LogQuadratic(1, 1, 1);
        LogQuadratic near = new LogQuadratic(1 + 1.5e-12, 1 - 1.5e-12, 1 + 6e-12);
        LogQuadratic difference = near.combine(1, -1, one);
        assertThat(difference.square()).isZero();
        assertThat(difference.linear()).isZero();
        assertThat(difference.constant()).isCloseTo(6e-12, within(1e-15));
    }

    @Test
    void theDirectionIsThatOfTheLeadingTerm() {
        for (Side side : Side.values()) {
            assertThat(new LogQuadratic(-0.1, 9, 9).direction(side)).isEqualTo(-1);
            assertThat(new LogQuadratic(0.1, -9, -9).direction(side)).isEqualTo(1);
            assertThat(new LogQuadratic(0, 0, 9).direction(side)).isZero();
        }
        assertThat(new LogQuadratic(0, 2, 0).direction(Side.RIGHT)).isEqualTo(1);
        assertThat(new LogQuadratic(0, 2, 0).direction(Side.LEFT)).isEqualTo(-1);
    }

    @Test
    void theDominantTermIsTheLargestAtThatEnd() {
        LogQuadratic narrow = new LogQuadratic(-2, 0, 5);
        LogQuadratic left = new LogQuadratic(-1, -3, 0);
        LogQuadratic right = new LogQuadratic(-1, 3, 0);
        assertThat(LogQuadratic.dominant(List.of(narrow, left, right), Side.LEFT))
                .isEqualTo(left);
        assertThat(LogQuadratic.dominant(List.of(narrow, left, right), Side.RIGHT))
                .isEqualTo(right);
        assertThat(LogQuadratic.dominant(List.of(right, left, narrow), Side.LEFT))
                .isEqualTo(left);
        // Terms that differ by a constant add up: log(e² + e³ + e³).
        LogQuadratic sum = LogQuadratic.dominant(
                List.of(new LogQuadratic(-1, 3, 2), new LogQuadratic(-1, 3, 3), new LogQuadratic(-1, 3, 3)),
                Side.RIGHT);
        assertThat(sum.square()).isEqualTo(-1);
        assertThat(sum.linear()).isEqualTo(3);
        assertThat(sum.constant()).isCloseTo(Math.log(Math.exp(2) + 2 * Math.exp(3)), within(1e-14));
    }
}
