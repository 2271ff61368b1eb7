package org.ganlib.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ganlib.fault.Fault;
import org.ganlib.problem.GanException;
import org.ganlib.problem.MemoryShortage;
import org.ganlib.spi.Examples;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/** A run's listeners. What one of them throws ends the run with a message that names it. */
final class Watchers {
    private final List<TrainingListener> listeners;

    /**
     * The key of each listener's state: the name of its class, and its number among the listeners
     * of that class.
     */
    private final List<String> keys = new ArrayList<>();

    Watchers(Set<TrainingListener> listeners) {
        this.listeners = listeners.stream().map(Watchers::forRun).toList();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (TrainingListener listener : this.listeners) {
            String name = listener.getClass().getName();
            keys.add(name + "#" + counts.merge(name, 1, Integer::sum));
        }
    }

    private static TrainingListener forRun(TrainingListener plugin) {
        try {
            TrainingListener listener = plugin.forRun();
            if (listener == null) {
                throw new IllegalStateException("forRun() returned null");
            }
            return listener;
        } catch (RuntimeException | Error e) {
            throw blamed(plugin, e);
        }
    }

    /**
     * The state of each listener by its key, in the order of the keys; listeners without state are
     * left out.
     */
    Map<String, Map<String, String>> state() {
        Map<String, Map<String, String>> state = new TreeMap<>();
        for (int i = 0; i < listeners.size(); i++) {
            TrainingListener listener = listeners.get(i);
            try {
                Map<String, String> own = listener.state();
                if (!own.isEmpty()) {
                    state.put(keys.get(i), new TreeMap<>(own));
                }
            } catch (RuntimeException | Error e) {
                throw blamed(listener, e);
            }
        }
        return state;
    }

    /** Passes each listener the state that {@link #state} stored for it. */
    void restore(Map<String, Map<String, String>> state) {
        for (int i = 0; i < listeners.size(); i++) {
            Map<String, String> own = state.get(keys.get(i));
            if (own != null) {
                try {
                    listeners.get(i).restore(own);
                } catch (RuntimeException | Error e) {
                    throw blamed(listeners.get(i), e);
                }
            }
        }
    }

    void runStarted(RunInfo run) {
        tell(l -> l.runStarted(run));
    }

    /** Called every step: allocates nothing. */
    void stepFinished(StepReport report) {
        for (int i = 0; i < listeners.size(); i++) {
            TrainingListener listener = listeners.get(i);
            try {
                listener.stepFinished(report);
            } catch (RuntimeException | Error e) {
                throw blamed(listener, e);
            }
        }
    }

    void samplesGenerated(long step, Examples samples) {
        tell(l -> l.samplesGenerated(step, samples));
    }

    void samplesWritten(long step, Path file) {
        tell(l -> l.samplesWritten(step, file));
    }

    void checkpointDue(long step) {
        tell(l -> l.checkpointDue(step));
    }

    void checkpointWritten(long step, Path file) {
        tell(l -> l.checkpointWritten(step, file));
    }

    /**
     * Tells every listener, also when one of them throws.
     *
     * @param failure the exception that ended the run, to which exceptions of listeners are added
     * as suppressed ones; null if there was none, in which case the first exception of a listener
     * is thrown
     */
    void runEnded(RunStatus status, long step, Throwable failure) {
        RuntimeException first = null;
        for (TrainingListener listener : listeners) {
            try {
                listener.runEnded(status, step);
            } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
                Throwable earlier = failure == null ? first : failure;
                if (earlier == null) {
                    first = blamed(listener, e);
                } else if (earlier != e) {
                    earlier.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void tell(Consumer<TrainingListener> event) {
        for (TrainingListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                throw blamed(listener, e);
            }
        }
    }

    /** The exception that names the listener; a lack of memory is thrown as it is. */
    private static RuntimeException blamed(TrainingListener listener, Throwable e) {
        if (e instanceof GanException told) {
            return told;
        }
        MemoryShortage.in(e).ifPresent(shortage -> {
            throw shortage;
        });
        return new GanException(
                "listener " + Fault.described(listener.getClass()) + " failed: " + Fault.reason(e)
                        + ". Remove it from the experiment's listeners, or correct it; --debug shows where",
                e);
    }
}
