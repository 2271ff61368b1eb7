package org.ganlib.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Writes experiment files to start from, and the schema of what they may say.",
        subcommands = {ConfigNewCommand.class, ConfigSchemaCommand.class, HelpCommand.class})
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: new or schema.");
    }
}
