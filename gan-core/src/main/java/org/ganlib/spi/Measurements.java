package org.ganlib.spi;

/**
 * Takes the numbers that a step produces. Names are paths like {@code loss/critic}. A number that
 * is reported under the same name again replaces the first.
 */
@FunctionalInterface
public interface Measurements {
    /** The critic's loss, constraint penalties included. */
    String CRITIC_LOSS = "loss/critic";
    /** The generator side's loss. */
    String GENERATOR_LOSS = "loss/generator";
    /** Mean raw score of real examples. */
    String REAL_SCORE = "score/real";
    /** Mean raw score of generated examples. */
    String FAKE_SCORE = "score/fake";
    /** Mean squared error of an encoder that learns latents from generated examples. */
    String LATENT_ERROR = "error/latent";

    /**
     * The prefix for the Euclidean norm of a player's gradient, measured for logged steps; the
     * player's name follows.
     */
    String GRADIENT_NORM = "gradient-norm/";
    /**
     * The prefix for the learning rate of a player's next update, measured for logged steps; the
     * player's name follows.
     */
    String LEARNING_RATE = "learning-rate/";

    /** The prefix for the numbers that a critic's constraint reports. */
    String CONSTRAINT = "constraint/";
    /**
     * The share of parameters that stand at the limit of a constraint that clips them, from 0 to 1.
     */
    String CLIP_SATURATION = CONSTRAINT + "saturation";

    /**
     * Reports the scores of a critic step. The caller uses the same object again, so a receiver
     * copies what it keeps.
     */
    default void scores(CriticScores scores) {}

    /** Reports one number of a player's computation. Training has diverged if it is not finite. */
    void record(String name, double value);

    /** Reports one number that says nothing about divergence of training, so it may be NaN. */
    default void note(String name, double value) {
        record(name, value);
    }
}
