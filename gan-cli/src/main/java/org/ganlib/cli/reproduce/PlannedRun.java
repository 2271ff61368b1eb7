package org.ganlib.cli.reproduce;

import java.util.List;
import java.util.Map;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;

/**
 * A training of a reproduction, once for each seed.
 *
 * @param name the name of its rows and of its folder
 * @param experiment a built-in experiment
 * @param settings the settings that differ from it, {@code key=value}
 * @param steps its number of steps
 * @param earlier steps before the last one after which the model is measured too. A checkpoint
 *     must be written after each: 0, or a multiple of {@code train.checkpoint-every}
 * @param measurement measures the trained model
 */
public record PlannedRun(
        String name,
        String experiment,
        List<String> settings,
        long steps,
        List<Long> earlier,
        Measurement measurement) {
    /** Copies the lists. */
    public PlannedRun {
        settings = List.copyOf(settings);
        earlier = List.copyOf(earlier);
    }

    /** A training that is measured after its last step alone. */
    public PlannedRun(String name, String experiment, List<String> settings, long steps, Measurement measurement) {
        this(name, experiment, settings, steps, List.of(), measurement);
    }

    /** The name of a quantity that was measured after that many steps, not after the last. */
    public static String earlier(long step, String quantity) {
        return "step-" + step + "/" + quantity;
    }

    /** A function that measures a trained model. */
    @FunctionalInterface
    public interface Measurement {
        /**
         * Measures.
         *
         * @param workspace what is installed
         * @param model the model after the last step, or an earlier one
         * @param seed the seed of the training
         * @return the numbers by name, in the order of their rows
         */
        Map<String, Double> of(Workspace workspace, TrainedModel model, long seed);
    }
}
