package org.ganlib.losses.relativistic;

import java.util.Arrays;

/**
 * The mean of max(0, 1 − uᵢ + lⱼ) over all pairs. The gradients are counts of the pairs whose
 * margin is too small, divided by n·m. The inner loop has no branch, because no processor could
 * predict it.
 */
record HingePairs() implements PairLoss {
    @Override
    public double mean(double[] upper, double[] lower, double[] upperGradient, double[] lowerGradient) {
        double pairs = (double) upper.length * lower.length;
        double share = 1 / pairs;
        Arrays.fill(lowerGradient, 0);
        double sum = 0;
        for (int i = 0; i < upper.length; i++) {
            double threshold = upper[i] - 1;
            double ofRow = 0;
            double tooSmall = 0;
            for (int j = 0; j < lower.length; j++) {
                double lack = lower[j] - threshold;
                double one = lack > 0 ? 1 : 0;
                ofRow += Math.max(0, lack);
                tooSmall += one;
                lowerGradient[j] += one;
            }
            upperGradient[i] = -tooSmall * share;
            sum += ofRow;
        }
        for (int j = 0; j < lower.length; j++) {
            lowerGradient[j] *= share;
        }
        return sum / pairs;
    }
}
