package org.ganlib.cli.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Run directories with the files a summary is made of, and no training behind them. */
public final class SyntheticRuns {
    /** When the files were last written. */
    public static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.678901Z");

    private SyntheticRuns() {}

    /** Makes that many runs in folders of ten, the files all last written {@link #LONG_AGO}. */
    public static Path make(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            run(folder.resolve("group-" + i / 10).resolve("run-" + i), i);
        }
        return folder;
    }

    /** Makes one run, whose numbers depend on {@code number}. */
    public static Path run(Path directory, int number) throws IOException {
        Files.createDirectories(directory.resolve("checkpoints"));
        write(directory.resolve("config.yaml"), "seed: " + number % 5 + "\ndevice: auto\n# more\n");
        write(
                directory.resolve("environment.json"),
                "{\"experiment\" : \"mnist\", \"started\" : \"2026-01-01T00:00:00Z\", \"plugins\" : {}}");
        write(
                directory.resolve("status.json"),
                "{\"status\" : \"finished\", \"step\" : 1000, \"steps\" : 1000, \"updated\" : \"2026-01-01T01:00:00Z\"}");
        StringBuilder lines = new StringBuilder();
        for (int step = 10; step <= 1000; step += 10) {
            lines.append(String.format(
                    Locale.ROOT,
                    "{\"step\":%d,\"loss/critic\":%.6f,\"loss/generator\":%s,\"score/real\":1.25e-7,\"score/fake\":-3.0,"
                            + "\"learning-rate/critic\":2e-4,\"images_per_sec\":12345.6,\"seconds\":%.3f}%n",
                    step,
                    1 + number / (double) step,
                    number % 7 == 3 ? "\"NaN\"" : "0.5",
                    step * 0.01));
        }
        write(directory.resolve("metrics.jsonl"), lines.toString());
        if (number % 2 == 0) {
            write(
                    directory.resolve("best.json"),
                    "{\"metric\" : \"frechet[pca]\", \"value\" : " + (100 - number) + ".5, \"step\" : 500}");
        }
        return directory;
    }

    /** Writes a file as if long ago. */
    public static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }

    /** What the runs' files say, without any index. */
    static List<RunSummary> scanned(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("config.yaml"))
                    .map(file -> RunSummary.of(file.getParent()))
                    .sorted((a, b) -> a.directory().compareTo(b.directory()))
                    .toList();
        }
    }
}
