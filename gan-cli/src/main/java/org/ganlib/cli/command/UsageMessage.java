package org.ganlib.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ganlib.config.TrainSettings;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.SettingText;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line about a command line that cannot be understood: what is wrong with it, and what to do. */
public final class UsageMessage {
    /** The commands whose arguments may be settings of an experiment. */
    private static final Set<String> EXPERIMENTS = Set.of("train", "resume");

    private UsageMessage() {}

    /** The message for a failure of the parser, or of a command that checked its arguments. */
    public static String of(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(failure.getCommandLine(), unmatched.getUnmatched().get(0), failure.getMessage());
        }
        List<String> unknown = failure.getCommandLine().getUnmatchedArguments();
        if (failure instanceof MissingParameterException
                && !unknown.isEmpty()
                && unknown.get(0).startsWith("-")) {
            // What is missing may be what was misspelt.
            return unknownOption(failure.getCommandLine().getCommandSpec(), unknown.get(0));
        }
        if (failure instanceof MissingParameterException missing
                && missing.getMissing().size() == 1) {
            return failure.getMessage() + " ("
                    + description(missing.getMissing().get(0)) + ")";
        }
        return failure.getMessage();
    }

    private static String unmatched(CommandLine command, String argument, String message) {
        if (argument.startsWith("-")) {
            return unknownOption(command.getCommandSpec(), argument);
        }
        return command.getSubcommands().isEmpty()
                ? message
                : UnknownCommand.refusal(command, argument).getMessage();
    }

    private static String unknownOption(CommandSpec command, String argument) {
        String name = argument.split("=", 2)[0];
        List<String> known = command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
        String message = "Unknown option '" + name + "'.";
        boolean experiment = EXPERIMENTS.contains(command.name());
        String setting = name.replaceFirst("^-+", "");
        if (experiment && isTrainSetting(setting)) {
            return message + " A setting is written without dashes: train." + setting + "=VALUE.";
        }
        List<String> near = NearestNames.nearestFirst(name, known).stream()
                .filter(option -> NearestNames.nearest(name, List.of(option)).isPresent() || option.startsWith(name))
                .limit(2)
                .toList();
        if (!near.isEmpty()) {
            return message + " Did you mean " + String.join(" or ", near) + "?";
        }
        return message
                + (experiment
                        ? " Settings of an experiment are written without dashes, such as train.steps=500."
                        : " Options: " + String.join(", ", known));
    }

    private static boolean isTrainSetting(String name) {
        return Arrays.stream(TrainSettings.class.getRecordComponents())
                .anyMatch(component -> SettingText.name(component.getName()).equals(name));
    }

    private static String description(ArgSpec argument) {
        String text = String.join(" ", argument.description()).replace("%n", " ");
        String whole = text.isEmpty() ? argument.paramLabel() : text;
        return whole.lines().collect(Collectors.joining(" ")).replaceFirst("\\.$", "");
    }
}
