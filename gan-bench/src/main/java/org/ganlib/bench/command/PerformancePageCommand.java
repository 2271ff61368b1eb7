package org.ganlib.bench.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ganlib.bench.report.PerformancePage;
import org.ganlib.file.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes docs/performance.md from a measurement. */
@Command(
        name = "report",
        description = "Writes docs/performance.md from a file that --json wrote.",
        mixinStandardHelpOptions = true)
final class PerformancePageCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What --json wrote.")
    private Path file;

    @Option(names = "--out", description = "Where to write.", defaultValue = "docs/performance.md")
    private Path out;

    @Override
    public Integer call() throws IOException {
        AtomicFile.write(
                out.toAbsolutePath(), new PerformancePage(new ObjectMapper().readTree(file.toFile())).markdown());
        return 0;
    }
}
