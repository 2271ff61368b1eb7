package org.ganlib.optimize;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.LearningRateSchedule;

/** η(t) = η. */
@PluginName(value = "constant", summary = "The learning rate never changes.")
public record ConstantRate() implements LearningRateSchedule {
    @Override
    public double factor(long step) {
        return 1;
    }
}
