package org.ganlib.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan plugin}. */
@Command(
        name = "plugin",
        mixinStandardHelpOptions = true,
        description = "Makes projects of plugins.",
        subcommands = {PluginNewCommand.class, HelpCommand.class})
public final class PluginCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: new.");
    }
}
