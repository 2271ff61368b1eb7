package org.ganlib.spi;

import org.ganlib.plugin.PluginKind;

/** How a learning rate changes over the updates of a network. */
@PluginKind("learning-rate")
public interface LearningRateSchedule {
    /** What the learning rate is multiplied by after {@code step} updates, from 0; > 0. */
    double factor(long step);
}
