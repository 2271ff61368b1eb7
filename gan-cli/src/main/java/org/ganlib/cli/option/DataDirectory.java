package org.ganlib.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.library.Workspace;
import org.ganlib.run.DataUse;
import org.ganlib.spi.DataLocation;
import picocli.CommandLine.Option;

/**
 * The directories in which data files are looked for: among the system's data sets, then in
 * --data-dir, else GAN_DATA_DIR, else the user's cache.
 */
public final class DataDirectory {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where data sets lie. Default: GAN_DATA_DIR, else ganlib in the user's cache folder.")
    private Path chosen;

    public DataLocation location() {
        return usual().location();
    }

    /** The installed plugins, with data looked for in these places. */
    public Workspace workspace() {
        Workspace workspace = PluginPath.workspace();
        return chosen == null ? workspace : workspace.withDataDirectory(chosen);
    }

    /**
     * The installed plugins, with data looked for in these places.
     *
     * @param acceptChanged true if the data of an existing run may differ from what the run was
     *     trained on
     */
    public Workspace workspace(boolean acceptChanged) {
        return acceptChanged ? workspace().acceptingChangedData() : workspace();
    }

    /** The command line's choices about the data of an existing run. */
    public DataUse use(List<String> settings, boolean acceptChanged) {
        return usual().withSettings(settings).withAcceptChanged(acceptChanged);
    }

    /** The arguments that make another command look in the same directories. */
    public List<String> arguments() {
        return chosen == null ? List.of() : List.of("--data-dir", chosen.toString());
    }

    private DataUse usual() {
        return DataUse.usual(Optional.ofNullable(chosen), System.getenv());
    }
}
