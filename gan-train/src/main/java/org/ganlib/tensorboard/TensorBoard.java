package org.ganlib.tensorboard;

import java.time.Clock;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.TrainingListener;

/**
 * Writes {@code events.out.tfevents.*} into the run directory: every number of metrics.jsonl at the
 * same steps, each sample grid, and histograms of the critic's scores and of every trained
 * parameter array.
 *
 * @param histogramsEvery steps between two sets of histograms, ≥ 0; 0 for none
 */
@PluginName(
        value = "tensorboard",
        summary = "Writes event files that TensorBoard shows: numbers, pictures, histograms.")
public record TensorBoard(
        @Setting("steps between two sets of histograms; 0 for none")
        long histogramsEvery) implements TrainingListener {
    /** Histograms every 500 steps. */
    public TensorBoard() {
        this(500);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the interval is negative */
    public TensorBoard {
        Settings.check().atLeast("histograms-every", histogramsEvery, 0).orThrow();
    }

    @Override
    public TrainingListener forRun() {
        return new EventWriter(histogramsEvery, Clock.systemUTC());
    }
}
