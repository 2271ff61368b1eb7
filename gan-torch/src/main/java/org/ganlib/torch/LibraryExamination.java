package org.ganlib.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs {@link LoadProbe}, and makes a sentence of its answer. */
final class LibraryExamination {
    private static final long PATIENCE_SECONDS = 60;

    private LibraryExamination() {}

    /** The devices that libtorch finds, or what is missing. */
    static String run() {
        Process process;
        try {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-Xlog:disable",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LoadProbe.class.getName()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return "unknown: no second Java process could be started: " + e.getMessage();
        }
        try (InputStream out = process.getInputStream()) {
            // The answer is short enough for the pipe to hold it until it is read.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return "unknown: loading libtorch took more than " + PATIENCE_SECONDS + " s";
            }
            return words(new String(out.readAllBytes(), StandardCharsets.UTF_8), process.exitValue());
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown: interrupted";
        } finally {
            process.destroyForcibly();
        }
    }

    /** The sentence for the answer of a probe that ended with that exit code. */
    static String words(String answer, int exitCode) {
        Optional<String> devices = lineAfter("devices ", answer);
        if (exitCode == 0 && devices.isPresent()) {
            return "usable on " + devices.get()
                    + lineAfter("cuda ", answer)
                            .map(problem -> ", not on CUDA: " + problem)
                            .orElse("");
        }
        return lineAfter("problem ", answer)
                .map(problem -> "unavailable: " + problem)
                .orElse("unavailable: libtorch ended the process that loaded it, with code " + exitCode
                        + ". Its library fits neither this machine nor another library on the class path");
    }

    private static Optional<String> lineAfter(String word, String answer) {
        return answer.lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .findFirst();
    }
}
