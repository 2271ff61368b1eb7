package org.ganlib.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.TrainingTask;
import org.ganlib.bench.protocol.Child;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.Launcher;
import org.ganlib.bench.protocol.MeasuredWindow;

/** One engine at work on one workload, on one thread, for measurements that need no opponent. */
public final class SoloTraining implements AutoCloseable {
    private final String engine;
    private final Child child;

    private SoloTraining(String engine, Child child) {
        this.engine = engine;
        this.child = child;
    }

    /**
     * Prepares the workload.
     *
     * @param engine the engine's name; null for the first of {@link Names#ENGINES} that can be used here
     * @throws ContestantFailed if it cannot be used here; says why
     */
    public static SoloTraining start(String workload, String engine, Launcher launcher) {
        ContestantFailed last = null;
        for (String name : engine == null ? Names.ENGINES : List.of(engine)) {
            Child child = launcher.start(name, 1);
            try {
                Identity identity = child.identity();
                if (!identity.usable()) {
                    throw new ContestantFailed("engine " + name + ": " + identity.reason());
                }
                prepare(child, workload);
                return new SoloTraining(name, child);
            } catch (ContestantFailed e) {
                child.close();
                last = e;
            }
        }
        throw last;
    }

    /** The engine. */
    public String engine() {
        return engine;
    }

    /** Trains on. */
    public MeasuredWindow run(int steps) {
        return child.run(steps);
    }

    @Override
    public void close() {
        child.close();
    }

    private static void prepare(Child child, String workload) {
        try {
            Path folder = Files.createTempDirectory("gan-bench");
            try {
                child.prepare(new TrainingTask(workload, 0, 1, folder.toString(), true));
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
