package org.ganlib.metrics.network;

/** Scores to probabilities. */
final class Softmax {
    private Softmax() {}

    /** Replaces each row of {@code classes} scores by {@code exp(score) / Σ exp(score)}. */
    static void rows(float[] scores, int classes) {
        for (int start = 0; start < scores.length; start += classes) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                largest = Math.max(largest, scores[start + k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(scores[start + k] - largest);
            }
            for (int k = 0; k < classes; k++) {
                scores[start + k] = (float) (Math.exp(scores[start + k] - largest) / sum);
            }
        }
    }
}
