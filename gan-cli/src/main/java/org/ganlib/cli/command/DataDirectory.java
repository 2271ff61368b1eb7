package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.spi.DataLocation;
import picocli.CommandLine.Option;

/**
 * Where data files are looked for: among the system's data sets, then in --data-dir, else
 * GAN_DATA_DIR, else the user's cache.
 */
final class DataDirectory {
    private static final Path SYSTEM = Path.of("/usr/share/datasets");

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where data sets lie. Default: GAN_DATA_DIR, else ganlib in the user's cache folder.")
    private Path chosen;

    DataLocation location() {
        Path directory = directory(System.getenv());
        return new DataLocation(List.of(SYSTEM, directory), directory);
    }

    /** The command line's choices about the data of an existing run. */
    DataUse use(List<String> settings, boolean acceptChanged) {
        return new DataUse(location(), Optional.ofNullable(chosen), settings, acceptChanged);
    }

    /** What a further command is given to look in the same places. */
    List<String> arguments() {
        return chosen == null ? List.of() : List.of("--data-dir", chosen.toString());
    }

    /** Where what is expensive to compute is kept: beside the data. */
    Path cache() {
        return directory(System.getenv()).resolve("extractors");
    }

    /**
     * The data directory. An environment variable that is set but empty counts as unset, because an
     * empty path would be the current folder.
     */
    Path directory(Map<String, String> environment) {
        if (chosen != null) {
            return chosen;
        }
        return Optional.ofNullable(environment.get("GAN_DATA_DIR"))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .orElseGet(() -> Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                        .filter(name -> !name.isBlank())
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("ganlib"));
    }
}
