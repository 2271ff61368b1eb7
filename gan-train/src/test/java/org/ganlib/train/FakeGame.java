package org.ganlib.train;

import static org.ganlib.tensor.HostTensor.arrayOf;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Game;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;

/** Notes what the trainer asks for, and can be told to go wrong. */
final class FakeGame implements Game {
    /** The critic's turn, counted from 1, in which its loss is not a number. */
    int criticLossAt;

    /** What the generator's turn adds to its gradients. */
    float generatorGradient = 1;

    /**
     * The mean score of real examples in each turn of the critic, that of fakes is 1; none is
     * reported for 0.
     */
    double realScore;

    /** The amount that each critic step adds to the mean score of real examples afterwards. */
    double realScoreGrowth;

    /** Told whenever the sampler draws. */
    Runnable sampled = () -> {};

    /** How many rounds of the critic alone were announced, each time. */
    final List<Integer> announced = new ArrayList<>();

    /** The result of {@link #inputs(NetworkRole)}. */
    Optional<Tensor[]> inputs = Optional.empty();

    private final List<String> events;
    private final FakeNetwork generator;
    private final FakeNetwork critic;
    private final Batch real = new Batch(4, TensorShape.of(1));
    private int criticTurns;

    FakeGame(List<String> events, FakeNetwork generator, FakeNetwork critic) {
        this.events = events;
        this.generator = generator;
        this.critic = critic;
    }

    @Override
    public Set<Player> players() {
        return EnumSet.allOf(Player.class);
    }

    @Override
    public List<NetworkRole> moves(Player player) {
        return List.of(player == Player.CRITIC ? NetworkRole.CRITIC : NetworkRole.GENERATOR);
    }

    @Override
    public Batch real() {
        return real;
    }

    @Override
    public void announceCriticRounds(int rounds) {
        announced.add(rounds);
    }

    @Override
    public void deal() {
        events.add("deal");
    }

    @Override
    public void resampleLatents() {
        events.add("resampleLatents");
    }

    @Override
    public void play(Player player, Measurements measurements) {
        events.add("play " + player.key());
        if (player == Player.CRITIC) {
            arrayOf(critic.gradients()).addi(1);
            measurements.record(Measurements.CRITIC_LOSS, ++criticTurns == criticLossAt ? Double.NaN : 1);
            if (realScore != 0) {
                measurements.record(Measurements.REAL_SCORE, realScore);
                measurements.record(Measurements.FAKE_SCORE, 1);
                realScore += realScoreGrowth;
            }
        } else {
            // Not addi: ND4J replaces a NaN scalar by a small number.
            arrayOf(generator.gradients()).putScalar(0, generatorGradient);
            measurements.record(Measurements.GENERATOR_LOSS, 1);
        }
    }

    @Override
    public Optional<Tensor[]> inputs(NetworkRole role) {
        return role.equals(NetworkRole.GENERATOR) ? inputs : Optional.empty();
    }

    @Override
    public void close() {}
}
