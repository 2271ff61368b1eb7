package org.ganlib.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ganlib.cli.with.Libraries;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.SettingText;
import org.ganlib.run.ExperimentSource;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Metric;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A script that completes the arguments of {@code gan} in a shell. Commands, options, experiments,
 * plugins and keys are written into the script, because starting Java at each press of a key would
 * take half a second. The script looks for files and run directories itself.
 */
public final class CompletionScript {
    /** The shells for which there is a script. */
    public static final List<String> SHELLS = List.of("bash", "zsh");

    private static final String WITH = "--with";

    private static final String FOLDER = "/completion/";

    /** The kind of values that nothing can complete: neither words of a list nor files. */
    private static final String ANYTHING = "anything";

    private final CommandLine root;
    private final Map<String, Collection<String>> lists = new TreeMap<>();
    private final Map<String, Set<String>> values = new TreeMap<>();
    private final StringBuilder script = new StringBuilder();

    private CompletionScript(CommandLine root, PluginCatalog catalog, List<String> reproductions) {
        this.root = root;
        addLists(catalog, reproductions);
    }

    /**
     * Makes a script.
     *
     * @param shell one of {@link #SHELLS}
     * @param root the command {@code gan}
     * @param reproductions the names of all reproductions
     * @return the text, which ends in a line break
     */
    public static String of(String shell, CommandLine root, PluginCatalog catalog, List<String> reproductions) {
        return new CompletionScript(root, catalog, reproductions).text(shell);
    }

    private String text(String shell) {
        String program = root.getCommandName();
        script.append(shell.equals("zsh") ? "#compdef " + program + "\n" : "")
                .append("# Completes the arguments of '")
                .append(program)
                .append("' in ")
                .append(shell)
                .append("; written by '")
                .append(program)
                .append(" completion ")
                .append(shell)
                .append("'.\n");
        Map<String, String> commands = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, String> option = new LinkedHashMap<>();
        Map<String, String> argument = new LinkedHashMap<>();
        for (CommandLine command : all()) {
            CommandSpec spec = command.getCommandSpec();
            String path = path(spec);
            commands.put(path, String.join(" ", command.getSubcommands().keySet()));
            options.put(path, String.join(" ", optionNames(spec)));
            spec.options().stream().filter(CompletionScript::takesValue).forEach(o -> {
                String kinds = kinds(spec, o).orElse(ANYTHING);
                Arrays.stream(o.names()).forEach(name -> option.put(path + " " + name, kinds));
            });
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                kinds(spec, parameter).ifPresent(kinds -> argument.put(path + " " + index(parameter), kinds));
            }
        }
        // The launcher takes this one before the command.
        options.merge("", WITH, (known, added) -> known + " " + added);
        option.put(" " + WITH, "libraries");
        function("_gan_commands", "$1", commands);
        function("_gan_options", "$1", options);
        function("_gan_option", "$1 $2", option);
        function("_gan_argument", "$1 $2", argument);
        Map<String, String> words = new LinkedHashMap<>();
        lists.forEach((name, list) -> words.put(name, String.join(" ", list)));
        function("_gan_list", "$1", words);
        Map<String, String> ofKeys = new LinkedHashMap<>();
        values.forEach((key, list) -> ofKeys.put(key, String.join(" ", list)));
        function("_gan_values", "$1", ofKeys);
        script.append(resource("engine.sh")).append(resource(shell + ".sh"));
        return script.toString();
    }

    private void addLists(PluginCatalog catalog, List<String> reproductions) {
        Set<String> kinds = new TreeSet<>(List.of("experiment"));
        Set<String> names = new TreeSet<>(ExperimentSource.builtIn());
        for (Class<?> kind : catalog.kinds()) {
            kinds.add(PluginCatalog.kindName(kind));
            names.addAll(catalog.names(kind));
        }
        lists.put("kinds", kinds);
        lists.put("names", names);
        lists.put("experiments", ExperimentSource.builtIn());
        lists.put("datasets", catalog.names(DatasetSource.class));
        lists.put("divergences", catalog.names(Divergence.class));
        lists.put("models", catalog.names(GanModel.class));
        lists.put("metrics", catalog.names(Metric.class));
        lists.put("extractors", catalog.names(FeatureExtractor.class));
        lists.put("reproductions", reproductions);
        lists.put("shells", SHELLS);
        lists.put("libraries", Libraries.names());
        lists.put("layouts", List.of("auto", "channels-first", "channels-last"));
        lists.put("parts", List.of("training", "held-out"));
        lists.put("readers", List.of("critic", "encoder"));
        Map<String, Set<String>> ofExperiments = ExperimentKeys.ofExperiments(catalog);
        Map<String, Set<String>> ofMetrics = ExperimentKeys.ofPlugins(catalog, Metric.class);
        lists.put("keys", ofExperiments.keySet());
        lists.put("devices", ofExperiments.get("device"));
        lists.put("metric-keys", ofMetrics.keySet());
        lists.put(
                "dataset-keys",
                ofExperiments.keySet().stream()
                        .filter(key -> key.startsWith("dataset."))
                        .toList());
        values.putAll(ofExperiments);
        values.putAll(ofMetrics);
    }

    /** The command {@code gan} and its subcommands at every depth. */
    private List<CommandLine> all() {
        List<CommandLine> all = new ArrayList<>(List.of(root));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).getSubcommands().values());
        }
        return all;
    }

    /**
     * The names that lead from {@code gan} to the command, without {@code gan}, each after a space.
     */
    private static String path(CommandSpec command) {
        return command.parent() == null ? "" : path(command.parent()) + " " + command.name();
    }

    private static List<String> optionNames(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private Optional<String> kinds(CommandSpec command, ArgSpec argument) {
        Class<?> type = argument.type();
        if (type.isEnum()) {
            lists.put(
                    type.getSimpleName(),
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> SettingText.constant((Enum<?>) constant))
                            .toList());
            return Optional.of(type.getSimpleName());
        }
        return ArgumentKind.of(command, argument);
    }

    /**
     * A shell pattern for the index of an argument: a number, or {@code *} if it may be repeated.
     */
    private static String index(PositionalParamSpec parameter) {
        return parameter.index().isVariable()
                        || parameter.index().max() > parameter.index().min()
                ? "*"
                : String.valueOf(parameter.index().min());
    }

    /**
     * Writes a shell function that sets {@code _gan_reply} to the text for its arguments. Arguments
     * with the same text share a case. Cases with a wildcard come last, because the shell uses the
     * first case that matches.
     */
    private void function(String name, String subject, Map<String, String> texts) {
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        texts.forEach((argument, text) -> {
            if (!text.isEmpty()) {
                patterns.computeIfAbsent(text, t -> new ArrayList<>()).add(pattern(argument));
            }
        });
        script.append('\n')
                .append(name)
                .append("() {\n  case \"")
                .append(subject)
                .append("\" in\n");
        patterns.entrySet().stream()
                .sorted((a, b) -> Boolean.compare(isOpen(a.getValue()), isOpen(b.getValue())))
                .forEach(entry -> script.append("    ")
                        .append(String.join(" | ", entry.getValue()))
                        .append(") _gan_reply='")
                        .append(entry.getKey())
                        .append("' ;;\n"));
        script.append("    *) _gan_reply= ;;\n  esac\n}\n");
    }

    private static boolean isOpen(List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> pattern.endsWith("*"));
    }

    private static String pattern(String argument) {
        return argument.endsWith("*")
                ? "'" + argument.substring(0, argument.length() - 1) + "'*"
                : "'" + argument + "'";
    }

    private static String resource(String name) {
        try (InputStream in = CompletionScript.class.getResourceAsStream(FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
