package org.ganlib.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.spi.DataLocation;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of every command that loads a run's networks: the checkpoint, and the place of the
 * data that they were trained on.
 */
public final class CheckpointChoice {
    @Mixin
    private DataDirectory data;

    @Mixin
    private ChangedData changed;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Default: the run's newest.")
    private Path checkpoint;

    /** The installed plugins, with the user's choices about data. */
    public Workspace workspace() {
        return data.workspace(changed.accepted());
    }

    /** The networks of that run as the chosen checkpoint has them; the caller closes them. */
    public TrainedModel load(Workspace workspace, Path run) {
        return load(workspace, run, List.of());
    }

    /**
     * Loads the model, with other paths to its data.
     *
     * @param settings {@code dataset.key=value} for settings that name files or folders
     */
    public TrainedModel load(Workspace workspace, Path run, List<String> settings) {
        return workspace.load(run, Optional.ofNullable(checkpoint), settings);
    }

    /** The files that the run and the command read, which the command must not overwrite. */
    public Inputs inputs(Workspace workspace, Path run) {
        return Inputs.ofRun(
                RunDirectory.open(run),
                workspace.recorded(run, List.of()),
                data.use(List.of(), changed.accepted()),
                checkpoint);
    }

    /** True if the command line names a checkpoint file. */
    public boolean isMade() {
        return checkpoint != null;
    }

    /** True if the user accepts data that differs from what a run was trained on. */
    public boolean acceptsChangedData() {
        return changed.accepted();
    }

    public DataLocation location() {
        return data.location();
    }
}
