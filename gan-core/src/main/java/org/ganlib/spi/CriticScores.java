package org.ganlib.spi;

/** Raw, linear scores of one minibatch. The arrays belong to the caller, who reuses them. */
public final class CriticScores {
    private final double[] real;
    private final double[] fake;

    /**
     * Takes the arrays over without copying.
     *
     * @param real scores of real examples, one or more
     * @param fake scores of generated examples, one or more; the two counts may differ
     * @throws IllegalArgumentException if either side is empty
     */
    public CriticScores(double[] real, double[] fake) {
        if (real.length == 0 || fake.length == 0) {
            throw new IllegalArgumentException(
                    "both sides need at least one score, were " + real.length + " real and " + fake.length + " fake");
        }
        this.real = real;
        this.fake = fake;
    }

    /** Scores of real examples; divergences only read them. */
    public double[] real() {
        return real;
    }

    /** Scores of generated examples; divergences only read them. */
    public double[] fake() {
        return fake;
    }
}
