package stranger;

import org.ganlib.network.UpdateRule;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;

/** An optimizer whose rule is a class of its own, and whose parts fail on request. */
@PluginName(value = "leap", summary = "Fails.")
public record Leap(LearningRateSchedule schedule, boolean ruleFails, double rate, double decay) implements Optimizer {
    /** Works. */
    public Leap() {
        this(new Fall(1), false, 0.1, 0);
    }

    @Override
    public UpdateRule rule() {
        return new LeapRule(ruleFails);
    }

    @Override
    public double learningRate(long step) {
        return rate * schedule.factor(step);
    }

    @Override
    public double weightDecay() {
        return decay;
    }
}
