package org.ganlib.cli.shell;

import java.util.concurrent.CountDownLatch;
import org.ganlib.train.StopSignal;

/**
 * Turns SIGINT (Ctrl-C), SIGTERM and SIGHUP into a stop signal. The process then ends with the
 * signal's own code (130, 143, 129) as soon as {@link #end} is called.
 */
public final class Interruption {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(StopSignal stop) {
        hook = new Thread(
                () -> {
                    stop.raise();
                    try {
                        done.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interruption");
    }

    public static Interruption raises(StopSignal stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Lets an interrupted process end. */
    public void end() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook no longer waits.
        }
    }
}
