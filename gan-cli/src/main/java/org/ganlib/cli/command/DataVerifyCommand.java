package org.ganlib.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ganlib.cli.fetch.Download;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.text.PlainText;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.DataException;
import org.ganlib.run.AbsentPart;
import org.ganlib.run.RunData;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan data verify NAME}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads all of a data set, compares its files with the published ones, and prints what it is.")
public final class DataVerifyCommand implements Callable<Integer> {
    private static final int CHUNK = 256;
    private static final int ENDLESS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(DataVerifyCommand.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(index = "0", paramLabel = "NAME", description = "A data set, see 'gan data list'.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Its settings.")
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        DatasetSource source = new DataSets().source(name, settings);
        PrintWriter out = spec.commandLine().getOut();
        source.files().forEach(this::compare);
        DatasetInfo info = null;
        List<String> untrained = List.of();
        for (Split split : Split.values()) {
            String title = split.name().toLowerCase(Locale.ROOT).replace('_', '-');
            try (Dataset opened = open(source, split)) {
                if (opened instanceof AbsentPart) {
                    out.println(title + ": no examples; metrics that need some cannot be asked for");
                    continue;
                }
                int count = opened.info().examples().orElse(ENDLESS);
                for (int from = 0; from < count; from += CHUNK) {
                    opened.read(from, Math.min(CHUNK, count - from));
                }
                out.println(title + ": "
                        + (opened.info().examples().isPresent() ? String.format(Locale.ROOT, "%,d", count) : "endless")
                        + " examples of " + opened.info().shape() + ", "
                        + opened.info().classNames().size() + " classes, "
                        + opened.info().fingerprint());
                if (split == Split.TRAINING) {
                    opened.remarks().forEach(LOG::warn);
                    untrained = RunData.withoutExamples(opened.info().classNames(), opened.classCounts());
                }
                info = opened.info();
            }
        }
        if (!info.classNames().isEmpty()) {
            out.println("classes: " + RunData.shown(info.classNames()));
        }
        if (!untrained.isEmpty()) {
            LOG.warn(
                    "{}: there are no training examples of {}: a conditional model cannot be trained",
                    info.name(),
                    RunData.shown(untrained));
        }
        out.println("values: "
                + (info.range().isBounded()
                        ? "in " + SettingText.number(info.range().low()) + "…"
                                + SettingText.number(info.range().high())
                        : "unbounded"));
        out.println("licence: " + PlainText.line(info.licence()));
        out.println("citation: " + PlainText.line(info.citation()));
        return ExitCode.OK;
    }

    /** Opens a part of the data; only the held-out part may be empty. */
    private Dataset open(DatasetSource source, Split split) {
        try {
            return RunData.open(source, data.location(), split);
        } catch (DataException e) {
            if (split == Split.TRAINING) {
                throw e;
            }
            return AbsentPart.of(e);
        }
    }

    private void compare(DataFile file) {
        Optional<Path> found = file.find(data.location());
        if (found.isEmpty() || file.sha256().isEmpty()) {
            return;
        }
        try {
            boolean same = Download.digest(found.get()).equals(file.sha256());
            spec.commandLine()
                    .getOut()
                    .println(PlainText.line(found.get()) + ": "
                            + (same ? "the published file" : "not the published file as it is, perhaps packed anew"));
        } catch (IOException e) {
            throw new DataException(found.get() + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
