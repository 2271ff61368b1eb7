package org.ganlib.cli.command;

import java.nio.file.Path;
import org.ganlib.spi.DataLocation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command asks that loads a run's networks: which checkpoint, and where the data lies that they were trained on. */
final class CheckpointChoice {
    @Mixin
    private DataDirectory data;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Default: the run's newest.")
    private Path checkpoint;

    /** The networks of that run as the chosen checkpoint has them; the caller closes them. */
    TrainedModel load(Session session, Path run) {
        return TrainedModel.load(session, run, checkpoint, data.location());
    }

    /** True if a file was named. */
    boolean isMade() {
        return checkpoint != null;
    }

    DataLocation location() {
        return data.location();
    }

    /** Where what is expensive to compute is kept. */
    Path cache() {
        return data.cache();
    }
}
