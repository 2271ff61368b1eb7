package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of listeners that are plugins: one object may watch several runs. */
public interface ListenerContract extends WatcherContract, PluginContract<TrainingListener> {
    @Override
    default TrainingListener listener(Path directory) {
        return configured();
    }

    @Override
    default Class<TrainingListener> kind() {
        return TrainingListener.class;
    }

    /** Listeners of different runs do not influence one another. */
    @Test
    default void runsDoNotInfluenceOneAnother(@TempDir Path folder) {
        TrainingListener plugin = listener(folder.resolve("beside"));
        try (WatchedRun alone = new WatchedRun(folder.resolve("alone"));
                WatchedRun beside = new WatchedRun(folder.resolve("beside"));
                WatchedRun other = new WatchedRun(folder.resolve("other"))) {
            Map<String, String> expected = alone.play(
                    listener(folder.resolve("alone")).forRun(), Map.of(), 1, WatchedRun.STEPS, RunStatus.FINISHED);
            TrainingListener watching = plugin.forRun();
            other.play(plugin.forRun(), Map.of(), 1, 7, RunStatus.DIVERGED);
            assertThat(beside.play(watching, Map.of(), 1, WatchedRun.STEPS, RunStatus.FINISHED))
                    .as("state of a listener whose plugin watched another run")
                    .isEqualTo(expected);
        }
    }
}
