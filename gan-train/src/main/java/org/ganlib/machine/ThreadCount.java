package org.ganlib.machine;

import java.util.List;
import java.util.Map;
import org.ganlib.config.Experiment;
import org.ganlib.problem.ConfigurationException;

/**
 * Checks the number of threads that an experiment, or OpenMP's own environment variable, asks for.
 */
final class ThreadCount {
    /** OpenMP's own variable. If it is a list of counts for nested teams, the first one is used. */
    static final String VARIABLE = "OMP_NUM_THREADS";

    private ThreadCount() {}

    /**
     * Checks the number of threads of an experiment.
     *
     * @throws ConfigurationException unless it is from 0, which means auto, to {@value
     *     Experiment#MOST_THREADS}
     */
    static void require(int threads) {
        if (threads < 0 || threads > Experiment.MOST_THREADS) {
            throw problem(
                    "threads",
                    "must be from 1 to " + Experiment.MOST_THREADS + ", was " + threads
                            + ". Use auto, or at most as many as the machine has processors");
        }
    }

    /**
     * Checks the variable before any native library reads it, because ND4J fails at its start
     * unless the variable is a single plain number.
     *
     * @throws ConfigurationException if it is set to anything else; the message says what to do
     */
    static void requireReadable(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "");
        if (value.isEmpty()) {
            return;
        }
        int first = first(value);
        if (!value.equals(Integer.toString(first))) {
            throw problem(
                    VARIABLE,
                    "ND4J reads one plain number, was '" + value + "'. Set it to " + first
                            + ", or start with the launcher gan, which hands on the first number of a list");
        }
    }

    /**
     * The number of threads in a value of the variable: the first number of its list.
     *
     * @throws ConfigurationException if it is not a number from 1 to {@value
     *     Experiment#MOST_THREADS}
     */
    static int first(String asked) {
        String first = asked.split(",", 2)[0].strip();
        int count = first.matches("0*[1-9][0-9]{0,8}") ? Integer.parseInt(first) : 0;
        if (count < 1 || count > Experiment.MOST_THREADS) {
            throw problem(
                    VARIABLE,
                    "must be an integer from 1 to " + Experiment.MOST_THREADS + ", was '" + asked
                            + "'. Correct or unset it, or use threads=N");
        }
        return count;
    }

    private static ConfigurationException problem(String setting, String problem) {
        return new ConfigurationException(setting, List.of(problem));
    }
}
