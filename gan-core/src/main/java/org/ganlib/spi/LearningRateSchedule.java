package org.ganlib.spi;

import org.ganlib.plugin.PluginKind;

/** The change of a learning rate over the updates of a network. */
@PluginKind("learning-rate")
public interface LearningRateSchedule {
    /**
     * The factor of the learning rate after {@code step} updates, from 0; > 0. A run ends with a
     * message that names this plugin if the factor is negative, infinite or NaN.
     */
    double factor(long step);
}
