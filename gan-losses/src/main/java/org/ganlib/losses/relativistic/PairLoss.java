package org.ganlib.losses.relativistic;

/** The mean of a loss h of the margin uᵢ − lⱼ over all pairs (i, j) of two lists of scores. */
interface PairLoss {
    /**
     * Computes the mean and its gradients.
     *
     * @param upper n scores u that are to be the greater ones
     * @param lower m scores l that are to be the smaller ones
     * @param upperGradient the array for ∂mean/∂uᵢ, of length n; overwritten
     * @param lowerGradient the array for ∂mean/∂lⱼ, of length m; overwritten
     */
    double mean(double[] upper, double[] lower, double[] upperGradient, double[] lowerGradient);
}
