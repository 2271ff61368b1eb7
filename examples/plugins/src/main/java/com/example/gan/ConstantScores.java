package com.example.gan;

import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;

/**
 * The critic gives every example of a minibatch nearly the same score, so that the generator learns
 * nothing from it: the difference between the largest and the smallest score is below a limit.
 *
 * @param limit the difference from which scores count as different; > 0
 * @param patience number of logged steps in a row; ≥ 1
 */
@PluginName(value = "constant-scores", summary = "The critic gives all examples nearly the same score.")
public record ConstantScores(
        @Setting("difference from which scores count as different; > 0")
        double limit,

        @Setting("number of logged steps in a row; ≥ 1") int patience)
        implements Symptom {
    /** Five logged steps with scores that differ by less than 1e-4. */
    public ConstantScores() {
        this(1e-4, 5);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public ConstantScores {
        Settings.check()
                .positive("limit", limit)
                .atLeast("patience", patience, 1)
                .orThrow();
    }

    @Override
    public String name() {
        return "constant-scores";
    }

    @Override
    public String advice() {
        return "Raise the critic's learning rate or its number of steps, or weaken its constraint"
                + " (Arjovsky, Chintala, Bottou, Wasserstein GAN, 2017, section 3)";
    }

    @Override
    public Optional<Evidence> atStep(StepReport report) {
        if (report.scores().isEmpty()) {
            return Optional.empty();
        }
        CriticScores scores = report.scores().get();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] side : new double[][] {scores.real(), scores.fake()}) {
            for (double score : side) {
                low = Math.min(low, score);
                high = Math.max(high, score);
            }
        }
        double difference = high - low;
        return difference < limit
                ? Optional.of(new Evidence(
                        "the scores of a minibatch differ by " + difference + " at most", difference, limit))
                : Optional.empty();
    }
}
