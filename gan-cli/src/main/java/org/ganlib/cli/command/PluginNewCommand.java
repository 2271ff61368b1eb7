package org.ganlib.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.cli.skeleton.Skeleton;
import org.ganlib.cli.text.PlainText;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.GanException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan plugin new NAME --kind KIND}. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a Maven project with one plugin that works, its test and an experiment.",
            "The guide docs/adding-a-plugin.md explains its files."
        },
        footer = {"", "Example: gan plugin new my-loss --kind divergence"})
public final class PluginNewCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(PluginNewCommand.class);

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The plugin's name in experiments: lower-case words joined by hyphens.")
    private String name;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            required = true,
            description =
                    "architecture, constraint, dataset, divergence, extractor, learning-rate, listener, metric, model,"
                            + " optimizer, schedule or symptom.")
    private String kind;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The Java package of its classes. Default: com.example.NAME, without hyphens.")
    private String packageName;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the project. Default: NAME.")
    private Path out;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--out", out);
        List<String> kinds = Skeleton.kinds();
        if (!kinds.contains(kind)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kind: no skeleton of a plugin of kind '" + kind + "'. Kinds: "
                            + String.join(", ", NearestNames.nearestFirst(kind, kinds)));
        }
        if (!Skeleton.isName(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "NAME: must be lower-case letters and digits in words joined by hyphens, such as my-loss, was '"
                            + name + "'");
        }
        if (packageName != null && !Skeleton.isPackage(packageName)) {
            throw new ParameterException(
                    spec.commandLine(), "--package: must be a name of a Java package, was '" + packageName + "'");
        }
        requireFreeName();
        Path folder = out == null ? Path.of(name) : out;
        requireEmpty(folder);
        Skeleton skeleton = packageName == null ? new Skeleton(kind, name) : new Skeleton(kind, name, packageName);
        skeleton.write(folder);
        spec.commandLine().getOut().println(PlainText.line(folder));
        LOG.info(
                "The plugin is the class {}.{}. Next: cd {} && mvn verify; README.md says how to train with it",
                skeleton.packageName(),
                skeleton.className(),
                PlainText.line(folder));
        return ExitCode.OK;
    }

    /** Two plugins of one kind and name are refused when ganlib starts. */
    private void requireFreeName() {
        PluginCatalog catalog = PluginPath.workspace().plugins();
        for (Class<?> type : catalog.kinds()) {
            if (PluginCatalog.kindName(type).equals(kind) && catalog.names(type).contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "NAME: there is a " + kind + " '" + name + "' already. Choose another name");
            }
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new GanException(folder + ": is a file. Choose another folder with --out");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new GanException(
                        folder + ": is not empty, and nothing in it is overwritten. Choose another folder with --out");
            }
        } catch (IOException e) {
            throw new GanException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
