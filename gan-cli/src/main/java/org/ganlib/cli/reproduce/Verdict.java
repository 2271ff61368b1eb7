package org.ganlib.cli.reproduce;

import org.ganlib.plugin.SettingText;

/** What a row says about the claim it measures. */
public enum Verdict {
    /** Measured within the tolerance of what is expected. */
    PASS,
    /** Measured, and not within the tolerance. */
    FAIL,
    /** Shown for comparison; nothing is claimed. */
    INFO;

    /** As it is printed: {@code pass}. */
    @Override
    public String toString() {
        return SettingText.constant(this);
    }
}
