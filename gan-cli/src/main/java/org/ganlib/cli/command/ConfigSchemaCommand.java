package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.config.ExperimentSchema;
import org.ganlib.file.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gan config schema}. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a JSON Schema of experiment files, for the plugins that are installed.",
            "An editor with a YAML language server takes it from a file's first line:",
            "# yaml-language-server: $schema=experiment.schema.json"
        })
final class ConfigSchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
    private Path out;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--out", out);
        String schema = Json.text(ExperimentSchema.of(PluginPath.workspace().plugins()));
        if (out == null) {
            spec.commandLine().getOut().println(schema);
        } else {
            AtomicFile.write(out, schema + "\n");
            OutputPath.tell(spec, out);
        }
        return ExitCode.OK;
    }
}
