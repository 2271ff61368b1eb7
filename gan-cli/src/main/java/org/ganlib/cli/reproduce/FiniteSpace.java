package org.ganlib.cli.reproduce;

import org.ganlib.random.RandomStream;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.PointwiseDivergence;

/**
 * Distributions on finitely many points, as arrays of probabilities: everything about them can be
 * computed to rounding.
 */
final class FiniteSpace {
    private static final double LARGEST_SCORE = 200;
    private static final int HALVINGS = 100;

    private FiniteSpace() {}

    /** Σ q f(p/q), with f(0)·q where p = 0 and f′(∞)·p where q = 0. Need not be normalised. */
    static double divergence(FDivergence divergence, double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (q[i] > 0) {
                sum += q[i] * divergence.f().value(p[i] / q[i]);
            } else if (p[i] > 0) {
                sum += p[i] * divergence.conjugateDomain().high();
            }
        }
        return sum;
    }

    /** The critic's loss at a score per point. */
    static double criticLoss(PointwiseDivergence loss, double[] p, double[] q, double[] scores) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += (p[i] > 0 ? p[i] * loss.criticReal().value(scores[i]) : 0)
                    + (q[i] > 0 ? q[i] * loss.criticFake().value(scores[i]) : 0);
        }
        return sum;
    }

    /**
     * The scores at which the critic's loss is least, found point by point by halving the interval
     * in which its slope changes sign.
     */
    static double[] trainedCritic(PointwiseDivergence loss, double[] p, double[] q) {
        double[] scores = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            double low = -LARGEST_SCORE;
            double high = LARGEST_SCORE;
            for (int step = 0; step < HALVINGS; step++) {
                double middle = low + (high - low) / 2;
                double slope = p[i] * loss.criticReal().derivative(middle)
                        + q[i] * loss.criticFake().derivative(middle);
                if (slope > 0) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            scores[i] = low + (high - low) / 2;
        }
        return scores;
    }

    /** A distribution drawn at random, every probability positive. */
    static double[] draw(RandomStream random, int points) {
        double[] probabilities = new double[points];
        double sum = 0;
        for (int i = 0; i < points; i++) {
            probabilities[i] = 0.01 - Math.log(1 - random.nextDouble());
            sum += probabilities[i];
        }
        for (int i = 0; i < points; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** weight·p + otherWeight·q. */
    static double[] combine(double weight, double[] p, double otherWeight, double[] q) {
        double[] sum = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            sum[i] = weight * p[i] + otherWeight * q[i];
        }
        return sum;
    }

    /** The largest |a − b|. */
    static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
