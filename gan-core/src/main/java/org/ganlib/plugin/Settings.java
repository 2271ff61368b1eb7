package org.ganlib.plugin;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks for compact constructors. Collects every violated rule, so that a reader of the
 * configuration sees all of them at once:
 *
 * <pre>{@code
 * public Adam {
 *     Settings.check()
 *             .positive("learning-rate", learningRate)
 *             .within("beta1", beta1, 0, 1)
 *             .orThrow();
 * }
 * }</pre>
 */
public final class Settings {
    private final List<InvalidSettingsException.Violation> violations = new ArrayList<>();

    private Settings() {}

    /** Starts a list of checks; end it with {@link #orThrow()}. */
    public static Settings check() {
        return new Settings();
    }

    /** Requires {@code value ≥ minimum}. */
    public Settings atLeast(String setting, double value, double minimum) {
        return rule(
                value >= minimum,
                setting,
                "must be ≥ " + SettingText.number(minimum) + ", was " + SettingText.number(value));
    }

    /** Requires {@code value ≥ minimum}. */
    public Settings atLeast(String setting, long value, long minimum) {
        return rule(value >= minimum, setting, "must be ≥ " + minimum + ", was " + value);
    }

    /**
     * Requires {@code value ≤ maximum}, beyond which a command would run for ages without a word.
     */
    public Settings atMost(String setting, long value, long maximum) {
        return rule(value <= maximum, setting, "must be ≤ " + maximum + ", was " + value);
    }

    /** Requires {@code minimum ≤ value ≤ maximum}. */
    public Settings within(String setting, double value, double minimum, double maximum) {
        return rule(
                value >= minimum && value <= maximum,
                setting,
                "must be in [" + SettingText.number(minimum) + ", " + SettingText.number(maximum) + "], was "
                        + SettingText.number(value));
    }

    /** Requires {@code minimum < value < maximum}. */
    public Settings strictlyWithin(String setting, double value, double minimum, double maximum) {
        return rule(
                value > minimum && value < maximum,
                setting,
                "must be in (" + SettingText.number(minimum) + ", " + SettingText.number(maximum) + "), was "
                        + SettingText.number(value));
    }

    /** Requires a finite {@code value > 0}. */
    public Settings positive(String setting, double value) {
        return rule(value > 0 && Double.isFinite(value), setting, "must be > 0, was " + SettingText.number(value));
    }

    /** Requires a finite number. */
    public Settings finite(String setting, double value) {
        return rule(Double.isFinite(value), setting, "must be a finite number, was " + SettingText.number(value));
    }

    /**
     * Requires {@code value ≤ maximum}. Larger values would make a command run for very long
     * without any output.
     */
    public Settings rule(boolean holds, String setting, String message) {
        if (!holds) {
            violations.add(new InvalidSettingsException.Violation(setting, message));
        }
        return this;
    }

    /**
     * Ends the checks.
     *
     * @throws InvalidSettingsException with every violated rule, if there is one
     */
    public void orThrow() {
        if (!violations.isEmpty()) {
            throw new InvalidSettingsException(violations);
        }
    }
}
