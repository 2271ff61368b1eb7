package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.ganlib.cli.training.Progress;
import org.ganlib.cli.training.TimeSpent;
import org.ganlib.picture.DisplayRecord;
import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.WatcherContract;
import org.ganlib.train.RunDirectory;
import org.junit.jupiter.api.Nested;

/** The listeners by which commands show a run keep the contract of listeners. */
final class WatcherContractsTest {
    @Nested
    final class Lines implements WatcherContract {
        @Override
        public TrainingListener listener(Path directory) {
            return Progress.create(new PrintWriter(new StringWriter()), Optional.empty());
        }
    }

    @Nested
    final class Bar implements WatcherContract {
        @Override
        public TrainingListener listener(Path directory) {
            String before = System.getProperty("gan.terminal", "");
            System.setProperty("gan.terminal", "true");
            try {
                return Progress.create(new PrintWriter(new StringWriter()), Optional.empty());
            } finally {
                System.setProperty("gan.terminal", before);
            }
        }
    }

    @Nested
    final class Time implements WatcherContract {
        @Override
        public TrainingListener listener(Path directory) {
            return new TimeSpent(new ArrayList<String>()::add);
        }
    }

    @Nested
    final class Display implements WatcherContract {
        @Override
        public TrainingListener listener(Path directory) {
            return new DisplayRecord(RunDirectory.open(directory));
        }
    }
}
