package org.ganlib.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ganlib.config.Experiment;
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

/**
 * The message, of one line, about a command line that cannot be understood. It says what is wrong
 * with the command line and what to do.
 */
public final class UsageMessage {
    /** The commands whose arguments may be settings of an experiment. */
    private static final Set<String> EXPERIMENTS = Set.of("train", "resume");

    /** The option before a command that adds native libraries, which the launcher reads. */
    private static final String WITH = "--with";

    /**
     * Matches the parser's message about an invalid value. The groups are the name of an option,
     * the name of a positional argument, and what is wrong with the value.
     */
    private static final Pattern INVALID_VALUE = Pattern.compile(
            "Invalid value for (?:option '([^']+)'(?: \\([^)]*\\))?|positional parameter at index \\S+ \\(([^)]+)\\)): (.*)",
            Pattern.DOTALL);

    private static final Pattern NO_NUMBER =
            Pattern.compile("'(.*)' is not an? (int|long|double|float)", Pattern.DOTALL);
    private static final Pattern NO_CHOICE =
            Pattern.compile("expected one of \\[(.*)\\] \\(case-insensitive\\) but was '(.*)'", Pattern.DOTALL);

    private UsageMessage() {}

    /** The message for a failure of the parser, or of a command that checked its arguments. */
    public static String of(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(failure.getCommandLine(), unmatched.getUnmatched().get(0));
        }
        List<String> unknown = failure.getCommandLine().getUnmatchedArguments();
        if (failure instanceof MissingParameterException
                && !unknown.isEmpty()
                && unknown.get(0).startsWith("-")) {
            // The missing option may be there, but misspelt.
            return unknownOption(failure.getCommandLine().getCommandSpec(), unknown.get(0));
        }
        if (failure instanceof MissingParameterException missing
                && missing.getMissing().size() == 1) {
            String message = failure.getMessage().replaceFirst("(for option '[^']+') \\(.*\\)$", "$1");
            return message + " (" + description(missing.getMissing().get(0)) + ")";
        }
        return invalidValue(failure.getMessage());
    }

    /** Replaces the parser's message about a value by one that says what the value must be. */
    private static String invalidValue(String message) {
        Matcher invalid = INVALID_VALUE.matcher(message);
        if (!invalid.matches()) {
            return message;
        }
        String argument = invalid.group(1) == null ? invalid.group(2) : invalid.group(1);
        String problem = invalid.group(3);
        Matcher number = NO_NUMBER.matcher(problem);
        if (number.matches()) {
            boolean whole = number.group(2).equals("int") || number.group(2).equals("long");
            return argument + ": must be a " + (whole ? "whole number" : "number") + ", was '" + number.group(1) + "'";
        }
        Matcher choice = NO_CHOICE.matcher(problem);
        if (choice.matches()) {
            String words = choice.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
            return argument + ": must be one of " + words + ", was '" + choice.group(2) + "'";
        }
        return argument + ": " + problem;
    }

    private static String unmatched(CommandLine command, String argument) {
        if (argument.startsWith("-")) {
            return unknownOption(command.getCommandSpec(), argument);
        }
        return command.getSubcommands().isEmpty()
                ? command.getCommandSpec().qualifiedName() + ": unexpected argument '" + argument + "'"
                : UnknownCommand.refusal(command, argument).getMessage();
    }

    private static String unknownOption(CommandSpec command, String argument) {
        String name = argument.split("=", 2)[0];
        List<String> known = command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
        String message = "Unknown option '" + name + "'.";
        if (name.equals(WITH)) {
            return message + " It comes before the command: gan --with NAME "
                    + command.qualifiedName().replaceFirst("^gan ?", "") + " …";
        }
        boolean experiment = EXPERIMENTS.contains(command.name());
        String setting = name.replaceFirst("^-+", "");
        if (experiment && isSetting(TrainSettings.class, setting)) {
            return message + " A setting is written without dashes: train." + setting + "=VALUE.";
        }
        if (experiment && isSetting(Experiment.class, setting)) {
            return message + " A setting is written without dashes: " + setting + "=VALUE.";
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

    private static boolean isSetting(Class<? extends Record> section, String name) {
        return Arrays.stream(section.getRecordComponents())
                .anyMatch(component -> SettingText.name(component.getName()).equals(name));
    }

    private static String description(ArgSpec argument) {
        String text = String.join(" ", argument.description()).replace("%n", " ");
        String whole = text.isEmpty() ? argument.paramLabel() : text;
        return whole.lines().collect(Collectors.joining(" ")).replaceFirst("\\.$", "");
    }
}
