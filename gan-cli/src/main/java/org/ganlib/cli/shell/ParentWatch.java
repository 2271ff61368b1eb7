package org.ganlib.cli.shell;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ganlib.train.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the process that started this run as one of several. If that process is killed, the run
 * ends as after Ctrl-C, because nothing waits for it any more.
 */
public final class ParentWatch {
    /** The system property that holds the process number of the parent. */
    public static final String PROPERTY = "gan.parent";

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private ParentWatch() {}

    /**
     * Raises the signal when the parent process that the property names ends, or if it has ended
     * already. Without the property it does nothing.
     */
    public static void raises(StopSignal stop) {
        Long expected = Long.getLong(PROPERTY);
        if (expected == null) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.current().parent().filter(process -> process.pid() == expected);
        if (parent.isPresent()) {
            CompletableFuture<Void> unused = parent.get().onExit().thenRun(() -> end(stop));
        } else {
            // The parent has ended: the system has given this process another parent.
            end(stop);
        }
    }

    private static void end(StopSignal stop) {
        LOG.warn("the process that started this run has ended: this one saves a checkpoint and ends too");
        stop.raise();
    }
}
