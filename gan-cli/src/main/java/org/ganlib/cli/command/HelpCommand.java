package org.ganlib.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ganlib.cli.shell.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gan help [COMMAND…]}: prints the same as {@code gan COMMAND… --help}, on standard output.
 */
@Command(name = "help", helpCommand = true, description = "Shows the help of gan, or of a command.")
public final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command, such as train or runs list. Default: all commands.")
    private List<String> path = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine().getParent();
        for (String name : path) {
            CommandLine inner = command.getSubcommands().get(name);
            if (inner == null) {
                throw UnknownCommand.refusal(command, name);
            }
            command = inner;
        }
        command.usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
