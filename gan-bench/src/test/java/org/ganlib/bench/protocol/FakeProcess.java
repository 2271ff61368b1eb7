package org.ganlib.bench.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ganlib.bench.contestant.Contestant;

/**
 * A server on a thread of this process, behind pipes; it ends with code 134 when its contestant
 * dies.
 */
public final class FakeProcess extends Process {
    private static final int BUFFER = 1 << 16;

    private final PipedOutputStream requests = new PipedOutputStream();
    private final PipedInputStream answers = new PipedInputStream(BUFFER);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code;

    /** Serves for {@code contestant}. */
    public FakeProcess(Contestant contestant) throws IOException {
        PipedInputStream in = new PipedInputStream(requests, BUFFER);
        PipedOutputStream out = new PipedOutputStream(answers);
        Thread thread = new Thread(() -> serve(contestant, in, out), "fake process");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Contestant contestant, InputStream in, OutputStream out) {
        try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                in) {
            printed.println("a library greets");
            new Server(contestant).serve(in, printed);
        } catch (IOException | FakeContestant.Death e) {
            code = 134;
        } finally {
            ended.countDown();
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return requests;
    }

    @Override
    public InputStream getInputStream() {
        return answers;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        ended.await();
        return code;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }

    @Override
    public int exitValue() {
        return code;
    }

    @Override
    public boolean isAlive() {
        return ended.getCount() > 0;
    }

    @Override
    public void destroy() {
        // The thread ends with its pipes.
    }
}
