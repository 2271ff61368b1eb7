package org.ganlib.losses.relativistic;

/**
 * The mean of (1 − uᵢ + lⱼ)² over all pairs, in n + m operations: it is (1 − ū + l̄)² + Var(u) +
 * Var(l), with the variances that divide by n and by m. Its gradients are 2(uᵢ − l̄ − 1)/n and 2(lⱼ
 * − ū + 1)/m.
 */
record SquaredPairs() implements PairLoss {
    @Override
    public double mean(double[] upper, double[] lower, double[] upperGradient, double[] lowerGradient) {
        double upperMean = Mean.of(upper);
        double lowerMean = Mean.of(lower);
        double between = 1 - upperMean + lowerMean;
        double upperSquares = 0;
        for (int i = 0; i < upper.length; i++) {
            double fromMean = upper[i] - upperMean;
            upperSquares += fromMean * fromMean;
            upperGradient[i] = 2 * (upper[i] - lowerMean - 1) / upper.length;
        }
        double lowerSquares = 0;
        for (int j = 0; j < lower.length; j++) {
            double fromMean = lower[j] - lowerMean;
            lowerSquares += fromMean * fromMean;
            lowerGradient[j] = 2 * (lower[j] - upperMean + 1) / lower.length;
        }
        return between * between + upperSquares / upper.length + lowerSquares / lower.length;
    }
}
