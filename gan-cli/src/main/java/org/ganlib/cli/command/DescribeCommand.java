package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.render.DivergenceFigure;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.cli.text.Paragraph;
import org.ganlib.cli.text.PlainText;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.SettingDescriptor;
import org.ganlib.run.ExperimentSource;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.PointwiseDivergence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan describe NAME}. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Describes a plugin with its settings, or shows a built-in experiment.")
public final class DescribeCommand implements Callable<Integer> {
    private static final String CONTINUATION = "  ";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "A plugin's or an experiment's name.")
    private String name;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = "--figure",
            paramLabel = "FILE.png",
            description = "Draws a divergence: f and g where it has them, and each player's penalty per score.")
    private Path figure;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--figure", figure);
        OutputPath.requirePng(spec, "--figure", figure);
        PluginCatalog catalog = PluginPath.workspace().plugins();
        List<PluginDescriptor<?>> found = new ArrayList<>();
        List<String> names = new ArrayList<>(ExperimentSource.builtIn());
        for (Class<?> kind : catalog.kinds()) {
            names.addAll(catalog.names(kind));
            catalog.find(kind, name).ifPresent(found::add);
        }
        boolean experiment = ExperimentSource.builtIn().contains(name);
        if (found.isEmpty() && !experiment) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing is called '" + name + "'. Names: "
                            + String.join(
                                    ", ",
                                    NearestNames.nearestFirst(
                                            name,
                                            names.stream().distinct().sorted().toList())));
        }
        if (json && found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--json: '" + name + "' is an experiment, which is shown as YAML. Leave it out");
        }
        if (figure != null) {
            draw(found);
            if (OutputPath.isStandardOutput(figure)) {
                // Text would end up within the picture.
                return ExitCode.OK;
            }
        }
        if (json) {
            Json.print(spec, found.stream().map(PluginJson::of).toList());
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        found.forEach(plugin -> describe(out, catalog, plugin));
        if (experiment) {
            out.println("experiment " + name);
            out.println();
            ExperimentSource.find(name).yaml().lines().forEach(line -> out.println("  " + line));
        }
        return ExitCode.OK;
    }

    private void draw(List<PluginDescriptor<?>> found) {
        PointwiseDivergence divergence = found.stream()
                .filter(plugin -> PointwiseDivergence.class.isAssignableFrom(plugin.type()))
                .findFirst()
                .map(plugin -> (PointwiseDivergence) plugin.defaults())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--figure: '" + name
                                + "' is no divergence with a penalty per score. See 'gan list divergence'"));
        new DivergenceFigure(name, divergence).write(figure);
    }

    private static void describe(PrintWriter out, PluginCatalog catalog, PluginDescriptor<?> plugin) {
        out.println(plugin.kindName() + " " + plugin.name());
        out.println();
        print(out, "  ", plugin.summary());
        if (!plugin.paper().isEmpty()) {
            print(out, "  ", "Paper: " + plugin.paper());
        }
        print(out, "  ", "Class: " + plugin.type().getName() + " (" + PlainText.line(plugin.origin()) + ")");
        EngineState.examined(plugin).ifPresent(state -> print(out, "  ", "On this machine: " + state));
        out.println();
        List<String> facts = PluginFacts.of(plugin);
        if (!facts.isEmpty()) {
            facts.forEach(fact -> print(out, "  ", fact));
            out.println();
        }
        if (plugin.settings().isEmpty()) {
            out.println("  No settings.");
        } else {
            out.println("  Settings (default):");
            settings(out, catalog, plugin.settings(), "    ");
        }
        if (PluginUse.comparesFeatures(plugin)) {
            out.println();
            out.println("  Features are compared. --extractor NAME chooses which, or NAME in brackets as in "
                    + plugin.name() + "[pca]:");
            Map<String, String> summaries = new LinkedHashMap<>();
            catalog.all(FeatureExtractor.class).forEach(e -> summaries.put(e.name(), e.summary()));
            SummaryLines.indented("    ", summaries).forEach(out::println);
        }
        PluginUse.example(plugin).ifPresent(example -> {
            out.println();
            out.println("  Example: " + example);
        });
        out.println();
    }

    private static void settings(
            PrintWriter out, PluginCatalog catalog, List<SettingDescriptor> settings, String indent) {
        for (SettingDescriptor setting : settings) {
            print(
                    out,
                    indent,
                    setting.name() + " (" + (setting.defaultText().isEmpty() ? "empty" : setting.defaultText()) + "): "
                            + setting.type() + names(catalog, setting));
            if (!setting.description().isEmpty()) {
                print(out, indent + "    ", setting.description());
            }
            settings(out, catalog, setting.settings(), indent + "    ");
        }
    }

    /** Prints a text in lines of limited width; lines but the first are indented further. */
    private static void print(PrintWriter out, String indent, String text) {
        List<String> lines = Paragraph.wrap(text, Paragraph.WIDTH - indent.length() - CONTINUATION.length());
        for (int i = 0; i < lines.size(); i++) {
            out.println(indent + (i == 0 ? "" : CONTINUATION) + lines.get(i));
        }
    }

    /** The plugins that a setting may name. */
    private static String names(PluginCatalog catalog, SettingDescriptor setting) {
        return catalog.kinds().stream()
                .filter(kind -> setting.type().equals(PluginCatalog.kindName(kind) + " plugin"))
                .findFirst()
                .map(kind -> ": " + String.join(", ", catalog.names(kind)))
                .orElse("");
    }
}
