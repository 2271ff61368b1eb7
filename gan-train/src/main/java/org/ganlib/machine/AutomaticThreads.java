package org.ganlib.machine;

import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.ganlib.network.NetworkEngine;

/**
 * The choice of the number of threads in training for {@code threads: auto}: the environment
 * variable {@code OMP_NUM_THREADS} decides, or else the number that is faster on this machine.
 *
 * @param environment the environment variables
 * @param processors the number of processors of this machine, ≥ 1
 * @param busy the number of processors that other programs keep busy; negative if unknown
 * @param probe chooses by measuring the speed, if that is needed
 */
record AutomaticThreads(Map<String, String> environment, int processors, double busy, ThreadProbe probe) {
    /**
     * Chooses the number of threads.
     *
     * @param setThreads sets the number of threads that the engine computes with
     * @throws org.ganlib.problem.ConfigurationException if the variable is set, but not to numbers
     *     ≥ 1
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
