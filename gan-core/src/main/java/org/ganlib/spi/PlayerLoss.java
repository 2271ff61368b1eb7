package org.ganlib.spi;

/**
 * The loss of one player, which a divergence writes: the values of the two sides, kept apart, and
 * their gradients with respect to the scores. Reused from step to step.
 */
public final class PlayerLoss {
    private final double[] realGradient;
    private final double[] fakeGradient;
    private double realValue;
    private double fakeValue;

    /** Allocates the gradients of the given numbers of scores. */
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

    /** The part of the loss that comes from real scores. */
    public double realValue() {
        return realValue;
    }

    /** The part of the loss that comes from fake scores. */
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
