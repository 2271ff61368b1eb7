package org.ganlib.bench.contestant;

/** Records the losses of the steps that a contestant runs; made before the clock starts. */
public final class Losses {
    private final double[] critic;
    private final double[] generator;

    /** Allocates room for the losses of a number of steps. */
    public Losses(int steps) {
        critic = new double[steps];
        generator = new double[steps];
    }

    /** Number of steps. */
    public int steps() {
        return critic.length;
    }

    /**
     * Writes both losses of a step.
     *
     * @param criticLoss the critic's loss in its last update of this step
     * @param generatorLoss the generator's loss
     */
    public void set(int step, double criticLoss, double generatorLoss) {
        critic[step] = criticLoss;
        generator[step] = generatorLoss;
    }

    /** The critic's loss of each step. */
    public double[] critic() {
        return critic;
    }

    /** The generator's loss of each step. */
    public double[] generator() {
        return generator;
    }
}
