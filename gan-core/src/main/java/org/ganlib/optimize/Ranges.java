package org.ganlib.optimize;

import org.ganlib.plugin.SettingText;

/** The rules that several update rules share. */
final class Ranges {
    private Ranges() {}

    static String fraction(double value) {
        return "must be in [0, 1), was " + SettingText.number(value);
    }

    static boolean isDecay(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    static String decay(double value) {
        return "must be ≥ 0 and finite, was " + SettingText.number(value);
    }
}
