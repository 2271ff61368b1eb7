package org.ganlib.cli.reproduce;

import org.ganlib.plugin.SettingText;

/** The effort that a reproduction takes. */
public enum Scale {
    /** Seconds to a minute: shows that everything runs. */
    SMOKE,
    /** Minutes on a laptop: what is claimed can be judged. */
    REDUCED,
    /** The effort of the publication. */
    PAPER;

    /** The scale in the user's spelling: {@code smoke}. */
    @Override
    public String toString() {
        return SettingText.constant(this);
    }
}
