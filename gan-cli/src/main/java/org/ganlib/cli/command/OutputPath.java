package org.ganlib.cli.command;

import java.nio.file.Path;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The place that an option gives to what a command writes. */
final class OutputPath {
    private OutputPath() {}

    /**
     * Checks a place before anything is computed for it.
     *
     * @param place null where the option was not given
     * @throws ParameterException if it names nothing, or one of the files that make up a run
     */
    static void check(CommandSpec spec, String option, Path place) {
        if (place == null) {
            return;
        }
        if (place.toString().isBlank() || place.getFileName() == null) {
            throw new ParameterException(
                    spec.commandLine(), option + ": must name a file or a folder, was '" + place + "'");
        }
        RunDirectory.owning(place).ifPresent(run -> {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": " + place + " is one of the files that make up the run " + run
                            + ", which are never overwritten. Choose another name");
        });
    }
}
