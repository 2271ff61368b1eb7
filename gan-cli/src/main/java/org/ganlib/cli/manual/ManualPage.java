package org.ganlib.cli.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command and its subcommands in roff, the format that {@code man} reads. The
 * same commands give the same text: it holds no date.
 */
public final class ManualPage {
    private static final String ENVIRONMENT = """
            .TP
            .B JAVA_HOME
            The folder of the Java to run with, 17 or newer. Without it, the java on the PATH is used.
            .TP
            .B GAN_JAVA_OPTS
            Further flags for Java, separated by spaces, such as \\-Xmx4g.
            .TP
            .B GAN_PLUGINS
            Jars or folders of plugins, separated as in a class path; DIR/* means all jars of a folder.
            .TP
            .B GAN_DATA_DIR
            The folder of data sets, where \\-\\-data\\-dir is not given.
            .TP
            .B GAN_ENGINES
            Libraries of engines to fetch once and use, as with \\-\\-with: torch or torch\\-cuda.
            .TP
            .B GAN_LIBRARIES_DIR
            The folder of these libraries. Default: libraries in the folder of data sets.
            .TP
            .B OMP_NUM_THREADS
            The number of threads for experiments with 'threads: auto'.
            .TP
            .B NO_COLOR
            If set, progress is shown without colours.
            """;

    private ManualPage() {}

    /** The page of the command with all its subcommands; hidden ones are left out. */
    public static String of(CommandLine command, String version) {
        CommandSpec spec = command.getCommandSpec();
        StringBuilder page = new StringBuilder();
        String name = spec.name();
        page.append(".TH %s 1 \"\" \"%s\" \"User Commands\"\n".formatted(upper(name), escaped(version)));
        page.append(".SH NAME\n%s \\- %s\n"
                .formatted(escaped(name), escaped(lowerFirst(withoutStop(text(description(spec)))))));
        page.append(".SH SYNOPSIS\n");
        synopsis(page, command);
        page.append(".SH DESCRIPTION\n").append(line(text(description(spec))));
        arguments(page, spec);
        page.append(".SH COMMANDS\n");
        for (CommandLine subcommand : command.getSubcommands().values()) {
            command(page, subcommand);
        }
        page.append(".SH ENVIRONMENT\n").append(ENVIRONMENT);
        List<String> footer = Arrays.stream(spec.usageMessage().footer())
                .filter(line -> !line.isBlank())
                .toList();
        if (!footer.isEmpty()) {
            page.append(".SH EXIT STATUS\n").append(line(text(footer.stream())));
        }
        return page.toString();
    }

    private static void command(StringBuilder page, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.usageMessage().hidden() || spec.helpCommand()) {
            return;
        }
        page.append(".SS ").append(escaped(spec.qualifiedName())).append('\n');
        page.append(line(text(description(spec))));
        page.append(".PP\n");
        synopsis(page, command);
        arguments(page, spec);
        List<String> footer = List.of(spec.usageMessage().footer());
        if (!footer.isEmpty()) {
            page.append(".PP\n.nf\n");
            footer.forEach(text -> page.append(line(text)));
            page.append(".fi\n");
        }
        for (CommandLine subcommand : command.getSubcommands().values()) {
            command(page, subcommand);
        }
    }

    private static void synopsis(StringBuilder page, CommandLine command) {
        String synopsis = new CommandLine.Help(command.getCommandSpec(), CommandLine.Help.Ansi.OFF)
                .synopsis(0)
                .strip()
                .replaceAll("\\s+", " ");
        page.append(".B ").append(escaped(synopsis)).append('\n');
    }

    private static void arguments(StringBuilder page, CommandSpec spec) {
        Stream.concat(spec.positionalParameters().stream(), spec.options().stream())
                .filter(argument -> !argument.hidden())
                .forEach(argument -> page.append(".TP\n.B ")
                        .append(escaped(label(argument)))
                        .append('\n')
                        .append(line(text(Arrays.stream(argument.description())))));
    }

    private static String label(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return argument.paramLabel();
        }
        OptionSpec option = (OptionSpec) argument;
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }

    private static Stream<String> description(CommandSpec spec) {
        return Arrays.stream(spec.usageMessage().description());
    }

    private static String text(Stream<String> lines) {
        return lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String line(String text) {
        return text.isEmpty() ? "" : escaped(text) + "\n";
    }

    /**
     * Escapes text for roff. A backslash would start an escape sequence, and a dot or a quote at
     * the start of a line would start a request, which is roff's word for a command.
     */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        String ascii = plain.codePoints()
                .mapToObj(point -> point < 128 ? Character.toString(point) : "\\[u%04X]".formatted(point))
                .collect(Collectors.joining());
        return ascii.startsWith(".") || ascii.startsWith("'") ? "\\&" + ascii : ascii;
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String lowerFirst(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
