package com.example.gan;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Measured;
import org.ganlib.spi.UpdateSchedule;

/**
 * A schedule with more critic steps while the critic is far from its optimum. The number of steps
 * is the largest while the filtered estimate of the distance is missing or not positive. It falls
 * linearly as the estimate rises, to one step when the estimate has reached a goal.
 *
 * @param measurement the name of the estimate, which a distance such as wasserstein reports
 * @param goal the estimate from which one critic step is enough; > 0
 * @param most the largest number of critic steps before a generator step; ≥ 1
 */
@PluginName(value = "follow-distance", summary = "More critic steps while the estimated distance is small.")
public record FollowDistance(
        @Setting("name of the estimate") String measurement,

        @Setting("the estimate from which one critic step is enough; > 0")
        double goal,

        @Setting("largest number of critic steps; ≥ 1") int most)
        implements UpdateSchedule {
    /** A schedule for the Wasserstein distance with at most five critic steps. */
    public FollowDistance() {
        this("wasserstein/filtered", 1, 5);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public FollowDistance {
        Settings.check()
                .rule(!measurement.isBlank(), "measurement", "must name a number that runs report, was empty")
                .positive("goal", goal)
                .atLeast("most", most, 1)
                .orThrow();
    }

    @Override
    public int criticSteps(long step, Measured latest) {
        double estimate = latest.value(measurement);
        // NaN is not greater than 0 either.
        double reached = estimate > 0 ? Math.min(1, estimate / goal) : 0;
        return (int) Math.round(most - (most - 1) * reached);
    }

    @Override
    public boolean simultaneous() {
        return false;
    }

    @Override
    public boolean reuseLatents() {
        return false;
    }
}
