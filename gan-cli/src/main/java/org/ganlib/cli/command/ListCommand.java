package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.run.ExperimentSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan list [KIND]}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists experiments and plugins.")
public final class ListCommand implements Callable<Integer> {
    private static final String EXPERIMENT = "experiment";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description = "Only this kind: experiment, divergence, dataset, ….")
    private String wanted;

    @Option(names = "--json", description = "As JSON: {kind: [{name, summary, paper, settings}]}.")
    private boolean json;

    @Override
    public Integer call() {
        PluginCatalog catalog = PluginPath.workspace().plugins();
        Map<String, List<PluginDescriptor<?>>> plugins = new LinkedHashMap<>();
        for (Class<?> kind : catalog.kinds()) {
            plugins.put(PluginCatalog.kindName(kind), List.copyOf(catalog.all(kind)));
        }
        List<String> kinds = new ArrayList<>(List.of(EXPERIMENT));
        kinds.addAll(plugins.keySet());
        if (wanted != null && !kinds.contains(wanted)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no kind '" + wanted + "'. Kinds: " + String.join(", ", NearestNames.nearestFirst(wanted, kinds)));
        }
        List<String> shown = wanted == null
                ? kinds.stream()
                        .filter(kind -> json
                                || kind.equals(EXPERIMENT)
                                || !plugins.get(kind).isEmpty())
                        .toList()
                : List.of(wanted);
        if (json) {
            Json.print(spec, asJson(shown, plugins));
        } else {
            print(shown, plugins);
        }
        return ExitCode.OK;
    }

    private void print(List<String> kinds, Map<String, List<PluginDescriptor<?>>> plugins) {
        PrintWriter out = spec.commandLine().getOut();
        for (String kind : kinds) {
            if (!kind.equals(kinds.get(0))) {
                out.println();
            }
            out.println(heading(kind));
            if (kind.equals(EXPERIMENT)) {
                SummaryLines.builtIn().forEach(out::println);
            } else {
                Map<String, String> summaries = new LinkedHashMap<>();
                plugins.get(kind)
                        .forEach(plugin -> summaries.put(
                                plugin.name(),
                                (EngineState.missing(plugin).isPresent() ? "missing: " : "") + plugin.summary()));
                SummaryLines.of(summaries).forEach(out::println);
            }
        }
        if (wanted == null) {
            out.println();
            out.println("'gan describe NAME' says more about each.");
        }
    }

    private static String heading(String kind) {
        String use = PluginUse.ofKind(kind);
        return use.isEmpty() ? kind : kind + "  (" + use + ")";
    }

    private static Map<String, String> experiment(String name) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("summary", ExperimentSource.find(name).summary());
        return content;
    }

    private static Map<String, Object> asJson(List<String> kinds, Map<String, List<PluginDescriptor<?>>> plugins) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (String kind : kinds) {
            content.put(
                    kind,
                    kind.equals(EXPERIMENT)
                            ? ExperimentSource.builtIn().stream()
                                    .map(ListCommand::experiment)
                                    .toList()
                            : plugins.get(kind).stream().map(PluginJson::of).toList());
        }
        return content;
    }
}
