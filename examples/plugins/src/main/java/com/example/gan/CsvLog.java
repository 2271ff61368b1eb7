package com.example.gan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * Writes chosen numbers of each logged step to {@code numbers.csv} in the run directory, for
 * spreadsheets. A continued run goes on in the same file; lines of steps that it repeats are
 * removed.
 *
 * @param columns names of the numbers, such as {@code loss/critic}
 */
@PluginName(value = "csv", summary = "Writes chosen numbers of each logged step to numbers.csv.")
public record CsvLog(@Setting("names of the numbers") List<String> columns) implements TrainingListener {
    /** The losses of both players. */
    public CsvLog() {
        this(List.of("loss/critic", "loss/generator"));
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if there is no column */
    public CsvLog {
        columns = List.copyOf(columns);
        Settings.check()
                .rule(!columns.isEmpty(), "columns", "must name at least one number, such as loss/critic")
                .orThrow();
    }

    @Override
    public TrainingListener forRun() {
        return new Log(columns);
    }

    /** The log of one run. */
    private static final class Log implements TrainingListener {
        private final List<String> columns;
        private RunInfo run;
        private Path file;

        Log(List<String> columns) {
            this.columns = columns;
        }

        @Override
        public void runStarted(RunInfo started) {
            run = started;
            file = started.directory().resolve("numbers.csv");
            try {
                String before = Files.exists(file) ? Files.readString(file) : "";
                StringBuilder text = new StringBuilder("step," + String.join(",", columns) + "\n");
                // A process that was killed may have left a line without its end.
                before.substring(0, before.lastIndexOf('\n') + 1)
                        .lines()
                        .skip(1)
                        .filter(line -> stepOf(line) < started.firstStep())
                        .forEach(line -> text.append(line).append('\n'));
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long stepOf(String line) {
            return Long.parseLong(line.substring(0, line.indexOf(',')));
        }

        @Override
        public void stepFinished(StepReport report) {
            if (!run.logs(report.step())) {
                return;
            }
            StringBuilder line = new StringBuilder(Long.toString(report.step()));
            for (String column : columns) {
                line.append(String.format(Locale.ROOT, ",%.9g", report.value(column)));
            }
            try {
                Files.writeString(file, line.append('\n'), StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
