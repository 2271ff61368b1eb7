package org.ganlib.cli.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Interruption;
import org.ganlib.cli.shell.ParentWatch;
import org.ganlib.cli.text.PlainText;
import org.ganlib.problem.GanException;
import org.ganlib.train.StopSignal;

/**
 * Runs {@code gan} commands in processes of their own, each with fresh memory; a limited number
 * runs at a time.
 */
public final class RunProcesses {
    private static final long MILLISECONDS_BETWEEN_LOOKS = 100;
    /**
     * The name of the entry point. This package cannot use the class, because the entry point
     * depends on the commands.
     */
    private static final String ENTRY = "org.ganlib.cli.Gan";

    private static final String THREADS = "OMP_NUM_THREADS";

    private final int atATime;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * Creates a runner of processes.
     *
     * @param atATime ≥ 1; where there are several, each computes on one thread unless told
     *     otherwise
     */
    public RunProcesses(int atATime, PrintWriter out, PrintWriter err) {
        this.atATime = atATime;
        this.out = out;
        this.err = err;
    }

    /**
     * A command to run.
     *
     * @param name its name in messages
     * @param directory its run directory
     * @param arguments the arguments of {@code gan}
     */
    public record Job(String name, Path directory, List<String> arguments) {
        /** Keeps an unmodifiable copy of the list. */
        public Job {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Runs all jobs, also if one of them fails. After Ctrl-C the running jobs end, and no more are
     * started.
     *
     * @return 0 if all went well, 130 after Ctrl-C, otherwise the code of the first job that failed
     */
    public int run(List<Job> jobs) {
        StopSignal stop = new StopSignal();
        Interruption interruption = Interruption.raises(stop);
        try {
            return run(new ArrayDeque<>(jobs), jobs.size(), stop);
        } finally {
            interruption.end();
        }
    }

    private int run(Queue<Job> waiting, int count, StopSignal stop) {
        List<Running> running = new ArrayList<>();
        int code = ExitCode.OK;
        int finished = 0;
        boolean told = false;
        while (!running.isEmpty() || (!waiting.isEmpty() && !stop.isRaised())) {
            while (running.size() < atATime && !waiting.isEmpty() && !stop.isRaised()) {
                running.add(start(waiting.remove()));
            }
            if (stop.isRaised() && !told) {
                running.forEach(r -> r.process().destroy());
                told = true;
            }
            for (Running each : List.copyOf(running)) {
                if (!each.process().isAlive()) {
                    running.remove(each);
                    finished++;
                    int its = report(each, finished, count);
                    code = code == ExitCode.OK ? its : code;
                }
            }
            pause(stop);
        }
        return stop.isRaised() ? ExitCode.INTERRUPTED : code;
    }

    private int report(Running ended, int finished, int count) {
        int code = ended.process().exitValue();
        Job job = ended.job();
        err.println("run " + finished + "/" + count + ", " + job.name() + ": "
                + (code == ExitCode.OK ? "finished" : "exit code " + code));
        try {
            if (code != ExitCode.OK) {
                Files.readAllLines(ended.errors()).forEach(err::println);
            }
            Files.deleteIfExists(ended.errors());
        } catch (IOException e) {
            err.println(ended.errors() + ": cannot be read: " + e.getMessage());
        }
        err.flush();
        if (code == ExitCode.OK) {
            out.println("run: " + PlainText.line(job.directory()));
            out.flush();
        }
        return code;
    }

    private Running start(Job job) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-X") || flag.startsWith("-D"))
                .toList());
        command.add("-D" + ParentWatch.PROPERTY + "=" + ProcessHandle.current().pid());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ENTRY));
        command.addAll(job.arguments());
        try {
            Path errors = Files.createTempFile("gan-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile());
            if (atATime > 1 && builder.environment().getOrDefault(THREADS, "").isBlank()) {
                builder.environment().put(THREADS, "1");
            }
            return new Running(job, builder.start(), errors);
        } catch (IOException e) {
            throw new GanException(job.name() + ": no process could be started: " + e.getMessage(), e);
        }
    }

    private static void pause(StopSignal stop) {
        try {
            Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.raise();
        }
    }

    private record Running(Job job, Process process, Path errors) {}
}
