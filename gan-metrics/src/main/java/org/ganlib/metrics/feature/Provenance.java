package org.ganlib.metrics.feature;

import org.ganlib.plugin.SettingText;
import org.ganlib.spi.MetricContext;

/** Records in a result the examples that it was measured on. */
public final class Provenance {
    private Provenance() {}

    /** {@code training} or {@code held-out}. */
    public static String split(MetricContext context) {
        return SettingText.constant(context.split());
    }
}
