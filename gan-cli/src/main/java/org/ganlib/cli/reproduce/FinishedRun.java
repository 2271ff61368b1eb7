package org.ganlib.cli.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training of a reproduction after its end.
 *
 * @param seed its seed
 * @param measured the numbers that were measured, by name; empty if the training diverged
 * @param processorSeconds processor time of the thread that trained
 * @param diverged true if a number ceased to be finite, so that the training broke off
 */
public record FinishedRun(long seed, Map<String, Double> measured, double processorSeconds, boolean diverged) {
    /** Copies the map. */
    public FinishedRun {
        measured = new LinkedHashMap<>(measured);
    }

    /**
     * A number that was measured.
     *
     * @param ifDiverged the value to take for a training that diverged
     */
    public double value(String name, double ifDiverged) {
        if (diverged) {
            return ifDiverged;
        }
        Double value = measured.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing measured " + name + ", but " + measured.keySet());
        }
        return value;
    }

    Map<String, Object> json(List<String> settings) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("seed", seed);
        content.put("settings", settings);
        content.put("measured", measured);
        content.put("processor-seconds", processorSeconds);
        content.put("diverged", diverged);
        return content;
    }
}
