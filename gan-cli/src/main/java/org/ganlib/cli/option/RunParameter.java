package org.ganlib.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The first argument of a command, which names a run directory. */
public final class RunParameter {
    @Parameters(index = "0", paramLabel = "DIR", description = "A run directory.")
    private Path run;

    public Path path() {
        return run;
    }
}
