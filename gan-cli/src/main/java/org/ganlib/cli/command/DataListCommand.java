package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.text.PlainText;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DatasetSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gan data list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists data sets, where their files were found, and what to place where.")
public final class DataListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Option(names = "--json", description = "As JSON: [{name, summary, files: [{path, found, url, sha256}]}].")
    private boolean json;

    @Override
    public Integer call() {
        DataSets sets = new DataSets();
        List<Map<String, Object>> report = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        for (String name : sets.names()) {
            DatasetSource source = sets.source(name, List.of());
            String summary = source.getClass().getAnnotation(PluginName.class).summary();
            List<Map<String, Object>> files = new ArrayList<>();
            if (!json) {
                out.println(name + "  " + summary);
            }
            for (DataFile file : source.files()) {
                Optional<Path> found = file.find(data.location());
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("path", file.path());
                entry.put("found", found.map(Path::toString).orElse(""));
                entry.put("url", file.url());
                entry.put("sha256", file.sha256());
                files.add(entry);
                if (!json) {
                    out.println(PlainText.line(found.map(path -> "  found    " + path)
                            .orElse("  missing  " + data.location().directory().resolve(file.path()))));
                }
            }
            boolean missing = files.stream().anyMatch(file -> file.get("found").equals(""));
            boolean published = files.stream().noneMatch(file -> file.get("url").equals(""));
            if (missing && published && !json) {
                out.println("           to download: gan data fetch " + name);
            }
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("summary", summary);
            entry.put("files", files);
            report.add(entry);
        }
        if (json) {
            Json.print(spec, report);
        }
        return ExitCode.OK;
    }
}
