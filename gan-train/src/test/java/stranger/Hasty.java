package stranger;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.Measured;
import org.ganlib.spi.UpdateSchedule;

/** A schedule with any number of critic steps; −1 throws. */
@PluginName(value = "hasty", summary = "Fails.")
public record Hasty(int steps) implements UpdateSchedule {
    /** No critic step at all. */
    public Hasty() {
        this(0);
    }

    @Override
    public int criticSteps(long step, Measured latest) {
        if (steps < 0) {
            throw new IllegalStateException("no time");
        }
        return steps;
    }

    @Override
    public boolean simultaneous() {
        return false;
    }

    @Override
    public boolean reuseLatents() {
        return true;
    }
}
