package org.ganlib.spi;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ganlib.network.NetworkRole;
import org.ganlib.tensor.Tensor;

/**
 * One run's game: who plays, and what each player's gradients are. The trainer decides when each
 * player plays and applies the updates. The parts that most games are made of are in {@code
 * org.ganlib.game}.
 *
 * <p><b>Order of use.</b> The trainer calls a game from one thread, in this order:
 *
 * <ol>
 *   <li>{@link #players} and {@link #moves}, once, after the game was assembled;
 *   <li>for each step, {@link #beginStep};
 *   <li>where the critic plays by itself: {@link #announceCriticRounds}, and for each round {@link
 *       #real} is filled, {@link #deal} is called, and {@link #play} with {@link Player#CRITIC};
 *   <li>then {@link #resampleLatents}, unless the generator uses the critic's latents, and {@link
 *       #play} with {@link Player#GENERATOR}; or, where both are updated together, a round of {@link
 *       #deal} and {@link #playTogether};
 *   <li>between two steps possibly rounds of {@code deal} or {@code resampleLatents} with {@link
 *       #inputs};
 *   <li>{@link #close}, once.
 * </ol>
 *
 * <p>A round begins with {@link #deal}. Within a round any player may play any number of times. A
 * game reuses work that is still valid: a generator that was not updated since the deal is not run
 * again.
 */
public interface Game extends AutoCloseable {
    /** The players that take part: both by default; the generator alone in an autoencoder. */
    default Set<Player> players() {
        return EnumSet.allOf(Player.class);
    }

    /**
     * The roles of the networks that a player updates; by default the critic has one network and
     * the generator has one.
     */
    default List<NetworkRole> moves(Player player) {
        return List.of(player == Player.CRITIC ? NetworkRole.CRITIC : NetworkRole.GENERATOR);
    }

    /**
     * Called before the first round of a step. Quantities that depend on the number of the step,
     * such as {@link InstanceNoise}, change here.
     *
     * @param step from 1
     */
    default void beginStep(long step) {}

    /**
     * The batch that real examples are put into before {@link #deal()}. It is the same each time,
     * in memory that the game's networks read, so that examples need not be copied again.
     */
    Batch real();

    /**
     * Announces that in each of the next rounds the critic plays alone, and that the generator is
     * not updated before they are over. A game may generate their examples together.
     *
     * @param rounds the number of rounds, ≥ 0
     */
    default void announceCriticRounds(int rounds) {}

    /**
     * Begins a round with the real examples now in {@link #real()}, which must not change until the
     * next deal, and new latents.
     */
    default void deal() {
        resampleLatents();
    }

    /** Draws new latents for the minibatch of this round. */
    void resampleLatents();

    /**
     * Adds the gradients of the player's loss to the gradients of the networks it updates, and
     * nothing to any other network. Reports the loss and the mean scores. Updates nothing.
     */
    void play(Player player, Measurements measurements);

    /**
     * Plays for both players, without an update between them: adds and reports the same as {@link
     * #play} of the critic and then of the generator, from as few passes as possible.
     */
    default void playTogether(Measurements measurements) {
        play(Player.CRITIC, measurements);
        play(Player.GENERATOR, measurements);
    }

    /**
     * The inputs of a generator-side network in this round: the tensors that {@link #play} would
     * run it on. Between two steps they are used to measure the batch-norm statistics of averaged
     * networks. If this is empty, a network keeps running statistics that were averaged over steps.
     *
     * @return the network's inputs, valid until {@code deal} or {@code resampleLatents} is
     *     called; empty by default
     */
    default Optional<Tensor[]> inputs(NetworkRole role) {
        return Optional.empty();
    }

    /**
     * Tells whether {@link #inputs} depends on real examples, so that a minibatch must be read
     * first. It is true by default.
     */
    default boolean inputsNeedExamples() {
        return true;
    }

    /** Frees the passes that are still open. */
    @Override
    void close();
}
