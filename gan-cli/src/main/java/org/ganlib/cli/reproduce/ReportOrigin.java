package org.ganlib.cli.reproduce;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.ganlib.file.RegularFile;
import org.ganlib.run.Versions;

/**
 * What is needed to measure a report again.
 *
 * @param command the command that measured it
 * @param version the version of ganlib
 * @param revision the commit of the source, or {@code unknown}
 * @param machine the processor and the number of its cores that the process may use
 * @param date the time at which it was measured
 */
public record ReportOrigin(String command, String version, String revision, String machine, Instant date) {
    /** A report that this process measures now. */
    static ReportOrigin of(String id, Setup setup) {
        String seeds = setup.seeds().stream().map(String::valueOf).collect(Collectors.joining(","));
        String command = "gan reproduce " + id + " --scale " + setup.scale() + " --seeds " + seeds
                + (setup.steps().isPresent() ? " --steps " + setup.steps().getAsLong() : "")
                + (setup.only().isEmpty() ? "" : " --only " + String.join(",", setup.only()));
        int cores = Runtime.getRuntime().availableProcessors();
        return new ReportOrigin(
                command,
                Versions.ganlib(),
                Versions.revision().orElse("unknown"),
                processor() + ", " + cores + (cores == 1 ? " core" : " cores"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String processor() {
        Path description = Path.of("/proc/cpuinfo");
        try (BufferedReader reader = RegularFile.reader(description, StandardCharsets.UTF_8)) {
            return reader.lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            // Systems other than Linux have no such file.
            return System.getProperty("os.arch");
        }
    }

    Map<String, Object> json() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("command", command);
        content.put("version", version);
        content.put("revision", revision);
        content.put("machine", machine);
        content.put("date", date.toString());
        return content;
    }
}
