package org.ganlib.bench.protocol;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.Losses;
import org.ganlib.bench.contestant.TrainingTask;

/** Answers requests for one contestant until it is told to quit or its input ends. */
public final class Server {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Contestant contestant;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** A server for {@code contestant}. */
    public Server(Contestant contestant) {
        this.contestant = contestant;
    }

    /** Serves; returns when there is nothing more to do. */
    public void serve(InputStream requests, PrintStream answers) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals(Message.QUIT); line = in.readLine()) {
            answers.println(answer(line));
            answers.flush();
        }
    }

    private String answer(String line) {
        int space = line.indexOf(' ');
        String request = space < 0 ? line : line.substring(0, space);
        String argument = space < 0 ? "" : line.substring(space + 1);
        try {
            return Message.ok(
                    switch (request) {
                        case Message.IDENTITY -> contestant.identity();
                        case Message.PREPARE -> contestant.prepare(Message.read(argument, TrainingTask.class));
                        case Message.RUN -> run(Integer.parseInt(argument));
                        case Message.PEAK -> contestant.peak();
                        default -> throw new IllegalArgumentException("no request '" + line + "'");
                    });
        } catch (RuntimeException | LinkageError e) {
            return Message.error(firstLine(e));
        }
    }

    private MeasuredWindow run(int steps) {
        Losses losses = new Losses(steps);
        long thread = Thread.currentThread().getId();
        long allocated = threads.getThreadAllocatedBytes(thread);
        long processor = system.getProcessCpuTime();
        long started = System.nanoTime();
        contestant.run(losses);
        long nanos = System.nanoTime() - started;
        return new MeasuredWindow(
                steps,
                nanos,
                system.getProcessCpuTime() - processor,
                threads.getThreadAllocatedBytes(thread) - allocated,
                residentKib(),
                contestant.deviceKib(),
                boxed(losses.critic()),
                boxed(losses.generator()));
    }

    /** Native libraries append their stack. */
    private static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static long residentKib() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
