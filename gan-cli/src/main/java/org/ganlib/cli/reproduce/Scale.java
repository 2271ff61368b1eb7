package org.ganlib.cli.reproduce;

import org.ganlib.plugin.SettingText;

/** How much effort a reproduction takes. */
public enum Scale {
    /** Seconds to a minute: shows that everything runs. */
    SMOKE,
    /** Minutes on a laptop: what is claimed can be judged. */
    REDUCED,
    /** As published. */
    PAPER;

    /** As the user writes it: {@code smoke}. */
    @Override
    public String toString() {
        return SettingText.constant(this);
    }
}
