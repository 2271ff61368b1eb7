package org.ganlib.wiring;

import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.ganlib.network.NetworkEngine;

/**
 * What {@code threads: auto} stands for in training: what the environment variable {@code OMP_NUM_THREADS} says, or else what is faster here.
 *
 * @param environment the environment's variables
 * @param processors of this machine, ≥ 1
 * @param busy processors that other programs keep busy; negative if unknown
 * @param probe measures where it must
 */
record AutomaticThreads(Map<String, String> environment, int processors, double busy, ThreadProbe probe) {
    /**
     * @param setThreads sets the number of threads that the engine's work computes with
     * @throws org.ganlib.problem.ConfigurationException if the variable is set to anything but numbers ≥ 1
     */
    ThreadChoice choose(NetworkEngine engine, IntConsumer setThreads) {
        String asked = environment.getOrDefault(ThreadCount.VARIABLE, "").strip();
        if (!asked.isEmpty()) {
            return new ThreadChoice(ThreadCount.first(asked), ThreadCount.VARIABLE + "=" + asked);
        }
        int idle = processors - (int) Math.round(Math.max(0, busy));
        if (processors > 1 && idle < 2) {
            return new ThreadChoice(
                    1, String.format(Locale.ROOT, "other programs keep %.1f of %d processors busy", busy, processors));
        }
        return probe.choose(idle, threads -> {
            setThreads.accept(threads);
            return engine.sampleWork();
        });
    }
}
