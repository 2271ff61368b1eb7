package org.ganlib.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.config.Optimizers;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.spi.UpdateSchedule;

/**
 * What a training step computes, without files or listeners: one update of the generator, preceded by as many critic updates as the
 * schedule says, each on a minibatch of its own. Used by one thread. Once every pass and every name has been seen, a step allocates nothing
 * besides what the networks' engine does.
 */
public final class TrainingStep implements AutoCloseable {
    private final NetworkSet networks;
    private final CriticConstraint constraint;
    private final UpdateSchedule schedule;
    private final BatchStream data;
    private final Game game;
    private final Map<Player, List<Mover>> movers = new EnumMap<>(Player.class);
    private final List<ParameterRule> beforeStep = new ArrayList<>();
    private final ParameterSlabs slabs = new ParameterSlabs();
    private final StepMeasurements measurements = new StepMeasurements();
    private final DistanceEstimate distance;
    private final GradientNorm gradientNorm = new GradientNorm();

    private long examplesSeen;
    private boolean measuresGradients;

    /**
     * Assembles the game and gives each of its players an optimizer with fresh state.
     *
     * @param data minibatches of {@code parts.batchSize()} examples
     */
    public TrainingStep(
            GanModel model, GameParts parts, Optimizers optimizers, UpdateSchedule schedule, BatchStream data) {
        this(model, parts, optimizers, schedule, data, 0);
    }

    /**
     * The same with a moving average of the parameters of every network that the generator's side moves.
     *
     * @param averaging decay of the average, in [0, 1); 0 for none
     */
    public TrainingStep(
            GanModel model,
            GameParts parts,
            Optimizers optimizers,
            UpdateSchedule schedule,
            BatchStream data,
            double averaging) {
        this.schedule = schedule;
        this.data = data;
        networks = parts.networks();
        constraint = parts.constraint();
        distance = DistanceEstimate.of(parts.divergence());
        game = model.assemble(parts);
        for (Player player : game.players()) {
            List<Mover> side = new ArrayList<>();
            for (NetworkRole role : game.moves(player)) {
                Network network = networks.get(role);
                if (player == Player.CRITIC) {
                    Optional<ParameterRule> rule = constraint.ruleAfterUpdate(network.layout());
                    side.add(new Mover(role, network, optimizers.critic(), rule, 0));
                    beforeStep.add(constraint.ruleBeforeStep(network.layout()).orElse(ParameterRule.NONE));
                } else {
                    side.add(new Mover(role, network, optimizers.generator(), Optional.empty(), averaging));
                }
            }
            movers.put(player, List.copyOf(side));
        }
    }

    /**
     * Computes one step.
     *
     * @param step its number, from 1
     * @throws TrainingDivergedException if a loss, a score or a parameter is not finite
     */
    public void run(long step) {
        boolean simultaneous = schedule.simultaneous();
        if (movers.containsKey(Player.CRITIC)) {
            int criticSteps = schedule.criticSteps(step);
            for (int i = 0; i < criticSteps; i++) {
                deal();
                constrainBeforeStep();
                play(Player.CRITIC, step);
                if (!simultaneous) {
                    move(Player.CRITIC, step);
                }
            }
            // Here, because the generator's turn may report scores of its own.
            if (distance != null) {
                distance.measure(measurements);
            }
        } else {
            deal();
        }
        if (!simultaneous && !schedule.reuseLatents()) {
            game.redeal();
        }
        play(Player.GENERATOR, step);
        if (simultaneous && movers.containsKey(Player.CRITIC)) {
            move(Player.CRITIC, step);
        }
        move(Player.GENERATOR, step);
    }

    /** Real examples dealt so far. */
    public long examplesSeen() {
        return examplesSeen;
    }

    /** The latest number reported under that name, for example {@code loss/critic}; NaN before the first. */
    public double measured(String name) {
        return measurements.value(name);
    }

    /** Whether the steps from the next on report the norm of each player's gradient. */
    void measureGradients(boolean wanted) {
        measuresGradients = wanted;
    }

    /** Measures what is wanted for logged steps alone: learning rates, and what the constraint does to the critic. */
    void measureForLog() {
        for (Map.Entry<Player, List<Mover>> entry : movers.entrySet()) {
            measurements.record(
                    "learning-rate/" + entry.getKey().key(),
                    entry.getValue().get(0).learningRate());
        }
        if (movers.containsKey(Player.CRITIC)) {
            constraint.measure(networks.get(NetworkRole.CRITIC), measurements);
        }
    }

    /** The numbers of the latest step, the same object each time. */
    StepMeasurements measurements() {
        return measurements;
    }

    /** What moves, by player. */
    Map<Player, List<Mover>> movers() {
        return movers;
    }

    /**
     * Exchanges the parameters of every averaged network with their average; the second call exchanges them back, to the bit. Between two
     * steps, when no pass is open.
     */
    void exchangeAverages() {
        for (List<Mover> side : movers.values()) {
            for (Mover mover : side) {
                mover.average().ifPresent(average -> average.exchangeWith(mover.network()));
            }
        }
    }

    /** Frees the passes that are still open; the networks stay. */
    @Override
    public void close() {
        game.close();
    }

    private void deal() {
        Batch real = game.real();
        data.next(real);
        game.deal();
        examplesSeen += real.size();
    }

    private void constrainBeforeStep() {
        List<Mover> critics = movers.get(Player.CRITIC);
        for (int i = 0; i < critics.size(); i++) {
            Network critic = critics.get(i).network();
            if (beforeStep.get(i) != ParameterRule.NONE) {
                slabs.apply(beforeStep.get(i), critic.parameters());
                critic.parametersChanged();
            }
            constraint.beforeCriticStep(critic);
        }
    }

    private void play(Player player, long step) {
        game.play(player, measurements);
        String nonFinite = measurements.firstNonFinite();
        if (nonFinite != null) {
            throw diverged(step, nonFinite, measurements.value(nonFinite));
        }
    }

    private void move(Player player, long step) {
        List<Mover> moving = movers.get(player);
        if (measuresGradients) {
            measurements.record(Measurements.GRADIENT_NORM + player.key(), gradientNorm.of(moving));
        }
        for (int i = 0; i < moving.size(); i++) {
            Mover mover = moving.get(i);
            mover.move();
            if (player == Player.CRITIC) {
                constraint.afterCriticUpdate(mover.network());
            }
            if (!mover.isFinite()) {
                throw diverged(step, mover.firstNonFinite(), Double.NaN);
            }
        }
    }

    private static TrainingDivergedException diverged(long step, String quantity, double value) {
        return new TrainingDivergedException(
                step,
                quantity,
                "training diverged at step " + step + ": " + quantity + " is "
                        + (Double.isInfinite(value) ? "infinite" : "not a number")
                        + ". Lower the learning rate, or choose a divergence whose scores stay in range");
    }
}
