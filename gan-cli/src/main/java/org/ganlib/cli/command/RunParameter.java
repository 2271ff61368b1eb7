package org.ganlib.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The run a command is about: its first argument. */
final class RunParameter {
    @Parameters(index = "0", paramLabel = "DIR", description = "A run directory.")
    private Path run;

    Path path() {
        return run;
    }
}
