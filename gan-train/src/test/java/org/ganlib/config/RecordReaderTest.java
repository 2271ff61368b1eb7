package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.ganlib.fake.Fakes;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.optimize.LinearRate;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private final RecordReader reader = new RecordReader(Fixtures.CATALOG);

    @Test
    void aPluginIsMadeFromTheCommandLine() {
        assertThat(reader.readPlugin(Divergence.class, "alpha", List.of("alpha=3", "generator-objective=minimax")))
                .isEqualTo(new Fakes.Alpha(3, GeneratorObjective.MINIMAX));
        assertThat(reader.readPlugin(Optimizer.class, "adam", List.of("schedule.name=linear", "schedule.steps=5")))
                .isEqualTo(new Adam(2e-4, 0.5, 0.999, 1e-8, 0, new LinearRate(0, 5, 0.01)));
    }

    @Test
    void problemsOfAPluginOnTheCommandLineHaveItsOwnPaths() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.readPlugin(Divergence.class, "alpha", List.of("alpha=1", "beta=2", "x")))
                .withMessage("""
                        command line: 3 problems
                          1) alpha: must not be 0 or 1, was 1
                          2) beta: unknown key. Keys: alpha (0.5), generator-objective (non-saturating)
                          3) 'x': must be key=value, for example seed=7""");
    }

    @Test
    void oneOfSeveralPluginsIsNamedInItsProblems() {
        assertThat(reader.readNamedPlugin(Divergence.class, "alpha", List.of("alpha.alpha=3")))
                .isInstanceOf(Fakes.Alpha.class);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        reader.readNamedPlugin(Divergence.class, "alpha", List.of("alpha.alpha=1", "alpha.beta=2")))
                .withMessage("""
                        command line: 2 problems
                          1) alpha.alpha: must not be 0 or 1, was 1
                          2) alpha.beta: unknown key. Keys: alpha (0.5), generator-objective (non-saturating)""");
    }

    @Test
    void aNameOfAnotherFrameworkLeadsToTheNameHere() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.readPlugin(Divergence.class, "BCE", List.of()))
                .withMessage("command line: no divergence 'BCE'. It is called 'gan' here. Available: alpha, gan");
    }

    @Test
    void anUnknownPluginOnTheCommandLineSaysWhatThereIs() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.readPlugin(Divergence.class, "gam", List.of()))
                .withMessage("command line: no divergence 'gam'. Available: gan, alpha");
    }

    @Test
    void aPluginWithoutSettingsSaysSo() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.readPlugin(LearningRateSchedule.class, "constant", List.of("gamma=1")))
                .withMessage("command line: gamma: unknown key. learning-rate 'constant' has no settings");
    }

    /** Defaults of nested plugins are the owner's. */
    public record Owner(Optimizer optimizer, LearningRateSchedule rate) {
        public Owner() {
            this(new Adam(1, 0.9, 0.99, 1e-3, 0, new ConstantRate()), new ConstantRate());
        }
    }

    @Test
    void aSectionWithoutANameKeepsTheDefaultPluginAndItsSettings() {
        assertThat(reader.read("test", Owner.class, "optimizer: {beta1: 0.1}", List.of())
                        .optimizer())
                .isEqualTo(new Adam(1, 0.1, 0.99, 1e-3, 0, new ConstantRate()));
    }

    @Test
    void aNamedPluginStartsFromItsOwnDefaults() {
        assertThat(reader.read("test", Owner.class, "optimizer: {name: adam, beta1: 0.1}", List.of())
                        .optimizer())
                .isEqualTo(new Adam(2e-4, 0.1, 0.999, 1e-8, 0, new ConstantRate()));
    }

    @Test
    void settingsForADefaultPluginThatHasNoneNeedAName() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.read("test", Owner.class, "rate: {gamma: 0.5}", List.of()))
                .withMessage(
                        "test: rate.name: missing. Available: constant, cosine, exponential, inverse-time, linear, step");
    }

    @Test
    void aNumberWasNotMeantToBeAName() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.read("test", Owner.class, "rate: {rate: 3}", List.of()))
                .withMessage(
                        "test: rate.name: missing. Available: constant, cosine, exponential, inverse-time, linear, step");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.read("test", Owner.class, "rate: {nmae: step}", List.of()))
                .withMessage("test: rate.nmae: unknown key. Did you mean 'name'?"
                        + " Available: constant, cosine, exponential, inverse-time, linear, step");
    }

    /** A rule across two settings. */
    public record Range(int from, int to) {
        public Range() {
            this(0, 10);
        }

        public Range {
            Settings.check()
                    .rule(from <= to, "from", "must be ≤ to, was " + from)
                    .orThrow();
            if (to == 13) {
                throw new IllegalArgumentException("13 is not allowed");
            }
        }
    }

    /** Several of them. */
    public record Ranges(List<Range> ranges) {
        public Ranges() {
            this(List.of());
        }
    }

    @Test
    void listsOfSectionsAreRead() {
        assertThat(reader.read("test", Ranges.class, "ranges: [{from: 1}, {}, {to: 3}]", List.of()))
                .isEqualTo(new Ranges(List.of(new Range(1, 10), new Range(0, 10), new Range(0, 3))));
    }

    @Test
    void whatAConstructorRefusesWithoutNamingASettingIsTheSectionsProblem() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader.read("test", Ranges.class, "ranges: [{to: 13}, {from: 11}]", List.of()))
                .withMessage("""
                        test: 2 problems
                          1) ranges[0]: 13 is not allowed
                          2) ranges[1].from: must be ≤ to, was 11""");
    }
}
