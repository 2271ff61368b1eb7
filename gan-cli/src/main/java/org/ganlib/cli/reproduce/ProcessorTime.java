package org.ganlib.cli.reproduce;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.TrainingListener;

/**
 * Counts the processor time of the thread that trains: other work of the machine must not count.
 * The count is in the run's checkpoints, so that a run that was broken off continues it.
 */
final class ProcessorTime implements TrainingListener {
    private static final String KEY = "processor-seconds";

    private double before;
    /** The time at the first step; before it, that at which this object was made. */
    private long started = now();

    @Override
    public void runStarted(RunInfo run) {
        started = now();
    }

    @Override
    public void restore(Map<String, String> state) {
        before = Double.parseDouble(state.get(KEY));
    }

    @Override
    public Map<String, String> state() {
        return Map.of(KEY, Double.toString(seconds()));
    }

    /** The time since the first step, that of earlier processes included. */
    double seconds() {
        return before + (now() - started) / 1e9;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
