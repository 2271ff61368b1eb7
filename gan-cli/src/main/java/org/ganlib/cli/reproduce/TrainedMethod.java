package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.spi.MetricResult;

/**
 * A method with the networks and settings of its paper, and what is measured of it.
 *
 * @param name the name of its rows
 * @param experiment a built-in experiment
 * @param settings the settings that differ from it
 * @param lengths the number of steps
 * @param quantities what is measured, in the order of the rows
 */
public record TrainedMethod(
        String name, String experiment, List<String> settings, Lengths lengths, List<Quantity> quantities) {
    /** The number of checkpoints that a training of 40,000 steps or more leaves. */
    private static final int CHECKPOINTS = 40;

    /** The smallest number of steps between checkpoints: writing takes as long as many short steps. */
    private static final long LEAST_INTERVAL = 1_000;

    /** Samples that show that a metric runs. */
    private static final int SMOKE_SAMPLES = 500;

    /** Copies the lists. */
    public TrainedMethod {
        settings = List.copyOf(settings);
        quantities = List.copyOf(quantities);
    }

    /** The same method with further settings. */
    public TrainedMethod with(String otherName, List<String> more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(more);
        return new TrainedMethod(otherName, experiment, all, lengths, quantities);
    }

    /** The same method with other quantities. */
    public TrainedMethod measuring(List<Quantity> others) {
        return new TrainedMethod(name, experiment, settings, lengths, others);
    }

    PlannedRun plan(Scale scale) {
        long steps = lengths.at(scale);
        List<String> all = new ArrayList<>(settings);
        all.add("train.checkpoint-every=" + Math.max(LEAST_INTERVAL, steps / CHECKPOINTS));
        return new PlannedRun(
                name,
                experiment,
                all,
                steps,
                (workspace, model, seed) ->
                        measure(workspace, model, seed, scale == Scale.SMOKE ? SMOKE_SAMPLES : Integer.MAX_VALUE));
    }

    private Map<String, Double> measure(Workspace workspace, TrainedModel model, long seed, int most) {
        Map<Quantity.Measured, MetricResult> results = new HashMap<>();
        Map<String, Double> measured = new LinkedHashMap<>();
        for (Quantity quantity : quantities) {
            measured.put(quantity.name(), quantity.of(workspace, model, seed, most, results));
        }
        return measured;
    }

    /** The rows of the method. */
    List<Row> rows(Setup setup, SeedResults results) {
        String note = setup.lengthInWords(lengths);
        List<Row> rows = new ArrayList<>();
        for (Quantity quantity : quantities) {
            List<Double> values = results.values(name, quantity.name(), quantity.ifDiverged());
            rows.add(quantity.row(name, values, setup.scale(), note));
        }
        rows.add(results.processorTime(name));
        return rows;
    }
}
