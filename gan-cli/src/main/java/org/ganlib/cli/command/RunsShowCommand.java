package org.ganlib.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.RunParameter;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.summary.RunSummary;
import org.ganlib.cli.text.HumanNumber;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.ExperimentReader;
import org.ganlib.file.BoundedText;
import org.ganlib.problem.DataException;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gan runs show DIR}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one run: how it stands, what it logged last, its checkpoints and its configuration.")
public final class RunsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunParameter run;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        RunDirectory directory = RunDirectory.open(run.path());
        List<String> checkpoints = directory.checkpointsNewestFirst().stream()
                .map(file -> file.getFileName().toString())
                .toList();
        Map<String, Object> content =
                new LinkedHashMap<>(RunSummary.of(run.path()).describe());
        content.put("checkpoints", checkpoints);
        content.put("configuration", configuration(directory));
        if (json) {
            Json.print(spec, content);
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        content.forEach((name, value) -> {
            if (value instanceof Map<?, ?> more) {
                out.println(name + ":");
                more.forEach((k, v) -> out.println(PlainText.line("  " + k + ": " + shown(k, v))));
            } else if (name.equals("configuration")) {
                out.println(name + ":");
                value.toString().lines().forEach(line -> out.println(PlainText.lines("  " + line)));
            } else {
                out.println(PlainText.line(
                        name + ": " + (value instanceof List<?> list ? String.join(", ", checkpoints(list)) : value)));
            }
        });
        return ExitCode.OK;
    }

    /** A number of metrics.jsonl with few digits, and with its unit if that is known. */
    private static String shown(Object name, Object value) {
        if (!(value instanceof Number number)) {
            return String.valueOf(value);
        }
        double measured = number.doubleValue();
        return switch (String.valueOf(name)) {
            case "seconds" -> HumanNumber.duration(measured);
            case "images_per_sec" -> HumanNumber.text(Math.rint(measured));
            default -> HumanNumber.text(measured);
        };
    }

    private static List<String> checkpoints(List<?> list) {
        return list.stream().map(Object::toString).toList();
    }

    private static String configuration(RunDirectory directory) {
        try {
            return BoundedText.read(directory.config(), ExperimentReader.LONGEST);
        } catch (IOException e) {
            throw new DataException(directory.config() + " cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }
}
