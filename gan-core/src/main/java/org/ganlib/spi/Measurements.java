package org.ganlib.spi;

/** Takes the numbers a step produces. Names are paths like {@code loss/critic}; the same name again overwrites. */
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

    /** Before a player's name: the Euclidean norm of the gradient it moves along, measured for logged steps. */
    String GRADIENT_NORM = "gradient-norm/";

    /** Reports the scores of the critic's turn; what is kept of them is copied. */
    default void scores(CriticScores scores) {}

    /** Reports one number of a player's computation. Training has diverged if it is not finite. */
    void record(String name, double value);

    /** Reports one number that does not tell whether training diverged, so that it may be NaN. */
    default void note(String name, double value) {
        record(name, value);
    }
}
