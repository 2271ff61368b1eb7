package org.ganlib.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The run a command is about: its first argument. */
public final class RunParameter {
    @Parameters(index = "0", paramLabel = "DIR", description = "A run directory.")
    private Path run;

    public Path path() {
        return run;
    }
}
