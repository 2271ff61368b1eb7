package stranger;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.LearningRateSchedule;

/** A learning rate with a factor that may be wrong; NaN throws. */
@PluginName(value = "fall", summary = "Fails.")
public record Fall(double factor) implements LearningRateSchedule {
    /** The factor 1. */
    public Fall() {
        this(1);
    }

    @Override
    public double factor(long step) {
        if (Double.isNaN(factor)) {
            throw new IllegalStateException("fell at " + step);
        }
        return factor;
    }
}
