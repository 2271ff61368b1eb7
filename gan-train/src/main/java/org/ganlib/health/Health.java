package org.ganlib.health;

import java.util.List;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Symptom;
import org.ganlib.spi.TrainingListener;

/**
 * The settings of the health monitor, which looks for mode collapse, vanishing gradients, a
 * saturated output, scores beyond a divergence's range, clipping that does the critic's work,
 * exploding parameters, and a player that has won. What it finds goes to {@code health.jsonl}, one
 * object a line: its step, {@code finding}, {@code evidence} in words, {@code value} and {@code
 * limit}, and {@code advice} with its source. A finding is reported when it begins, and again if it
 * comes back after it was gone.
 *
 * @param stop true if the first finding ends the run as one that diverged; false by default
 * @param symptoms further symptoms, beside those above; none by default
 */
@PluginName(
        value = "health",
        summary = "Reports how a run is failing, by which numbers, and what the literature suggests.")
public record Health(
        @Setting("whether the first finding ends the run") boolean stop,
        @Setting("further symptoms to look for") List<Symptom> symptoms)
        implements TrainingListener {
    /** Reports, and lets the run go on. */
    public Health() {
        this(false, List.of());
    }

    /** Copies the list. */
    public Health {
        symptoms = List.copyOf(symptoms);
    }

    @Override
    public TrainingListener forRun() {
        return new HealthMonitor(stop, symptoms);
    }
}
