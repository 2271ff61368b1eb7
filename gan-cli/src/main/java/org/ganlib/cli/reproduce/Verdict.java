package org.ganlib.cli.reproduce;

import org.ganlib.plugin.SettingText;

/** The verdict of a row on the claim that it measures. */
public enum Verdict {
    /** Measured within the tolerance of what is expected. */
    PASS,
    /** Measured, and not within the tolerance. */
    FAIL,
    /** Shown for comparison; nothing is claimed. */
    INFO;

    /** The verdict as it is printed: {@code pass}. */
    @Override
    public String toString() {
        return SettingText.constant(this);
    }
}
