package org.ganlib.cli.completion;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Maps an argument of a command to the kinds of words that complete it, such as experiments or
 * files. The function {@code _gan_kind} of the script knows the same names of kinds.
 */
final class ArgumentKind {
    /** Kinds by the argument's label, for labels that mean the same in every command. */
    private static final Map<String, String> BY_LABEL = Map.ofEntries(
            Map.entry("EXPERIMENT", "experiments"),
            Map.entry("[EXPERIMENT]", "experiments"),
            Map.entry("RUN", "runs"),
            Map.entry("A", "runs"),
            Map.entry("B", "runs"),
            Map.entry("[DIR] [ID.key=value]", "runs metric-keys"),
            Map.entry("[ID.key=value]", "metric-keys"),
            Map.entry("[FILE] [key=value]", "yaml keys"),
            Map.entry("key=a,b", "keys"),
            Map.entry("dataset.key=value", "dataset-keys"),
            Map.entry("KIND", "kinds"),
            Map.entry("ID", "reproductions"),
            Map.entry("COMMAND", "commands"),
            Map.entry("SHELL", "shells"),
            Map.entry("DATA", "datasets files"),
            Map.entry("DEVICE", "devices"),
            Map.entry("LAYOUT", "layouts"),
            Map.entry("PART", "parts"),
            Map.entry("ROLE", "readers"),
            Map.entry("FILE.png", "files"),
            Map.entry("FOLDER", "folders"));

    /**
     * Kinds by command and label, with a space between, for labels whose meaning depends on the
     * command.
     */
    private static final Map<String, String> BY_COMMAND = Map.ofEntries(
            Map.entry("gan train key=value", "keys"),
            Map.entry("gan resume key=value", "keys"),
            Map.entry("gan loss NAME", "divergences"),
            Map.entry("gan divergence NAME", "divergences"),
            Map.entry("gan describe NAME", "names"),
            Map.entry("gan data fetch NAME", "datasets"),
            Map.entry("gan data verify NAME", "datasets"),
            Map.entry("gan data preview NAME", "datasets"),
            Map.entry("gan config new NAME", "models"),
            Map.entry("gan evaluate ID", "metrics"),
            Map.entry("gan runs compare ID", "metrics"),
            Map.entry("gan evaluate NAME", "extractors"),
            Map.entry("gan runs compare NAME", "extractors"));

    private ArgumentKind() {}

    /**
     * The kinds of words that complete an argument, separated by spaces; empty if there are none.
     */
    static Optional<String> of(CommandSpec command, ArgSpec argument) {
        String inCommand = BY_COMMAND.get(command.qualifiedName() + " " + argument.paramLabel());
        if (inCommand != null) {
            return Optional.of(inCommand);
        }
        String byLabel = BY_LABEL.get(argument.paramLabel());
        if (byLabel != null) {
            return Optional.of(byLabel);
        }
        if (argument.auxiliaryTypes()[0] == Path.class || argument.type() == Path.class) {
            boolean folder = argument.paramLabel().equals("DIR");
            return Optional.of(folder ? argument.isPositional() ? "runs" : "folders" : "files");
        }
        return Optional.empty();
    }
}
