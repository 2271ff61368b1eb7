package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ganlib.spi.ScalarFunction;
import org.junit.jupiter.api.Test;

final class CentralDifferenceTest {
    @Test
    void acceptsTheDerivativeAndRefusesOneThatIsAlmostRight() {
        ScalarFunction right = new Curve(Math::sin, Math::cos);
        ScalarFunction almost = new Curve(Math::sin, x -> Math.cos(x) + 5e-6);
        assertThatCode(() -> CentralDifference.assertDerivative("sine", right, 0.3))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> CentralDifference.assertDerivative("sine", almost, 0.3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sine has slope 0.9553414");
    }

    @Test
    void acceptsEverySubgradientAtAKinkAndNothingElse() {
        assertThatCode(() -> CentralDifference.assertSlope("|x|", Math::abs, 0, -1))
                .doesNotThrowAnyException();
        assertThatCode(() -> CentralDifference.assertSlope("|x|", Math::abs, 0, 0.4))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> CentralDifference.assertSlope("|x|", Math::abs, 0, 1.1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesASlopeThatIsNoNumber() {
        assertThatThrownBy(() -> CentralDifference.assertSlope("sine", Math::sin, 0, Double.NaN))
                .isInstanceOf(AssertionError.class);
    }
}
