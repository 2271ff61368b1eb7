package org.ganlib.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    @ParameterizedTest
    @CsvSource({"1, true", "1.5, true", "0.9999999, false", "NaN, false", "-Infinity, false"})
    void atLeastIncludesItsBound(double value, boolean holds) {
        assertHolds(check -> check.atLeast("x", value, 1.0), holds, "must be ≥ 1, was " + SettingText.number(value));
    }

    @ParameterizedTest
    @CsvSource({"3, true", "4, true", "2, false"})
    void atLeastIncludesItsBoundForIntegers(long value, boolean holds) {
        assertHolds(check -> check.atLeast("x", value, 3), holds, "must be ≥ 3, was " + value);
    }

    @ParameterizedTest
    @CsvSource({"3, true", "4, false", "-1, true"})
    void atMostIncludesItsBound(long value, boolean holds) {
        assertHolds(check -> check.atMost("x", value, 3), holds, "must be ≤ 3, was " + value);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.5, true", "2, true", "-0.001, false", "2.001, false", "NaN, false"})
    void withinIncludesBothBounds(double value, boolean holds) {
        assertHolds(
                check -> check.within("x", value, 0, 2), holds, "must be in [0, 2], was " + SettingText.number(value));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "0.001, true", "1.999, true", "2, false", "-1, false", "3, false", "NaN, false"})
    void strictlyWithinExcludesBothBounds(double value, boolean holds) {
        assertHolds(
                check -> check.strictlyWithin("x", value, 0, 2),
                holds,
                "must be in (0, 2), was " + SettingText.number(value));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "4.9e-324, true", "1, true", "-1, false", "Infinity, false", "NaN, false"})
    void positiveNumbersAreFiniteAndGreaterThanZero(double value, boolean holds) {
        assertHolds(check -> check.positive("x", value), holds, "must be > 0, was " + SettingText.number(value));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-1e300, true", "Infinity, false", "-Infinity, false", "NaN, false"})
    void finiteNumbers(double value, boolean holds) {
        assertHolds(
                check -> check.finite("x", value), holds, "must be a finite number, was " + SettingText.number(value));
    }

    @Test
    void everyRuleThatIsBrokenIsTold() {
        Settings check = Settings.check()
                .atLeast("a", 0, 1)
                .finite("b", Double.NaN)
                .positive("c", 1)
                .rule(false, "d", "no");
        assertThat(violations(check)).extracting(v -> v.setting()).containsExactly("a", "b", "d");
    }

    private static void assertHolds(UnaryOperator<Settings> rule, boolean holds, String message) {
        List<InvalidSettingsException.Violation> expected =
                holds ? List.of() : List.of(new InvalidSettingsException.Violation("x", message));
        assertThat(violations(rule.apply(Settings.check()))).isEqualTo(expected);
    }

    private static List<InvalidSettingsException.Violation> violations(Settings check) {
        try {
            check.orThrow();
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.violations();
        }
    }
}
