package org.ganlib.health;

import java.util.Arrays;
import java.util.Optional;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.IntegralDivergence;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;

/**
 * One player has won: the critic tells every real example of a minibatch from every fake, or it is
 * worse than chance, for many looks in a row. Judged by the share of pairs (real, fake) that the
 * critic orders rightly, the area under its ROC curve. A critic that estimates a distance is meant
 * to be as good as it can be, and is not judged.
 */
final class Imbalance implements Symptom {
    private static final double MOST = 0.9999;
    private static final double LEAST = 0.25;

    private final boolean judged;

    Imbalance(Divergence divergence) {
        judged = !(divergence instanceof IntegralDivergence);
    }

    @Override
    public String name() {
        return "imbalance";
    }

    @Override
    public String advice() {
        return "Where the critic wins: one-sided label smoothing (Salimans et al. 2016, section 3.4), dropout or a lower learning rate for it; where the"
                + " generator wins: more critic steps, or a higher learning rate for the critic (Heusel et al. 2017)";
    }

    @Override
    public int patience() {
        return 20;
    }

    @Override
    public Optional<Evidence> atStep(StepReport report) {
        if (!judged || report.scores().isEmpty()) {
            return Optional.empty();
        }
        double share = orderedPairs(report.scores().get());
        if (share > MOST) {
            return Optional.of(new Evidence(
                    "the critic scores " + Text.percent(share)
                            + " of all pairs of a real and a fake example in the right order, look after look",
                    share,
                    MOST));
        }
        return share < LEAST
                ? Optional.of(new Evidence(
                        "the critic scores only " + Text.percent(share)
                                + " of all pairs of a real and a fake example in the right order; chance is 50 %",
                        share,
                        LEAST))
                : Optional.empty();
    }

    /** The share of pairs in which the real example has the greater score; ties count half. */
    static double orderedPairs(CriticScores scores) {
        double[] fake = scores.fake().clone();
        Arrays.sort(fake);
        double ordered = 0;
        for (double score : scores.real()) {
            ordered += (below(fake, score, false) + below(fake, score, true)) / 2.0;
        }
        return ordered / ((double) fake.length * scores.real().length);
    }

    /**
     * The number of sorted values that are less than {@code bound}, or less than or equal to it.
     */
    private static int below(double[] sorted, double bound, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound || (orEqual && sorted[middle] == bound)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
