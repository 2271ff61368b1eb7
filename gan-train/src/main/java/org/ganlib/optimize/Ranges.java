package org.ganlib.optimize;

import org.ganlib.plugin.SettingText;

/** The rules that several plugins of this package share. */
final class Ranges {
    private Ranges() {}

    static boolean isFraction(double value) {
        return value >= 0 && value < 1;
    }

    static String fraction(double value) {
        return "must be in [0, 1), was " + SettingText.number(value);
    }

    static boolean isDecay(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    static String decay(double value) {
        return "must be ≥ 0 and finite, was " + SettingText.number(value);
    }

    /** Factors that shrink a learning rate but never to nothing. */
    static boolean isFactor(double value) {
        return value > 0 && value <= 1;
    }

    static String factor(double value) {
        return "must be in (0, 1], was " + SettingText.number(value);
    }

    /** A number > 0 as a float that is > 0 too, so that 0 divided by it stays 0. */
    static float positiveFloat(double value) {
        return Math.max((float) value, Float.MIN_VALUE);
    }
}
