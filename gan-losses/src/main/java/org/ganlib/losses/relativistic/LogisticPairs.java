package org.ganlib.losses.relativistic;

import java.util.Arrays;
import org.ganlib.losses.numeric.Softplus;

/**
 * The mean of sp(lⱼ − uᵢ) over all pairs, with sp(x) = log(1 + e^x) and its derivative σ.
 *
 * <p>Training calls it with n·m pairs at every step, and an exponential and a logarithm for each
 * would cost as much as a small network. Where all scores lie within {@link #WIDEST} of each other,
 * e^(lⱼ − uᵢ) is the product of one exponential per score, and the logarithms of {@link #FACTORS}
 * pairs are one logarithm of a product, which then cannot overflow: one division is left per pair.
 * Gradients keep full relative precision; the value's error is a few 10⁻¹⁶, absolute. Scores
 * further apart are taken pair by pair, whatever their size.
 */
final class LogisticPairs implements PairLoss {
    /** The largest distance between two scores for which products are taken. */
    private static final double WIDEST = 40;

    /** The number of factors, each at most 1 + e⁴⁰, of a product that stays below 10²⁷⁹. */
    private static final int FACTORS = 16;

    /** e^(lⱼ − c) for each lower score; grows to the longest list so far. */
    private double[] powers = new double[0];

    @Override
    public double mean(double[] upper, double[] lower, double[] upperGradient, double[] lowerGradient) {
        double least = Math.min(least(upper), least(lower));
        double greatest = Math.max(greatest(upper), greatest(lower));
        Arrays.fill(lowerGradient, 0);
        // The condition is false for NaN.
        double sum = greatest - least <= WIDEST
                ? products(upper, lower, upperGradient, lowerGradient, (least + greatest) / 2)
                : onePairAtATime(upper, lower, upperGradient, lowerGradient);
        double pairs = (double) upper.length * lower.length;
        for (int i = 0; i < upper.length; i++) {
            upperGradient[i] /= -pairs;
        }
        for (int j = 0; j < lower.length; j++) {
            lowerGradient[j] /= pairs;
        }
        return sum / pairs;
    }

    /**
     * Writes Σⱼ σ(lⱼ − uᵢ) for each upper score and Σᵢ σ(lⱼ − uᵢ) for each lower one.
     *
     * @param centre a number within {@link #WIDEST}/2 of each score
     * @return the sum of sp(lⱼ − uᵢ)
     */
    private double products(double[] upper, double[] lower, double[] upperSlopes, double[] lowerSlopes, double centre) {
        int count = lower.length;
        if (powers.length < count) {
            powers = new double[count];
        }
        double[] power = powers;
        for (int j = 0; j < count; j++) {
            power[j] = Math.exp(lower[j] - centre);
        }
        double sum = 0;
        for (int i = 0; i < upper.length; i++) {
            double inverse = Math.exp(centre - upper[i]);
            double slope = 0;
            for (int start = 0; start < count; start += FACTORS) {
                int end = Math.min(start + FACTORS, count);
                double product = 1;
                for (int j = start; j < end; j++) {
                    double odds = inverse * power[j];
                    double onePlus = 1 + odds;
                    double sigmoid = odds / onePlus;
                    product *= onePlus;
                    slope += sigmoid;
                    lowerSlopes[j] += sigmoid;
                }
                sum += Math.log(product);
            }
            upperSlopes[i] = slope;
        }
        return sum;
    }

    /** Computes what {@link #products} does, for scores of any size. */
    private static double onePairAtATime(double[] upper, double[] lower, double[] upperSlopes, double[] lowerSlopes) {
        double sum = 0;
        for (int i = 0; i < upper.length; i++) {
            double slope = 0;
            for (int j = 0; j < lower.length; j++) {
                double lack = lower[j] - upper[i];
                double z = Math.exp(-Math.abs(lack));
                double sigmoid = (lack > 0 ? 1 : z) / (1 + z);
                sum += Math.max(lack, 0) + Softplus.logOfOnePlus(z);
                slope += sigmoid;
                lowerSlopes[j] += sigmoid;
            }
            upperSlopes[i] = slope;
        }
        return sum;
    }

    private static double least(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double greatest(double[] values) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }
}
