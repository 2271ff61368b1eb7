package org.ganlib.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan data …}. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Lists, downloads, verifies and shows data sets.",
        subcommands = {
            DataListCommand.class,
            DataFetchCommand.class,
            DataVerifyCommand.class,
            DataPreviewCommand.class,
            HelpCommand.class
        })
public final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, fetch, verify or preview.");
    }
}
