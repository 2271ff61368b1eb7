package org.ganlib.bench.protocol;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;

/** A contestant in another process, as the measuring process sees it. Used by one thread. */
public final class Child implements AutoCloseable {
    private static final String END = "";
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);
    private static final long SECONDS_TO_QUIT = 5;

    private final Process process;
    private final BufferedWriter requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** Talks to a process that runs a {@link Server}. */
    public Child(Process process) {
        this.process = process;
        requests = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** The identity of the contestant. */
    public Identity identity() {
        return ask(Message.IDENTITY, Identity.class);
    }

    /** Builds the networks. */
    public Prepared prepare(TrainingTask assignment) {
        return ask(Message.PREPARE + " " + Message.text(assignment), Prepared.class);
    }

    /** Trains for a number of steps. */
    public MeasuredWindow run(int steps) {
        return ask(Message.RUN + " " + steps, MeasuredWindow.class);
    }

    /** Multiplies matrices. */
    public Peak peak() {
        return ask(Message.PEAK, Peak.class);
    }

    /** Lets it quit, and ends it if it does not. */
    @Override
    public void close() {
        try {
            send(Message.QUIT);
            requests.close();
        } catch (ContestantDied | IOException e) {
            // It is gone already, which is what was wanted.
        }
        try {
            if (!process.waitFor(SECONDS_TO_QUIT, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private <T> T ask(String request, Class<T> type) {
        send(request);
        try {
            String answer = answers.poll(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                process.destroyForcibly();
                throw new ContestantDied("no answer to '" + request + "' within " + LONGEST_ANSWER.toMinutes()
                        + " minutes; the process was ended");
            }
            if (answer.equals(END)) {
                throw died(request);
            }
            return Message.answer(answer, type);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ContestantDied("interrupted while waiting for the answer to '" + request + "'");
        }
    }

    private void send(String request) {
        try {
            requests.write(request);
            requests.newLine();
            requests.flush();
        } catch (IOException e) {
            throw died(request);
        }
    }

    private ContestantDied died(String request) {
        try {
            process.waitFor(SECONDS_TO_QUIT, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String end = process.isAlive() ? "closed its output" : "ended with code " + process.exitValue();
        return new ContestantDied("the process " + end + " at '" + request + "'");
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Message.MARK)) {
                    answers.add(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The end of the stream and a broken one mean the same: there will be no more answers.
        }
        answers.add(END);
    }
}
