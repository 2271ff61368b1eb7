package org.ganlib.health;

import java.util.Optional;
import java.util.stream.DoubleStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;

/**
 * Scores at which one example outweighs its minibatch. Some conjugates grow like an exponential:
 * beyond the range in which every slope of both losses stays below {@value #STEEPEST}, single
 * examples decide the step, and infinity is near. The range follows from the divergence.
 */
final class ScoreOutOfRange implements Symptom {
    private static final double STEEPEST = 1e4;
    private static final double FARTHEST = 1e9;

    private final Divergence divergence;
    private final CriticScores one = new CriticScores(new double[1], new double[1]);
    private final PlayerLoss loss = PlayerLoss.sizedFor(one);
    private boolean known;
    private double low;
    private double high;

    ScoreOutOfRange(Divergence divergence) {
        this.divergence = divergence;
    }

    @Override
    public String name() {
        return "score-out-of-range";
    }

    @Override
    public String advice() {
        return "Lower the critic's learning rate, clip gradients, or choose a divergence with bounded slopes: gan, jensen-shannon or"
                + " squared-hellinger (Nowozin et al. 2016, table 2)";
    }

    @Override
    public int patience() {
        return 1;
    }

    @Override
    public Optional<Evidence> atStep(StepReport report) {
        if (report.scores().isEmpty()) {
            return Optional.empty();
        }
        findRange();
        CriticScores scores = report.scores().get();
        double least = DoubleStream.concat(DoubleStream.of(scores.real()), DoubleStream.of(scores.fake()))
                .min()
                .orElseThrow();
        double greatest = DoubleStream.concat(DoubleStream.of(scores.real()), DoubleStream.of(scores.fake()))
                .max()
                .orElseThrow();
        if (least >= low && greatest <= high) {
            return Optional.empty();
        }
        boolean below = least < low;
        return Optional.of(new Evidence(
                "scores from " + Text.number(least) + " to " + Text.number(greatest) + " leave the range from "
                        + end(low) + " to " + end(high) + " in which the losses' slopes stay below "
                        + Text.number(STEEPEST),
                below ? least : greatest,
                below ? low : high));
    }

    /** Not before there are scores: a model without a critic has no losses to ask. */
    private void findRange() {
        if (!known) {
            low = -reach(-1);
            high = reach(1);
            known = true;
        }
    }

    private static String end(double value) {
        return Double.isInfinite(value) ? (value < 0 ? "−∞" : "∞") : Text.number(value);
    }

    /**
     * The distance from 0, in that direction, up to which slopes stay below the limit; infinite if
     * they do for all possible scores.
     */
    private double reach(int sign) {
        double inside = 0;
        double outside = 1;
        while (isSafe(sign * outside)) {
            inside = outside;
            outside *= 2;
            if (outside > FARTHEST) {
                return Double.POSITIVE_INFINITY;
            }
        }
        for (int i = 0; i < 60; i++) {
            double middle = (inside + outside) / 2;
            if (isSafe(sign * middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private boolean isSafe(double score) {
        one.real()[0] = score;
        one.fake()[0] = score;
        divergence.criticLoss(one, loss);
        boolean safe = isGentle();
        divergence.generatorLoss(one, loss);
        return safe && isGentle();
    }

    private boolean isGentle() {
        return Math.abs(loss.realGradient()[0]) <= STEEPEST && Math.abs(loss.fakeGradient()[0]) <= STEEPEST;
    }
}
