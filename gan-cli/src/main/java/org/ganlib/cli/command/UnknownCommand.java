package org.ganlib.cli.command;

import java.util.List;
import org.ganlib.plugin.NearestNames;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The refusal of a word that stands where the name of a command is expected, and is none. */
public final class UnknownCommand {
    private UnknownCommand() {}

    /**
     * The refusal, which names the nearest command, or all commands if none is near.
     *
     * @param parent the command whose subcommands are meant
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
