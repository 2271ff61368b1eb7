package org.ganlib.spi;

/** Where a divergence writes one player's loss: the two sides' values, kept apart, and their gradients by score. Reused from step to step. */
public final class PlayerLoss {
    private final double[] realGradient;
    private final double[] fakeGradient;
    private double realValue;
    private double fakeValue;

    /** Room for the gradients of so many scores. */
    public PlayerLoss(int realScores, int fakeScores) {
        realGradient = new double[realScores];
        fakeGradient = new double[fakeScores];
    }

    /** Room for the gradients of these scores. */
    public static PlayerLoss sizedFor(CriticScores scores) {
        return new PlayerLoss(scores.real().length, scores.fake().length);
    }

    /** Writes the values of both sides, each a mean over its part of the batch. */
    public void setValues(double real, double fake) {
        realValue = real;
        fakeValue = fake;
    }

    /** What the real scores contribute. */
    public double realValue() {
        return realValue;
    }

    /** What the fake scores contribute. */
    public double fakeValue() {
        return fakeValue;
    }

    /** The loss: the sum of both sides. */
    public double value() {
        return realValue + fakeValue;
    }

    /** ∂value/∂real score, one per real score; the divergence writes into it. */
    public double[] realGradient() {
        return realGradient;
    }

    /** ∂value/∂fake score, one per fake score; the divergence writes into it. */
    public double[] fakeGradient() {
        return fakeGradient;
    }
}
