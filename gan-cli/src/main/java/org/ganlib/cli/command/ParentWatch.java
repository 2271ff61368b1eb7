package org.ganlib.cli.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ganlib.train.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several runs watches the process that started it: when that is killed, nobody waits for
 * the run any more, and it ends as by Ctrl-C.
 */
final class ParentWatch {
    /** The system property with the number of the process that started this one. */
    static final String PROPERTY = "gan.parent";

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private ParentWatch() {}

    /**
     * Raises the signal when the parent named by the property ends, or if it has ended already.
     * Does nothing without the property.
     */
    static void raises(StopSignal stop) {
        Long expected = Long.getLong(PROPERTY);
        if (expected == null) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.current().parent().filter(process -> process.pid() == expected);
        if (parent.isPresent()) {
            CompletableFuture<Void> unused = parent.get().onExit().thenRun(() -> end(stop));
        } else {
            // A process whose parent ended has been handed to another.
            end(stop);
        }
    }

    private static void end(StopSignal stop) {
        LOG.warn("the process that started this run has ended: this one saves a checkpoint and ends too");
        stop.raise();
    }
}
