package org.ganlib.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ganlib.problem.DataException;

/**
 * What a run's own files say of it. They are the truth: nothing else is kept.
 *
 * @param directory its directory
 * @param status as in status.json; {@code unknown} where that cannot be read
 * @param step the step it is at
 * @param steps the step it is to reach
 * @param updated when that was written; empty if unknown
 * @param latest the last whole line of metrics.jsonl, by name
 */
record RunSummary(Path directory, String status, long step, long steps, String updated, Map<String, Object> latest) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 6;
    /** More than the longest line of metrics. */
    private static final int TAIL = 1 << 16;

    /** The runs in a folder and in its folders, in the order of their paths. A run is what has a config.yaml beside a status.json or checkpoints. */
    static List<RunSummary> within(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + " is no folder. Give one that runs were written to");
        }
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (isRun(directory)) {
                        found.add(directory);
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.naturalOrder());
        return found.stream().map(RunSummary::of).toList();
    }

    private static boolean isRun(Path directory) {
        return Files.isRegularFile(directory.resolve("config.yaml"))
                && (Files.exists(directory.resolve("status.json"))
                        || Files.isDirectory(directory.resolve("checkpoints")));
    }

    /** Reads one run. What is missing or damaged is left out: a summary must not fail where the run itself can be repaired. */
    static RunSummary of(Path directory) {
        JsonNode status;
        try {
            status = JSON.readTree(Files.readString(directory.resolve("status.json")));
        } catch (IOException e) {
            status = JSON.createObjectNode();
        }
        return new RunSummary(
                directory,
                status.path("status").asText("unknown"),
                status.path("step").asLong(),
                status.path("steps").asLong(),
                status.path("updated").asText(""),
                lastLine(directory.resolve("metrics.jsonl")));
    }

    private static Map<String, Object> lastLine(Path metrics) {
        Map<String, Object> values = new LinkedHashMap<>();
        try (RandomAccessFile file = new RandomAccessFile(metrics.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).lines().toList();
            for (int i = lines.size() - 1; i >= 0 && values.isEmpty(); i--) {
                read(lines.get(i), values);
            }
        } catch (IOException e) {
            return values;
        }
        return values;
    }

    private static void read(String line, Map<String, Object> values) {
        try {
            for (Map.Entry<String, JsonNode> entry : JSON.readTree(line).properties()) {
                values.put(
                        entry.getKey(),
                        entry.getValue().isIntegralNumber()
                                ? entry.getValue().asLong()
                                : entry.getValue().asDouble());
            }
        } catch (IOException e) {
            // Cut off: the line before it is whole.
            values.clear();
        }
    }

    /** For JSON. */
    Map<String, Object> describe() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("directory", directory.toString());
        content.put("status", status);
        content.put("step", step);
        content.put("steps", steps);
        content.put("updated", updated);
        content.put("latest", latest);
        return content;
    }
}
