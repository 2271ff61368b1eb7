package org.ganlib.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Stretch;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.Pass;
import org.ganlib.network.VectorRule;
import org.ganlib.network.Wanted;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;
import org.ganlib.tensor.Tensor;

/**
 * Clips parameters to [−2, 2] and adds a penalty ½ w u · mean f(x)² of real scores, with u uniform
 * in [0, 1) and a weight w = 1 + t/10 that grows with the steps; with one fault, or none.
 *
 * @param fault the fault
 */
@PluginName(value = "fake-constraint", summary = "Clips parameters, and keeps real scores near 0.")
public record FakeConstraint(@Setting("what is wrong") Fault fault) implements CriticConstraint {
    private static final double LIMIT = 2;

    /** A fault, and the law of {@link ConstraintContract} that must fail because of it. */
    public enum Fault implements ContractIsProven.BreaksLaw {
        /** Nothing. */
        NONE(""),
        /** The plugin gives no constraint for a run. */
        NO_RUN("runsDoNotInfluenceOneAnother"),
        /** Steps are counted for all runs together. */
        SHARED("runsDoNotInfluenceOneAnother"),
        /** Random numbers do not come from the run's streams. */
        HIDDEN_RANDOMNESS("everythingFollowsFromTheStreams"),
        /** The number of steps is in no state. */
        FORGETS("continuesFromItsState"),
        /** Asking for the state counts as a step. */
        COUNTS_QUESTIONS("continuesFromItsState"),
        /** Any state is accepted. */
        ACCEPTS_ANY_STATE("aForeignStateIsRefused"),
        /** The result for a parameter depends on the first parameter of its slab. */
        LOOKS_AT_NEIGHBOURS("eachParameterIsTreatedByItself"),
        /** The rule clips the whole array. */
        OVERRUNS("eachParameterIsTreatedByItself"),
        /** Floats are clipped to half the limit. */
        OTHER_FLOATS("bothPrecisionsFollowOneRule"),
        /** Running statistics are clipped like parameters. */
        CLIPS_STATISTICS("rulesLeaveStatisticsAlone"),
        /** NaN is clipped to the limit. */
        HIDES_NAN("rulesKeepNaN"),
        /** The form on whole vectors clips to half the limit. */
        OTHER_VECTORS("theFormOnVectorsFollowsTheSameRule"),
        /** Each slab is copied first. */
        RULE_ALLOCATES("rulesAllocateNothing"),
        /** The gradient lacks the weight. */
        WRONG_GRADIENT("penaltyGradientsAgreeWithCentralDifferences"),
        /** There is no gradient at all. */
        NO_GRADIENT("penaltyGradientsAgreeWithCentralDifferences"),
        /** The loss's gradients are cleared first. */
        REPLACES("penaltiesAreAdded"),
        /** A penalty moves parameters. */
        MOVES("aPenaltyChangesGradientsAlone"),
        /** A penalty writes over the examples. */
        CHANGES_EXAMPLES("aPenaltyChangesGradientsAlone"),
        /** Parameters are written to without an announcement. */
        WRITES_IN_SILENCE("writtenParametersAreAnnounced"),
        /** A measurement takes the place of the critic's loss. */
        OTHER_NAME("measurementsAreNamedAndFinite"),
        /** A measurement is 0/0. */
        MEASURES_NAN("measurementsAreNamedAndFinite"),
        /** A measurement counts as a step. */
        MEASURING_COUNTS("measuringChangesNothing"),
        /** A penalty reads all parameters on the host. */
        DOWNLOADS("penaltiesStayOnTheDevice"),
        /** A penalty takes new memory each time. */
        ALLOCATES("stepsAllocateNothing");

        private final String law;

        Fault(String law) {
            this.law = law;
        }

        @Override
        public String law() {
            return law;
        }
    }

    private static final Run ALL_RUNS = new Run(Fault.SHARED);

    /** Nothing is wrong. */
    public FakeConstraint() {
        this(Fault.NONE);
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return switch (fault) {
            case NO_RUN -> null;
            case SHARED -> ALL_RUNS;
            default -> new Run(fault);
        };
    }

    private static final class Run implements CriticConstraint {
        private final Fault fault;
        private long steps;
        private Tensor[] inputs = {};
        private double[] scores = {};
        private Tensor outputGradient;

        Run(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Map<String, String> state() {
            if (fault == Fault.COUNTS_QUESTIONS) {
                steps++;
            }
            return fault == Fault.FORGETS ? Map.of() : Map.of("steps", Long.toString(steps));
        }

        @Override
        public void restore(Map<String, String> state) {
            String text = state.get("steps");
            if (text == null) {
                if (fault == Fault.ACCEPTS_ANY_STATE) {
                    return;
                }
                throw new IllegalArgumentException("it lacks steps, and has " + state.keySet());
            }
            steps = Long.parseLong(text);
        }

        @Override
        public Optional<ParameterRule> ruleBeforeStep(ParameterLayout critic) {
            return Optional.of(new Clip(critic, fault));
        }

        @Override
        public void afterCriticUpdate(Network critic) {
            if (fault == Fault.WRITES_IN_SILENCE) {
                critic.parameters().write(new double[] {critic.parameters().at(0) + 0.1}, 1, 0);
            }
        }

        @Override
        public double penalise(CriticTurn turn) {
            Network critic = turn.critic();
            prepare(turn);
            act(turn);
            double share = fault == Fault.HIDDEN_RANDOMNESS
                    ? Math.random()
                    : turn.random().nextDouble();
            double weight = share * (1 + 0.1 * steps++);
            double sum = 0;
            try (Pass pass = critic.forward(Mode.TRAINING, inputs)) {
                pass.output().read(scores);
                for (int i = 0; i < scores.length; i++) {
                    sum += scores[i] * scores[i];
                    scores[i] *= (fault == Fault.WRONG_GRADIENT ? 1 : weight) / scores.length;
                }
                outputGradient.write(scores);
                if (fault != Fault.NO_GRADIENT) {
                    pass.backward(outputGradient, Wanted.PARAMETERS);
                }
            }
            double penalty = 0.5 * weight * sum / scores.length;
            turn.measurements()
                    .record(fault == Fault.OTHER_NAME ? Measurements.CRITIC_LOSS : "constraint/penalty", penalty);
            return penalty;
        }

        private void act(CriticTurn turn) {
            Network critic = turn.critic();
            switch (fault) {
                case REPLACES -> critic.clearGradients();
                case MOVES -> {
                    critic.parameters().write(new double[] {0.5}, 1, 0);
                    critic.parametersChanged();
                }
                case CHANGES_EXAMPLES -> turn.fake().get(0).write(new double[] {0.5}, 1, 0);
                case DOWNLOADS ->
                    critic.parameters()
                            .read(new double[(int) critic.parameters().length()]);
                case ALLOCATES -> scores = scores.clone();
                default -> {}
            }
        }

        private void prepare(CriticTurn turn) {
            List<Tensor> real = turn.real();
            int rows = real.get(0).rows();
            if (scores.length == rows) {
                return;
            }
            inputs = real.toArray(Tensor[]::new);
            scores = new double[rows];
            outputGradient = turn.critic()
                    .memory()
                    .allocate(
                            turn.critic().parameters().precision(),
                            turn.critic().definition().output(),
                            rows);
        }

        @Override
        public void measure(Network critic, Measurements measurements) {
            if (fault == Fault.MEASURING_COUNTS) {
                steps++;
            }
            measurements.record("constraint/steps", fault == Fault.MEASURES_NAN ? 0.0 / 0 : steps);
        }
    }

    private static final class Clip implements ParameterRule {
        private final Fault fault;
        private final List<Stretch> clipped;

        Clip(ParameterLayout layout, Fault fault) {
            this.fault = fault;
            clipped = layout.stretches(kind -> kind != Kind.STATISTIC || fault == Fault.CLIPS_STATISTICS);
        }

        @Override
        public void apply(float[] slab, int count, long first) {
            float limit = (float) LIMIT / (fault == Fault.OTHER_FLOATS ? 2 : 1);
            float[] written = fault == Fault.RULE_ALLOCATES ? slab.clone() : slab;
            for (int k = 0; k < clipped.size(); k++) {
                Stretch stretch = clipped.get(k);
                for (int i = stretch.startIn(first, count); i < stretch.endIn(first, count); i++) {
                    written[i] = fault == Fault.HIDES_NAN && Float.isNaN(slab[i])
                            ? limit
                            : Math.max(-limit, Math.min(limit, slab[i]));
                }
            }
            System.arraycopy(written, 0, slab, 0, count);
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            double limit = fault == Fault.LOOKS_AT_NEIGHBOURS ? Math.abs(slab[1]) : LIMIT;
            for (int k = 0; k < clipped.size(); k++) {
                Stretch stretch = clipped.get(k);
                for (int i = stretch.startIn(first, count); i < stretch.endIn(first, count); i++) {
                    slab[i] = fault == Fault.HIDES_NAN && Double.isNaN(slab[i])
                            ? limit
                            : Math.max(-limit, Math.min(limit, slab[i]));
                }
            }
            if (fault == Fault.OVERRUNS) {
                Arrays.fill(slab, count, slab.length, limit);
            }
        }

        @Override
        public Optional<VectorRule> onVectors() {
            double limit = fault == Fault.OTHER_VECTORS ? LIMIT / 2 : LIMIT;
            return Optional.of((arithmetic, parameters, memory) -> clipped.forEach(stretch ->
                    arithmetic.clamp(parameters.rows((int) stretch.start(), (int) stretch.length()), -limit, limit)));
        }
    }
}
