package org.ganlib.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan runs …}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists, shows, compares and indexes runs.",
        subcommands = {
            RunsListCommand.class,
            RunsShowCommand.class,
            RunsCompareCommand.class,
            RunsIndexCommand.class,
            HelpCommand.class
        })
public final class RunsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, show, compare or index.");
    }
}
