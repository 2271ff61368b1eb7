package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The contract of constraints. The laws train small critics on the reference engine in the order of
 * calls that the trainer keeps: rule before the step, {@code beforeCriticStep}, {@code penalise},
 * the update, rule after the update, {@code afterCriticUpdate}.
 */
public interface ConstraintContract extends PluginContract<CriticConstraint> {
    /** The constraint under contract, a new object each time. */
    default CriticConstraint constraint() {
        return configured();
    }

    /**
     * The critics that the laws train, by a name for what is special about each. Override it if the
     * constraint supports only some critics.
     */
    default Map<String, NetworkDefinition> critics() {
        Map<String, NetworkDefinition> critics = new LinkedHashMap<>();
        critics.put("vectors", critic(0, TensorShape.of(6)));
        critics.put("pairs", critic(0, TensorShape.of(4), TensorShape.of(2)));
        critics.put("vectors and a label", critic(3, TensorShape.of(4), NetworkSignature.LABEL));
        critics.put("batch norm and dropout", SmallNetworks.denseBatchNormDropout(false));
        return critics;
    }

    private static NetworkDefinition critic(int classes, TensorShape... inputs) {
        return SmallNetworks.of(new NetworkSignature(
                NetworkRole.CRITIC, List.of(inputs), TensorShape.of(1), ValueRange.UNBOUNDED, classes));
    }

    @Override
    default Class<CriticConstraint> kind() {
        return CriticConstraint.class;
    }

    /** A plugin may serve several runs at once, and no run influences another. */
    @Test
    default void runsDoNotInfluenceOneAnother() {
        critics().forEach((name, definition) -> {
            CriticConstraint plugin = constraint();
            try (ConstrainedCritic alone = host(constraint(), definition, DataType.FLOAT);
                    ConstrainedCritic beside = host(plugin, definition, DataType.FLOAT);
                    ConstrainedCritic other = host(plugin, definition, DataType.FLOAT)) {
                for (int i = 0; i < 4; i++) {
                    other.step();
                    assertThat(beside.step())
                            .as("%s: penalty of step %d beside another run", name, i)
                            .isEqualTo(alone.step());
                    other.step();
                }
                assertThat(beside.parameters()).as("%s: parameters", name).isEqualTo(alone.parameters());
            }
        });
    }

    /**
     * A constraint draws only from its stream: the same examples and streams give the same bits.
     */
    @Test
    default void everythingFollowsFromTheStreams() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic first = host(constraint(), definition, DataType.FLOAT);
                    ConstrainedCritic second = host(constraint(), definition, DataType.FLOAT)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(second.step())
                            .as("%s: penalty of step %d", name, i)
                            .isEqualTo(first.step());
                }
                assertThat(second.parameters()).as("%s: parameters", name).isEqualTo(first.parameters());
                assertThat(second.measured()).as("%s: measurements", name).isEqualTo(first.measured());
            }
        });
    }

    /**
     * A run that restores the constraint's state, the parameters and the random streams continues
     * as if it had not stopped, to the bit. Reading the state changes nothing.
     */
    @Test
    default void continuesFromItsState() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic whole = host(constraint(), definition, DataType.FLOAT);
                    ConstrainedCritic asked = host(constraint(), definition, DataType.FLOAT);
                    ConstrainedCritic resumed = host(constraint(), definition, DataType.FLOAT)) {
                for (int i = 0; i < 3; i++) {
                    whole.step();
                    asked.constraint().state();
                    asked.step();
                }
                Map<String, String> state = new TreeMap<>(asked.constraint().state());
                assertThat(state.values()).as("%s: state", name).doesNotContainNull();
                resumed.write(asked.parameters());
                resumed.restoreStreams(asked.streams());
                if (!state.isEmpty()) {
                    resumed.constraint().restore(state);
                    assertThat(resumed.constraint().state())
                            .as("%s: state after it was restored", name)
                            .isEqualTo(state);
                }
                for (int i = 3; i < 6; i++) {
                    double penalty = whole.step();
                    assertThat(asked.step())
                            .as("%s: penalty of step %d after state()", name, i)
                            .isEqualTo(penalty);
                    assertThat(resumed.step())
                            .as("%s: penalty of step %d after restore(state)", name, i)
                            .isEqualTo(penalty);
                }
                assertThat(asked.parameters())
                        .as("%s: parameters after state()", name)
                        .isEqualTo(whole.parameters());
                assertThat(resumed.parameters())
                        .as("%s: parameters after restore(state)", name)
                        .isEqualTo(whole.parameters());
            }
        });
    }

    /** A constraint that has a state refuses one that is not its own, on one line. */
    @Test
    default void aForeignStateIsRefused() {
        NetworkDefinition definition = critics().values().iterator().next();
        try (ConstrainedCritic run = host(constraint(), definition, DataType.FLOAT)) {
            run.step();
            assumeTrue(!run.constraint().state().isEmpty(), "it has no state");
            assertThatThrownBy(() -> run.constraint().restore(Map.of("of another constraint", "no number")))
                    .as("restoring the state of another constraint")
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .isNotBlank()
                    .doesNotContain("\n");
        }
    }

    /**
     * A rule processes a vector slab by slab, in any order and on any engine. The result for a
     * parameter depends only on its value and its index, and numbers behind the last parameter of a
     * slab are not changed.
     */
    @Test
    default void eachParameterIsTreatedByItself() {
        withRules((rule, layout) -> {
            double[] one = drawn(layout, 1);
            double[] other = drawn(layout, 2);
            for (int i = 0; i < other.length; i += 2) {
                other[i] = one[i];
            }
            double[] ofOne = treated(rule, one, DataType.DOUBLE);
            double[] ofOther = treated(rule, other, DataType.DOUBLE);
            for (int i = 0; i < other.length; i += 2) {
                assertThat(ofOther[i]).as("parameter %d beside others", i).isEqualTo(ofOne[i]);
            }
            assertThat(treated(rule, one, DataType.DOUBLE)).as("the same again").isEqualTo(ofOne);
        });
    }

    /** The two precisions follow one formula. */
    @Test
    default void bothPrecisionsFollowOneRule() {
        withRules((rule, layout) -> {
            double[] doubles = treated(rule, drawn(layout, 1), DataType.DOUBLE);
            double[] floats = treated(rule, drawn(layout, 1), DataType.FLOAT);
            for (int i = 0; i < doubles.length; i++) {
                assertThat(floats[i])
                        .as("parameter %d", i)
                        .isCloseTo(doubles[i], within(1e-5 * (1 + Math.abs(doubles[i]))));
            }
        });
    }

    /** Running statistics lie among the parameters, and no rule changes them. */
    @Test
    default void rulesLeaveStatisticsAlone() {
        withRules((rule, layout) -> {
            double[] given = drawn(layout, 1);
            double[] treated = treated(rule, given, DataType.DOUBLE);
            for (Segment segment : layout.segments()) {
                for (long i = segment.offset(); i < segment.end() && segment.isStatistic(); i++) {
                    assertThat(treated[(int) i]).as("%s", segment.name()).isEqualTo(given[(int) i]);
                }
            }
        });
    }

    /**
     * A rule keeps NaN. The check for NaN comes after the rules, so a rule that replaced NaN would
     * hide that training diverged.
     */
    @Test
    default void rulesKeepNaN() {
        withRules((rule, layout) -> {
            double[] given = drawn(layout, 1);
            Arrays.fill(given, Double.NaN);
            for (DataType precision : List.of(DataType.FLOAT, DataType.DOUBLE)) {
                double[] treated = treated(rule, given, precision);
                assertThat(Arrays.stream(treated).filter(Double::isNaN).count())
                        .as("parameters that stay NaN, in %s", precision)
                        .isEqualTo(given.length);
            }
        });
    }

    /**
     * The form on whole vectors, if there is one, does to each parameter what the form on slabs
     * does: an engine on a device uses the one, and an engine on the host the other.
     */
    @Test
    default void theFormOnVectorsFollowsTheSameRule() {
        withRules((rule, layout) -> rule.onVectors().ifPresent(form -> {
            for (int seed = 1; seed <= 2; seed++) {
                double[] given = drawn(layout, seed);
                given[seed] = Double.NaN;
                Tensor vector = TensorValues.host(given, given.length, TensorShape.of(1));
                form.apply(new PlainArithmetic(), vector, new HostMemory());
                double[] expected = treated(rule, given, DataType.DOUBLE);
                double[] treated = TensorValues.of(vector);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(treated[i])
                            .as("parameter %d of draw %d, by the form on vectors", i, seed)
                            .isCloseTo(expected[i], within(1e-12));
                }
            }
        }));
    }

    /** Rules run in every step, over all parameters, and allocate no memory. */
    @Test
    default void rulesAllocateNothing() {
        withRules((rule, layout) -> {
            float[] floats = new float[ParameterSlabs.LENGTH];
            double[] doubles = new double[ParameterSlabs.LENGTH];
            Allocations.assertNone(2_000, 100, () -> {
                rule.apply(floats, floats.length, 0);
                rule.apply(doubles, doubles.length, 0);
            });
        });
    }

    /** {@code penalise} adds the gradient of the value that it returns. */
    @TestFactory
    default Stream<DynamicTest> penaltyGradientsAgreeWithCentralDifferences() {
        return critics().entrySet().stream().flatMap(entry -> Stream.of(1.0, 3.0)
                .map(steepness -> DynamicTest.dynamicTest(
                        entry.getKey() + ", weights times " + steepness.intValue(),
                        () -> checkPenaltyGradient(entry.getValue(), steepness))));
    }

    private void checkPenaltyGradient(NetworkDefinition definition, double steepness) {
        CriticConstraint plugin = constraint();
        try (ConstrainedCritic run =
                new ConstrainedCritic(plugin, definition, new Dl4jEngine(), DataType.DOUBLE, steepness)) {
            Network critic = run.critic();
            List<byte[]> streams = run.streams();
            double penalty = run.constraint().penalise(run.turn());
            assertThat(penalty).as("penalty").isFinite();
            double[] gradients = run.gradients();
            for (Segment segment : critic.layout().segments()) {
                for (long i = segment.offset(); i < segment.end() && segment.isStatistic(); i++) {
                    assertThat(gradients[(int) i])
                            .as("gradient of the statistic %s", segment.name())
                            .isZero();
                }
            }
            if (Arrays.stream(gradients).allMatch(gradient -> gradient == 0)) {
                assertPenaltyStays(run, plugin, streams, penalty);
                return;
            }
            GradientCheck.parameters(
                    critic, HostTensor.copyOf(critic.gradients()).array(), () -> {
                        run.restoreStreams(streams);
                        return plugin.forRun(critic).penalise(run.turn());
                    });
        }
    }

    private static void assertPenaltyStays(
            ConstrainedCritic run, CriticConstraint plugin, List<byte[]> streams, double penalty) {
        double[] parameters = run.parameters();
        for (Segment segment : run.critic().layout().segments()) {
            for (long i = segment.offset(); i < segment.end() && !segment.isStatistic(); i++) {
                double[] moved = parameters.clone();
                moved[(int) i] += 1e-6;
                run.write(moved);
                run.restoreStreams(streams);
                assertThat(plugin.forRun(run.critic()).penalise(run.turn()))
                        .as("penalty without a gradient, after a change of %s", segment.name())
                        .isCloseTo(penalty, within(1e-12));
            }
        }
    }

    /** A penalty's gradient is added to the loss's, which is there before it. */
    @Test
    default void penaltiesAreAdded() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic fresh = host(constraint(), definition, DataType.DOUBLE);
                    ConstrainedCritic added = host(constraint(), definition, DataType.DOUBLE)) {
                double[] before = new double[fresh.gradients().length];
                for (Segment segment : fresh.critic().layout().segments()) {
                    Arrays.fill(before, (int) segment.offset(), (int) segment.end(), segment.isStatistic() ? 0 : 7);
                }
                added.critic().gradients().write(before);
                double penalty = fresh.constraint().penalise(fresh.turn());
                assertThat(added.constraint().penalise(added.turn()))
                        .as("%s: penalty over other gradients", name)
                        .isEqualTo(penalty);
                double[] gradients = fresh.gradients();
                for (int i = 0; i < gradients.length; i++) {
                    assertThat(added.gradients()[i])
                            .as("%s: gradient %d, over %s", name, i, before[i])
                            .isCloseTo(before[i] + gradients[i], within(1e-9 * (1 + Math.abs(gradients[i]))));
                }
            }
        });
    }

    /** A penalty changes gradients, and neither parameters nor the examples of either side. */
    @Test
    default void aPenaltyChangesGradientsAlone() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic run = host(constraint(), definition, DataType.FLOAT)) {
                double[] parameters = run.parameters();
                List<double[]> examples = run.examples();
                run.constraint().penalise(run.turn());
                assertThat(run.examples().toArray()).as("%s: examples", name).isEqualTo(examples.toArray());
                double[] after = run.parameters();
                for (Segment segment : run.critic().layout().segments()) {
                    for (long i = segment.offset(); i < segment.end() && !segment.isStatistic(); i++) {
                        assertThat(after[(int) i])
                                .as("%s: %s", name, segment.name())
                                .isEqualTo(parameters[(int) i]);
                    }
                }
            }
        });
    }

    /**
     * Code that writes to parameters announces it; otherwise an engine would go on with the weights
     * that it prepared before.
     */
    @Test
    default void writtenParametersAreAnnounced() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic run = host(constraint(), definition, DataType.FLOAT)) {
                run.step();
                assertAnnounced(name + ", beforeCriticStep", run, run.constraint()::beforeCriticStep);
                assertAnnounced(name + ", beforeCriticUpdate", run, run.constraint()::beforeCriticUpdate);
                assertAnnounced(name + ", afterCriticUpdate", run, run.constraint()::afterCriticUpdate);
            }
        });
    }

    private static void assertAnnounced(String call, ConstrainedCritic run, Consumer<Network> hook) {
        Network critic = run.critic();
        double[] before = run.parameters();
        try (Pass pass = critic.forward(Mode.TRAINING, run.turn().real().toArray(Tensor[]::new))) {
            hook.accept(critic);
            if (!Arrays.equals(run.parameters(), before)) {
                assertThatThrownBy(() -> pass.backward(pass.output(), Wanted.INPUTS))
                        .as("%s wrote to parameters: a pass begun before it runs backward", call)
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    /**
     * Numbers are reported under names that begin with {@code constraint/}, and are finite if the
     * parameters of the critic are.
     */
    @Test
    default void measurementsAreNamedAndFinite() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic run = host(constraint(), definition, DataType.FLOAT)) {
                for (int i = 0; i < 3; i++) {
                    run.step();
                }
                run.constraint().measure(run.critic(), run.measured()::put);
                run.measured().forEach((measurement, value) -> {
                    assertThat(measurement)
                            .as("%s: name of a measurement", name)
                            .matches("constraint(/[a-z0-9]+(-[a-z0-9]+)*)+");
                    assertThat(value).as("%s: %s", name, measurement).isFinite();
                });
            }
        });
    }

    /** Measuring changes nothing: a logged step computes what any other step computes. */
    @Test
    default void measuringChangesNothing() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic unseen = host(constraint(), definition, DataType.FLOAT);
                    ConstrainedCritic measured = host(constraint(), definition, DataType.FLOAT)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(measured.step())
                            .as("%s: penalty of step %d, of a critic that is measured", name, i)
                            .isEqualTo(unseen.step());
                    double[] gradients = measured.gradients();
                    measured.constraint().measure(measured.critic(), (number, value) -> {});
                    assertThat(measured.gradients()).as("%s: gradients", name).isEqualTo(gradients);
                }
                assertThat(measured.parameters()).as("%s: parameters", name).isEqualTo(unseen.parameters());
                assertThat(measured.constraint().state())
                        .as("%s: state", name)
                        .isEqualTo(unseen.constraint().state());
            }
        });
    }

    /**
     * A penalty is the same on a device as on the host. It transfers a few numbers per example to
     * the host, but no examples, gradients or parameters.
     */
    @Test
    default void penaltiesStayOnTheDevice() {
        SimulatedDevice device = new SimulatedDevice(new Dl4jEngine());
        NetworkDefinition definition = SmallNetworks.wideBatchNorm();
        try (ConstrainedCritic host = host(constraint(), definition, DataType.FLOAT);
                ConstrainedCritic away = new ConstrainedCritic(constraint(), definition, device, DataType.FLOAT, 1)) {
            for (int i = 0; i < 2; i++) {
                double penalty = host.constraint().penalise(host.turn());
                device.transfers().reset();
                assertThat(away.constraint().penalise(away.turn()))
                        .as("penalty on the device")
                        .isCloseTo(penalty, within(1e-5 * (1 + Math.abs(penalty))));
                assertThat(device.transfers().downloadedNumbers())
                        .as("numbers that a penalty carries to the host")
                        .isLessThanOrEqualTo(8L * ConstrainedCritic.SIZE);
            }
            double[] expected = host.gradients();
            double[] gradients = away.gradients();
            for (int i = 0; i < expected.length; i++) {
                assertThat(gradients[i])
                        .as("gradient %d on the device", i)
                        .isCloseTo(expected[i], within(1e-5 * (1 + Math.abs(expected[i]))));
            }
        }
    }

    /** Once it is warm, a step allocates nothing except what the engine allocates. */
    @Test
    default void stepsAllocateNothing() {
        critics().forEach((name, definition) -> {
            try (ConstrainedCritic run = host(constraint(), definition, DataType.FLOAT)) {
                StillNetwork critic = new StillNetwork(run.critic());
                CriticConstraint constraint = constraint().forRun(critic);
                double[] sum = new double[1];
                CriticTurn turn = new CriticTurn(
                        critic,
                        run.turn().real(),
                        run.turn().fake(),
                        new RandomStream(1),
                        (number, value) -> sum[0] += value);
                Allocations.assertNone(3_000, 100, () -> {
                    constraint.beforeCriticStep(critic);
                    sum[0] += constraint.penalise(turn);
                    constraint.afterCriticUpdate(critic);
                });
            }
        });
    }

    private static ConstrainedCritic host(CriticConstraint plugin, NetworkDefinition critic, DataType precision) {
        return new ConstrainedCritic(plugin, critic, new Dl4jEngine(), precision, 1);
    }

    /** Passes the law each rule of a critic that has more parameters than a slab. */
    private void withRules(RuleLaw law) {
        try (ConstrainedCritic run = host(constraint(), SmallNetworks.wideBatchNorm(), DataType.FLOAT)) {
            ParameterLayout layout = run.critic().layout();
            List<ParameterRule> rules = new ArrayList<>();
            run.constraint().ruleBeforeStep(layout).ifPresent(rules::add);
            run.constraint().ruleAfterUpdate(layout).ifPresent(rules::add);
            rules.forEach(rule -> law.check(rule, layout));
        }
    }

    private static double[] drawn(ParameterLayout layout, long seed) {
        RandomStream random = new RandomStream(seed);
        double[] numbers = new double[(int) layout.length()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextNormal();
        }
        return numbers;
    }

    /** The vector after the rule has seen it slab by slab. */
    private static double[] treated(ParameterRule rule, double[] vector, DataType precision) {
        double[] treated = new double[vector.length];
        for (int first = 0; first < vector.length; first += ParameterSlabs.LENGTH) {
            int count = Math.min(ParameterSlabs.LENGTH, vector.length - first);
            double[] slab = new double[ParameterSlabs.LENGTH];
            Arrays.fill(slab, 1e6);
            System.arraycopy(vector, first, slab, 0, count);
            apply(rule, slab, count, first, precision);
            for (int i = count; i < slab.length; i++) {
                assertThat(slab[i])
                        .as("number %d behind the last parameter", i - count)
                        .isEqualTo(1e6);
            }
            System.arraycopy(slab, 0, treated, first, count);
        }
        return treated;
    }

    private static void apply(ParameterRule rule, double[] slab, int count, long first, DataType precision) {
        if (precision == DataType.DOUBLE) {
            rule.apply(slab, count, first);
            return;
        }
        float[] narrow = new float[slab.length];
        for (int i = 0; i < slab.length; i++) {
            narrow[i] = (float) slab[i];
        }
        rule.apply(narrow, count, first);
        for (int i = 0; i < slab.length; i++) {
            slab[i] = narrow[i];
        }
    }

    /** A law of one rule. */
    @FunctionalInterface
    interface RuleLaw {
        /** Checks the rule of a critic of this layout. */
        void check(ParameterRule rule, ParameterLayout layout);
    }
}
