package org.ganlib.train;

import java.nio.file.Path;
import java.time.Clock;
import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.WatcherContract;
import org.junit.jupiter.api.Nested;

/** The listeners that every run has keep the contract of listeners. */
final class WatcherContractsTest {
    @Nested
    final class Metrics implements WatcherContract {
        @Override
        public TrainingListener listener(Path directory) {
            return new MetricsLog(directory.resolve("metrics.jsonl"), 5);
        }
    }

    @Nested
    final class Status implements WatcherContract {
        @Override
        public TrainingListener listener(Path directory) {
            return new StatusFile(directory.resolve("status.json"), Clock.systemUTC());
        }
    }
}
