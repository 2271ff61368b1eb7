package org.ganlib.cli.command;

import java.util.List;
import org.ganlib.plugin.NearestNames;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Refuses a word if the name of a command is expected and no command has that name. */
public final class UnknownCommand {
    private UnknownCommand() {}

    /**
     * The exception, whose message names the nearest command, or all commands if none is near.
     *
     * @param parent the command whose subcommand was expected
     */
    public static ParameterException refusal(CommandLine parent, String name) {
        List<String> known = List.copyOf(parent.getSubcommands().keySet());
        String path = parent.getCommandSpec().qualifiedName();
        if (known.isEmpty()) {
            return new ParameterException(parent, path + ": has no command '" + name + "', nor any other");
        }
        return new ParameterException(
                parent,
                path + ": no command '" + name + "'. "
                        + NearestNames.nearest(name, known)
                                .map(near -> "Did you mean '" + path + " " + near + "'?")
                                .orElse("Commands: " + String.join(", ", known)));
    }
}
