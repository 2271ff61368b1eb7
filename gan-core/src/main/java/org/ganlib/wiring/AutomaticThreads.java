package org.ganlib.wiring;

import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.ganlib.network.NetworkEngine;
import org.ganlib.problem.GanException;

/**
 * What {@code threads: auto} stands for in training: what the environment variable {@value #VARIABLE} says, or else what is faster here.
 *
 * @param environment the environment's variables
 * @param processors of this machine, ≥ 1
 * @param busy processors that other programs keep busy; negative if unknown
 * @param probe measures where it must
 */
record AutomaticThreads(Map<String, String> environment, int processors, double busy, ThreadProbe probe) {
    /** OpenMP's own variable; a list of counts for nested teams starts with the one that matters. */
    static final String VARIABLE = "OMP_NUM_THREADS";

    /**
     * @param setThreads sets the number of threads that the engine's work computes with
     * @throws GanException if the variable is set to anything but numbers ≥ 1
     */
    ThreadChoice choose(NetworkEngine engine, IntConsumer setThreads) {
        String asked = environment.getOrDefault(VARIABLE, "").strip();
        if (!asked.isEmpty()) {
            return new ThreadChoice(parse(asked), VARIABLE + "=" + asked);
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

    private static int parse(String asked) {
        String first = asked.split(",", 2)[0].strip();
        if (!first.matches("0*[1-9][0-9]{0,5}")) {
            throw new GanException(VARIABLE + ": must be an integer from 1 to 999999, was '" + asked
                    + "'. Correct or unset it, or use threads=N");
        }
        return Integer.parseInt(first);
    }
}
