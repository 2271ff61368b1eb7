package org.ganlib.health;

import java.nio.file.Path;
import java.util.List;
import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.ListenerContract;

final class HealthContractTest implements ListenerContract {
    /** A monitor that stops a run at its first finding would end the run of a law. */
    @Override
    public TrainingListener listener(Path directory) {
        return new Health();
    }

    @Override
    public TrainingListener configured() {
        return new Health(true, List.of(new RisingLoss("rising-loss")));
    }
}
