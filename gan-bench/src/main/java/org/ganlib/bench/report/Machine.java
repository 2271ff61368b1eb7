package org.ganlib.bench.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that is measured on. */
public final class Machine {
    private static final List<String> LIBRARIES =
            List.of("deeplearning4j-nn", "nd4j-native", "openblas", "dnnl", "pytorch", "javacpp");

    private Machine() {}

    /** Processor, cores, memory, system, Java and libraries, by name. */
    public static Map<String, String> describe() {
        Map<String, String> machine = new LinkedHashMap<>();
        line("/proc/cpuinfo", "model name\\s*: (.*)").ifPresent(model -> machine.put("cpu", model));
        line("/proc/cpuinfo", "cpu MHz\\s*: (\\d+).*").ifPresent(clock -> machine.put("clock_mhz", clock));
        machine.put("vector_instructions", vectorInstructions());
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        line("/proc/meminfo", "MemTotal:\\s*(\\d+) kB")
                .ifPresent(kib -> machine.put(
                        "memory_gib", String.format(Locale.ROOT, "%.0f", Long.parseLong(kib) / 1024.0 / 1024)));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        for (String library : LIBRARIES) {
            version(library, System.getProperty("java.class.path")).ifPresent(v -> machine.put(library, v));
        }
        return machine;
    }

    /** The version in the name of the library's jar on that class path. */
    static Optional<String> version(String library, String classPath) {
        Pattern jar = Pattern.compile(Pattern.quote(library) + "-(\\d[\\w.]*(?:-[\\d.M]+)?)\\.jar");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(classPath)
                .map(entry -> jar.matcher(Path.of(entry).getFileName().toString()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static String vectorInstructions() {
        String flags = line("/proc/cpuinfo", "flags\\s*: (.*)").orElse("");
        if (flags.contains("avx512f")) {
            return flags.contains("amx_tile") ? "AVX-512, AMX" : "AVX-512";
        }
        return flags.contains("avx2") ? "AVX2" : "unknown";
    }

    private static Optional<String> line(String file, String regex) {
        Pattern pattern = Pattern.compile(regex);
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .map(pattern::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
