package org.ganlib.health;

import java.util.Map;
import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;

/**
 * The critic gives the generator nothing to follow: its loss is flat at the scores that fakes get,
 * or the norm of its gradient is a hundred-thousandth of what it was, or the gradient was too small
 * from the beginning, as behind a critic clipped to next to nothing, where no earlier norm tells
 * so.
 */
final class VanishingGradient implements Symptom {
    private static final double LEAST_SLOPE = 1e-3;
    private static final double LEAST_OF_GREATEST = 1e-5;
    /**
     * The root mean square of a gradient at which Adam and RMSProp, which otherwise make up for its
     * size, stand still: what they add to it before they divide by it, by default.
     */
    private static final double LEAST_PER_PARAMETER = 1e-8;

    private final Divergence divergence;
    /** The norm at which the generator's gradient has that root mean square. */
    private final double leastNorm;

    private PlayerLoss loss = new PlayerLoss(0, 0);
    private double greatest;

    VanishingGradient(Divergence divergence, NetworkSet networks) {
        this.divergence = divergence;
        Network generator = networks.get(NetworkRole.GENERATOR);
        leastNorm = LEAST_PER_PARAMETER * Math.sqrt((double) generator.layout().trainable());
    }

    @Override
    public String name() {
        return "vanishing-gradient";
    }

    @Override
    public String advice() {
        return "Take the non-saturating objective (Goodfellow et al. 2014, section 3), least squares (Mao et al. 2017) or a Wasserstein critic"
                + " (Arjovsky et al. 2017), whose clipping limit must not be too small for its depth (Gulrajani et al. 2017, section 3), or blur both"
                + " sides with instance noise (Sønderby et al. 2017)";
    }

    @Override
    public Map<String, Double> memory() {
        return Map.of("greatest", greatest);
    }

    @Override
    public void remember(Map<String, Double> memory) {
        greatest = memory.getOrDefault("greatest", greatest);
    }

    @Override
    public int patience() {
        return 5;
    }

    @Override
    public Optional<Evidence> atStep(StepReport report) {
        double norm = report.value(Measurements.GRADIENT_NORM + "generator");
        if (norm > greatest) {
            greatest = norm;
        }
        double slope = report.scores().map(this::slope).orElse(Double.POSITIVE_INFINITY);
        if (slope < LEAST_SLOPE) {
            return Optional.of(new Evidence(
                    "the generator's loss has a mean slope of " + Text.number(slope)
                            + " at the scores of fakes, which are "
                            + Text.number(report.value(Measurements.FAKE_SCORE)) + " in the mean (at least "
                            + Text.number(LEAST_SLOPE) + " expected)",
                    slope,
                    LEAST_SLOPE));
        }
        if (norm < leastNorm) {
            return Optional.of(new Evidence(
                    "the norm of the generator's gradient is " + Text.number(norm)
                            + ", so small that adaptive optimizers no longer make up for it (at least "
                            + Text.number(leastNorm) + " expected of so many parameters)",
                    norm,
                    leastNorm));
        }
        return norm < LEAST_OF_GREATEST * greatest
                ? Optional.of(new Evidence(
                        "the norm of the generator's gradient is " + Text.number(norm) + ", it was "
                                + Text.number(greatest) + " at its greatest",
                        norm,
                        LEAST_OF_GREATEST * greatest))
                : Optional.empty();
    }

    /** The mean size of the derivative of one fake's part in the generator's loss. */
    private double slope(CriticScores scores) {
        if (loss.fakeGradient().length != scores.fake().length || loss.realGradient().length != scores.real().length) {
            loss = PlayerLoss.sizedFor(scores);
        }
        divergence.generatorLoss(scores, loss);
        double sum = 0;
        for (double part : loss.fakeGradient()) {
            sum += Math.abs(part);
        }
        return sum;
    }
}
