package org.ganlib.train;

import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.config.AverageRule;
import org.ganlib.config.Optimizers;
import org.ganlib.fault.Fault;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.AugmentationOfRun;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Measured;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.Player;
import org.ganlib.spi.UpdateSchedule;

/**
 * The computation of a training step, without files or listeners: one update of the generator,
 * preceded by as many critic updates as the schedule says, each on a minibatch of its own. Used by
 * one thread. Once every pass and every name has been seen, a step allocates nothing besides what
 * the networks' engine does.
 */
public final class TrainingStep implements AutoCloseable {
    private static final String CRITIC_NORM = Measurements.GRADIENT_NORM + Player.CRITIC.key();
    /** The keys of plugins in an experiment. */
    private static final String MODEL = "model";

    private static final String SCHEDULE = "schedule";
    private static final String CONSTRAINT = "constraint";
    private static final String GENERATOR_OPTIMIZER = "optimizer.generator";
    private static final String CRITIC_OPTIMIZER = "optimizer.critic";

    private static final String GENERATOR_NORM = Measurements.GRADIENT_NORM + Player.GENERATOR.key();

    private final NetworkSet networks;
    private final CriticConstraint constraint;
    private final AugmentationOfRun augmentation;
    private final UpdateSchedule schedule;
    private final BatchStream data;
    private final Fault fault;
    private final Game game;
    private final Map<Player, List<NetworkUpdater>> updaters = new EnumMap<>(Player.class);
    private final List<ParameterRule> rulesBeforeCriticStep = new ArrayList<>();
    private final ParameterSlabs slabs = new ParameterSlabs();
    private final StepMeasurements measurements = new StepMeasurements();
    private final Measured latest;
    private final DistanceEstimate distance;
    private final GradientTreatment treatment;

    private long examplesSeen;
    private boolean measuresGradients;

    /**
     * Measures the statistics of averaged networks; null if they have no batch norm, or if its
     * statistics are averaged like parameters.
     */
    private AveragedStatistics statistics;

    /**
     * The step after which the averages last got their statistics. At the beginning the averages
     * have those of the networks.
     */
    private long refreshedAt;

    /**
     * Assembles the game and gives each of its players an optimizer with fresh state.
     *
     * @param data minibatches of {@code parts.batchSize()} examples
     */
    public TrainingStep(
            GanModel model, GameParts parts, Optimizers optimizers, UpdateSchedule schedule, BatchStream data) {
        this(
                model,
                parts,
                optimizers,
                schedule,
                data,
                Averaging.NONE,
                new GradientTreatment(0, 1),
                fault(model, parts, optimizers, schedule));
    }

    /**
     * Assembles the game and gives each player an optimizer with fresh state. Also keeps a moving
     * average of the parameters of every network on the generator's side.
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
        this(
                model,
                parts,
                optimizers,
                schedule,
                data,
                new Averaging(averaging, AverageRule.WARM_UP),
                new GradientTreatment(0, 1),
                fault(model, parts, optimizers, schedule));
    }

    /** Knows the plugins of a training step that is not part of a run. */
    private static Fault fault(GanModel model, GameParts parts, Optimizers optimizers, UpdateSchedule schedule) {
        Fault fault = new Fault()
                .with(MODEL, model)
                .with("divergence", parts.divergence())
                .with(CONSTRAINT, parts.constraint())
                .with(SCHEDULE, schedule)
                .with(GENERATOR_OPTIMIZER, optimizers.generator());
        optimizers.critic().ifPresent(critic -> fault.with(CRITIC_OPTIMIZER, critic));
        return fault;
    }

    /**
     * Creates a step with a moving average of the parameters of every generator-side network, and
     * with a treatment of gradients before updates.
     *
     * @param averaging the averaging of the parameters
     * @param fault knows the plugins by their places in the experiment
     */
    TrainingStep(
            GanModel model,
            GameParts parts,
            Optimizers optimizers,
            UpdateSchedule schedule,
            BatchStream data,
            Averaging averaging,
            GradientTreatment treatment,
            Fault fault) {
        this.fault = fault;
        this.treatment = treatment;
        this.schedule = schedule;
        latest = name -> measured(name);
        this.data = data;
        networks = parts.networks();
        augmentation = parts.augmentation();
        constraint = ofRun(parts, fault);
        GameParts partsOfRun = parts.withConstraint(constraint);
        distance = DistanceEstimate.of(parts.divergence());
        game = fault.made(MODEL, "assemble(parts)", () -> model.assemble(partsOfRun));
        for (Player player : fault.made(MODEL, "players()", game::players)) {
            List<NetworkUpdater> side = new ArrayList<>();
            for (NetworkRole role : fault.made(MODEL, "moves(" + player.key() + ")", () -> game.moves(player))) {
                Network network = networks.get(role);
                if (player == Player.CRITIC) {
                    Optional<ParameterRule> rule =
                            rule("ruleAfterUpdate(layout)", () -> constraint.ruleAfterUpdate(network.layout()));
                    side.add(new NetworkUpdater(
                            role, network, criticOptimizer(optimizers), rule, Averaging.NONE, CRITIC_OPTIMIZER, fault));
                    rulesBeforeCriticStep.add(
                            rule("ruleBeforeStep(layout)", () -> constraint.ruleBeforeStep(network.layout()))
                                    .orElse(ParameterRule.NONE));
                } else {
                    side.add(new NetworkUpdater(
                            role,
                            network,
                            optimizers.generator(),
                            Optional.empty(),
                            averaging,
                            GENERATOR_OPTIMIZER,
                            fault));
                }
            }
            updaters.put(player, List.copyOf(side));
        }
    }

    private static CriticConstraint ofRun(GameParts parts, Fault fault) {
        Network critic = parts.networks().all().get(NetworkRole.CRITIC);
        if (critic == null) {
            return parts.constraint();
        }
        CriticConstraint made = fault.made(
                CONSTRAINT, "forRun(critic)", () -> parts.constraint().forRun(critic));
        fault.adopt(CONSTRAINT, made);
        return made;
    }

    private Optional<ParameterRule> rule(String method, Supplier<Optional<ParameterRule>> call) {
        Optional<ParameterRule> rule = fault.made(CONSTRAINT, method, call);
        rule.ifPresent(made -> fault.adopt(CONSTRAINT, made));
        return rule;
    }

    private static Optimizer criticOptimizer(Optimizers optimizers) {
        return optimizers
                .critic()
                .orElseThrow(() -> new GanException("optimizer.critic: missing, but the model has a critic to move"));
    }

    /**
     * Computes one step.
     *
     * @param step its number, from 1
     * @throws TrainingDivergedException if a loss, a score or a parameter is not finite
     */
    public void run(long step) {
        fault.finished(step - 1);
        game.beginStep(step);
        boolean hasCritic = updaters.containsKey(Player.CRITIC);
        boolean together = hasCritic && schedule.simultaneous();
        if (hasCritic && !together) {
            int criticSteps = criticSteps(step);
            int rounds = criticSteps * treatment.minibatches();
            game.announceCriticRounds(schedule.reuseLatents() ? rounds - 1 : rounds);
            for (int i = 0; i < criticSteps; i++) {
                for (int k = 0; k < treatment.minibatches(); k++) {
                    deal();
                    playCritic(step, k);
                }
                update(Player.CRITIC, step, i == criticSteps - 1);
            }
            measureDistance();
        }
        for (int k = 0; k < treatment.minibatches(); k++) {
            if (together || !hasCritic || k > 0) {
                deal();
            } else if (!schedule.reuseLatents()) {
                game.resampleLatents();
            }
            if (together) {
                playTogether(step, k);
            } else {
                play(Player.GENERATOR, step);
            }
        }
        if (together) {
            measureDistance();
            update(Player.CRITIC, step, true);
        }
        update(Player.GENERATOR, step, true);
    }

    private int criticSteps(long step) {
        int count;
        try {
            count = schedule.criticSteps(step, latest);
        } catch (RuntimeException | Error e) {
            throw fault.in(SCHEDULE, e);
        }
        if (count < 1) {
            throw fault.broken(SCHEDULE, "criticSteps(" + step + ") must be ≥ 1, was " + count);
        }
        return count;
    }

    private void playCritic(long step, int minibatch) {
        if (minibatch == 0) {
            constrainBeforeCriticStep();
        }
        play(Player.CRITIC, step);
    }

    private void playTogether(long step, int minibatch) {
        if (minibatch == 0) {
            constrainBeforeCriticStep();
        }
        game.playTogether(measurements);
        requireFinite(step);
    }

    /**
     * Measures the distance once per step, from the scores of the last critic step. If players
     * alternate, this happens before the generator step, which may report scores of its own.
     */
    private void measureDistance() {
        if (distance != null) {
            distance.measure(measurements);
        }
    }

    /** The number of real examples seen so far. */
    public long examplesSeen() {
        return examplesSeen;
    }

    /**
     * The latest number reported under that name, for example {@code loss/critic}; NaN before the
     * first.
     */
    public double measured(String name) {
        return measurements.value(name);
    }

    /** Sets whether steps, from the next one on, report the norm of each player's gradient. */
    void measureGradients(boolean wanted) {
        measuresGradients = wanted;
    }

    /**
     * Measures the numbers that only logged steps report: learning rates, and the numbers of the
     * constraint.
     */
    void measureForLog() {
        for (Map.Entry<Player, List<NetworkUpdater>> entry : updaters.entrySet()) {
            measurements.note(
                    Measurements.LEARNING_RATE + entry.getKey().key(),
                    entry.getValue().get(0).learningRate());
        }
        if (updaters.containsKey(Player.CRITIC)) {
            try {
                constraint.measure(networks.get(NetworkRole.CRITIC), (name, value) -> measurements.note(name, value));
            } catch (RuntimeException | Error e) {
                throw fault.in(CONSTRAINT, e);
            }
        }
    }

    /** The numbers of the latest step. The same object is returned each time. */
    StepMeasurements measurements() {
        return measurements;
    }

    /** The state of this run that a checkpoint holds besides the networks. */
    TrainingState state(
            String dataFingerprint,
            RandomStreams streams,
            Map<String, Map<String, String>> listeners,
            BestRecord best) {
        Map<String, Long> updates = new LinkedHashMap<>();
        allUpdaters().forEach(m -> updates.put(m.role().key(), m.updates()));
        Map<String, String> states = new LinkedHashMap<>();
        streams.states()
                .forEach((name, state) -> states.put(name, Base64.getEncoder().encodeToString(state)));
        return new TrainingState(
                dataFingerprint,
                Base64.getEncoder().encodeToString(data.cursor()),
                states,
                updates,
                measurements.latest(),
                distance == null ? List.of() : distance.window(),
                fault.made(CONSTRAINT, "state()", constraint::state),
                augmentation.state(),
                listeners,
                best);
    }

    /**
     * Continues where the checkpoint was written. All later numbers are the same, to the bit, as
     * without the interruption. May be called only before the first {@link #run}.
     *
     * @throws DataException if the checkpoint does not fit these networks, optimizers or data
     */
    void restore(Checkpoint checkpoint, TrainingState state, RandomStreams streams) {
        for (NetworkUpdater updater : allUpdaters()) {
            Long updates = state.updates().get(updater.role().key());
            if (updates == null) {
                throw new DataException(checkpoint.file() + ", " + Checkpoint.TRAINING
                        + " is damaged: it lacks updates/" + updater.role().key() + ". Use an earlier checkpoint");
            }
            updater.restore(checkpoint, updates);
        }
        Map<String, byte[]> states = new LinkedHashMap<>();
        state.randomStreams()
                .forEach((name, text) -> states.put(name, Base64.getDecoder().decode(text)));
        List<String> missing = streams.states().keySet().stream()
                .filter(name -> !states.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            // A random stream that starts again would repeat the numbers of the first steps.
            throw new DataException(checkpoint.file() + ", " + Checkpoint.TRAINING
                    + " is damaged: it lacks randomStreams/" + String.join(", randomStreams/", missing)
                    + ". Use an earlier checkpoint");
        }
        try {
            data.restore(Base64.getDecoder().decode(state.dataCursor()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new DataException(
                    checkpoint.file() + " does not fit this data: " + e.getMessage() + ". Use an earlier checkpoint",
                    e);
        }
        if (!state.constraint().isEmpty()) {
            restorePart(checkpoint, CONSTRAINT, () -> constraint.restore(state.constraint()));
        }
        if (!state.augmentation().isEmpty()) {
            restorePart(checkpoint, "augmentation", () -> augmentation.restore(state.augmentation()));
        }
        // Nothing is refused after this point, so a checkpoint that is passed over leaves no random
        // stream behind.
        streams.restore(states);
        state.measurements().forEach(measurements::note);
        if (distance != null) {
            distance.restore(state.distances());
        }
        examplesSeen = checkpoint.examplesSeen();
    }

    private static void restorePart(Checkpoint checkpoint, String part, Runnable restoring) {
        try {
            restoring.run();
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    checkpoint.file() + ", " + Checkpoint.TRAINING + " does not fit the " + part + ": " + e.getMessage()
                            + ". Use an earlier checkpoint",
                    e);
        }
    }

    /** The updaters of all networks, player by player. */
    List<NetworkUpdater> allUpdaters() {
        return updaters.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Exchanges the parameters of every averaged network with their average; the second call
     * exchanges them back, to the bit. Between two steps, when no pass is open.
     */
    void exchangeAverages() {
        for (List<NetworkUpdater> side : updaters.values()) {
            for (NetworkUpdater updater : side) {
                updater.average().ifPresent(average -> average.exchangeWith(updater.network()));
            }
        }
    }

    /**
     * Makes {@link #refreshAverages} measure batch-norm statistics for averaged parameters, if
     * there are any.
     *
     * @param streams the random streams of the run, which are restored after each measurement
     * @param examples opens minibatches of the game's size for these measurements only
     */
    void measureAveragedStatistics(RandomStreams streams, Supplier<BatchStream> examples) {
        List<NetworkUpdater> averaged =
                allUpdaters().stream().filter(m -> m.average().isPresent()).toList();
        if (AveragedStatistics.concerns(averaged)) {
            statistics = new AveragedStatistics(game, averaged, streams, examples);
        }
    }

    /**
     * Measures the batch-norm statistics of the averaged parameters, at most once per step, and
     * stores them with the averages. Samples are drawn with these statistics. Nothing that training
     * depends on changes. This must be called between two steps.
     *
     * @param step the step that was just finished
     */
    void refreshAverages(long step) {
        if (statistics == null || refreshedAt == step) {
            return;
        }
        exchangeAverages();
        try {
            statistics.measure();
        } finally {
            exchangeAverages();
        }
        refreshedAt = step;
    }

    /** Frees the passes that are still open; the networks stay. */
    @Override
    public void close() {
        game.close();
        allUpdaters().forEach(NetworkUpdater::close);
    }

    private void deal() {
        Batch real = game.real();
        data.next(real);
        real.filled();
        game.deal();
        examplesSeen += real.size();
    }

    private void constrainBeforeCriticStep() {
        List<NetworkUpdater> critics = updaters.get(Player.CRITIC);
        for (int i = 0; i < critics.size(); i++) {
            Network critic = critics.get(i).network();
            if (rulesBeforeCriticStep.get(i) != ParameterRule.NONE) {
                if (!critic.applyOnVectors(rulesBeforeCriticStep.get(i))) {
                    slabs.apply(rulesBeforeCriticStep.get(i), critic.parameters());
                }
                critic.parametersChanged();
            }
            constraint.beforeCriticStep(critic);
        }
    }

    private void play(Player player, long step) {
        game.play(player, measurements);
        requireFinite(step);
    }

    private void requireFinite(long step) {
        String nonFinite = measurements.firstNonFinite();
        if (nonFinite != null) {
            for (NetworkUpdater updater : allUpdaters()) {
                Optional<String> parameter = updater.firstNonFinite();
                if (parameter.isPresent()) {
                    throw diverged(step, parameter.get(), Double.NaN);
                }
            }
            throw diverged(step, nonFinite, measurements.value(nonFinite));
        }
    }

    /**
     * Updates the networks of a player.
     *
     * @param last true if this is the player's last update in this step. Only the last one checks
     *     for numbers that are not finite: a parameter that is NaN stays NaN, so it is still found
     */
    private void update(Player player, long step, boolean last) {
        List<NetworkUpdater> side = updaters.get(player);
        if (player == Player.CRITIC) {
            for (int i = 0; i < side.size(); i++) {
                constraint.beforeCriticUpdate(side.get(i).network());
            }
        }
        double norm = treatment.isNone() ? 0 : treatment.apply(side);
        if (norm > 0 || measuresGradients) {
            measurements.record(
                    player == Player.CRITIC ? CRITIC_NORM : GENERATOR_NORM, norm > 0 ? norm : GradientNorm.of(side));
        }
        for (int i = 0; i < side.size(); i++) {
            NetworkUpdater updater = side.get(i);
            updater.update(last);
            if (player == Player.CRITIC) {
                constraint.afterCriticUpdate(updater.network());
            }
            if (!updater.isFiniteOnHost()) {
                throw divergedAt(step, updater);
            }
        }
    }

    /**
     * Refuses parameters that are not finite before they are written or drawn from. On a device no
     * step waits for this check: the next step's scores would not be finite either.
     *
     * @param step the step that was just finished
     * @throws TrainingDivergedException if a parameter is not finite; names it
     */
    void requireFiniteParameters(long step) {
        for (NetworkUpdater updater : allUpdaters()) {
            if (!updater.isFinite()) {
                throw divergedAt(step, updater);
            }
        }
    }

    private static TrainingDivergedException divergedAt(long step, NetworkUpdater updater) {
        String parameter = updater.firstNonFinite().orElse("a " + updater.role().key() + " parameter");
        return diverged(step, parameter, Double.NaN);
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
