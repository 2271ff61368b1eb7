package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ganlib.fake.Fakes;
import org.ganlib.health.Health;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NumericPrecision;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.optimize.Sgd;
import org.ganlib.optimize.StepRate;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.tensorboard.TensorBoard;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.api.Test;

class ExperimentReaderTest {
    private static final String SECTIONS =
            "Keys: seed (1), device (auto), engine (auto), precision (float32), threads (auto), dataset (required),"
                    + " model (required), generator (optional), critic (optional), encoder (optional), networks ([]), divergence (optional),"
                    + " constraint (none), optimizer (section), schedule (regular), train (section), metrics ([]), listeners ([tensorboard, health])";

    /** A role of a model's own has its architecture in a list, and no role is given two places. */
    @Test
    void furtherNetworksHaveTheNameOfTheirRole() {
        String ring = Fixtures.text("ring.yaml");
        Experiment experiment = readText(ring + "networks: [{role: latent-critic, architecture: {name: mlp}}]\n");
        assertThat(experiment.architecture(new NetworkRole("latent-critic"))).hasValue(new Fakes.Mlp());
        assertThat(experiment.architecture(new NetworkRole("other"))).isEmpty();
        assertThat(experiment.architecture(NetworkRole.CRITIC)).isEqualTo(experiment.critic());
        assertThatThrownBy(() -> readText(ring + "networks: [{role: critic, architecture: {name: mlp}}]\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("critic has a section of its own");
        assertThatThrownBy(() -> readText(ring + "networks: [{role: Top Secret, architecture: {name: mlp}}]\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lower-case letters");
    }

    private static Experiment readText(String yaml) {
        return new ExperimentReader(Fixtures.CATALOG).read("ring", yaml, List.of());
    }

    @Test
    void givenSettingsAreLaidOverTheDefaults() {
        assertThat(Fixtures.read("ring.yaml"))
                .isEqualTo(new Experiment(
                        7,
                        "auto",
                        "auto",
                        NumericPrecision.FLOAT32,
                        0,
                        new Fakes.GaussianRing(8, 0.05),
                        new Fakes.Standard(new Fakes.Standard.Latent(2, Fakes.Standard.Prior.UNIFORM)),
                        Optional.of(new Fakes.Mlp(List.of(256, 256), List.of())),
                        Optional.of(new Fakes.Mlp()),
                        Optional.empty(),
                        List.of(),
                        Optional.of(new Fakes.Alpha(2, GeneratorObjective.MINIMAX)),
                        new Fakes.WeightClipping(0.01),
                        new Optimizers(
                                new Adam(2e-4, 0, 0.999, 1e-8, 0, new ConstantRate()),
                                new Adam(1e-3, 0.5, 0.999, 1e-8, 0, new ConstantRate())),
                        new RegularSchedule(5, RegularSchedule.Update.ALTERNATING, true),
                        new TrainSettings(5000, 100, 500, 1000, 10, 64, 0.999),
                        List.of(new Fakes.Parzen(0.3, 10_000), new Fakes.Modes()),
                        List.of(new TensorBoard(), new Health())));
    }

    @Test
    void sectionsThatMayBeLeftOutHaveTheirDefaults() {
        Experiment experiment = Fixtures.read("minimal.yaml");

        assertThat(experiment.seed()).isEqualTo(1);
        assertThat(experiment.constraint()).isEqualTo(new Fakes.None());
        assertThat(experiment.schedule()).isEqualTo(new RegularSchedule());
        assertThat(experiment.train()).isEqualTo(new TrainSettings());
        assertThat(experiment.generator()).isEmpty();
        assertThat(experiment.metrics()).isEmpty();
    }

    @Test
    void everyProblemIsReportedInTheOrderOfTheFile() {
        assertProblems("three-mistakes.yaml", List.of(), """
                three-mistakes.yaml: 3 problems
                  1) divergence.alfa: unknown key. Did you mean 'alpha'? Keys: alpha (0.5), generator-objective (non-saturating)
                  2) schedule.critic-steps: must be ≥ 1, was 0
                  3) dataset.name: no dataset 'gausian-ring'. Available: gaussian-ring, gaussian-grid, csv""");
    }

    @Test
    void misspeltKeysComeWithTheNearestAndAll() {
        assertProblems("typo.yaml", List.of(), """
                typo.yaml: 5 problems
                  1) modle: unknown key. Did you mean 'model'? %s
                  2) divergence.generator-objectiv: unknown key. Did you mean 'generator-objective'? Keys: generator-objective (non-saturating)
                  3) optimizer.generator.nam: unknown key. Did you mean 'name'? Available: adam, adamw, rmsprop, sgd
                  4) model.latent.sise: unknown key. Did you mean 'size'? Keys: size (100), prior (normal)
                  5) constraint.name: missing. Available: none, weight-clipping""".formatted(SECTIONS));
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        assertProblems("wrong-type.yaml", List.of(), """
                wrong-type.yaml: 21 problems
                  1) seed: must be an integer, was '7'. Remove the quotes
                  2) threads: must be auto or an integer ≥ 1, was 0
                  3) dataset.file: must be text, was 7. Put it in quotes
                  4) dataset.header: must be true or false, was 'no'
                  5) dataset.limit: must be an integer, was 3.7
                  6) dataset.columns[1]: must be text, was 5. Put it in quotes
                  7) dataset.label: must be text, was a list
                  8) model.latent: must be a section of settings, was 100. Write for example model.latent.size=100
                  9) generator.hidden: must be a list, was 256. Write [256]
                  10) critic.hidden[0]: must be an integer, was 10000.0. Write 10000
                  11) critic.hidden[1]: must be an integer, was '64'. Remove the quotes
                  12) critic.dropout[0]: must be a number, was 'yes'
                  13) encoder.name: must be text, was 5. Put it in quotes
                  14) divergence.alpha: must be a number, was '0.3'. Remove the quotes
                  15) divergence.generator-objective: must be minimax or non-saturating, was 'minimaxi'. Did you mean 'minimax'?
                  16) optimizer.generator: must be the name of a plugin or a section with a name, was 3
                  17) optimizer.critic.learning-rate: must be a number, was 'fast'
                  18) optimizer.critic.beta1: must be a number, was true
                  19) train.steps: must be an integer, was 10000.0. Write 10000
                  20) train.batch: must be an integer between -2147483648 and 2147483647, was 3000000000
                  21) metrics: must be a list, was a section. Write [{…}]""");
    }

    @Test
    void brokenRulesCarryTheFullPath() {
        assertProblems("broken-rules.yaml", List.of(), """
                broken-rules.yaml: 13 problems
                  1) dataset.std: must be > 0, was -0.1
                  2) dataset.modes: must be ≥ 1, was 0
                  3) model.latent.size: must be ≥ 1, was 0
                  4) generator.hidden[1]: must be ≥ 1, was 0
                  5) divergence.alpha: must not be 0 or 1, was 1
                  6) optimizer.generator.beta1: must be in [0, 1), was 1
                  7) optimizer.generator.learning-rate: must be > 0, was 0
                  8) optimizer.critic.beta1: must be in [0, 1), was 1.5
                  9) optimizer.critic.epsilom: unknown key. Did you mean 'epsilon'? Keys: learning-rate (2e-4), beta1 (0.5), beta2 (0.999), epsilon (1e-8), weight-decay (0), schedule (constant)
                  10) schedule.critic-steps: must be 1 when update is simultaneous, was 2. Several critic steps need schedule.update=alternating
                  11) train.steps: must be ≥ 1, was 0
                  12) train.batch: must be ≥ 1, was -3
                  13) metrics[1].sigma: must be > 0, was 0""");
    }

    @Test
    void missingSectionsSayWhatThereIs() {
        assertProblems("missing-sections.yaml", List.of(), """
                missing-sections.yaml: 4 problems
                  1) optimizer.generator: missing. Available: adam, adamw, rmsprop, sgd
                  2) divergence.name: missing. Available: alpha, gan
                  3) dataset: missing. Available: csv, gaussian-grid, gaussian-ring
                  4) model: missing. Available: standard""");
    }

    @Test
    void aKeyGivenTwiceIsReportedWithBothPlaces() {
        assertProblems("duplicate-key.yaml", List.of(), """
                duplicate-key.yaml: 2 problems
                  1) divergence: given twice, at line 3, column 1 and at line 6, column 1. Keep one
                  2) optimizer.critic.beta1: given twice, at line 4, column 51 and at line 5, column 3. Keep one""");
    }

    @Test
    void aKeyWithoutAValueIsReported() {
        assertProblems("no-value.yaml", List.of(), """
                no-value.yaml: 2 problems
                  1) dataset: has no value. Give it one or remove the key
                  2) divergence.generator-objective: has no value. Give it one or remove the key""");
    }

    @Test
    void aSyntaxErrorIsReportedWithItsPlace() {
        assertProblems(
                "syntax-error.yaml",
                List.of(),
                "syntax-error.yaml: line 2, column 35: while parsing a flow sequence, expected ',' or ']', but got }");
    }

    @Test
    void aListIsNoExperiment() {
        assertProblems(
                "not-a-mapping.yaml",
                List.of(),
                "not-a-mapping.yaml: must be a mapping of sections like 'dataset: {name: mnist}', was a list");
    }

    @Test
    void anEmptyFileIsNoExperiment() {
        assertProblems("empty.yaml", List.of(), "empty.yaml: is empty. Write sections like 'dataset: {name: mnist}'");
    }

    @Test
    void textOnTheCommandLineMayLookLikeANumber() {
        // A shell removes the quotes that a file would need, so numbers on the command line may be
        // meant as text.
        Experiment experiment = Fixtures.read(
                "ring.yaml",
                "dataset.name=csv",
                "dataset.file=007",
                "dataset.columns=[1, 2e3, true]",
                "dataset.label=65");
        assertThat(experiment.dataset())
                .isEqualTo(new Fakes.Csv("007", true, 1L << 40, List.of("1", "2e3", "true"), Optional.of("65")));
        assertThat(Fixtures.read("ring.yaml", "dataset={name: csv, label: 0x10, file: '7'}")
                        .dataset())
                .isEqualTo(new Fakes.Csv("7", true, 1L << 40, List.of(), Optional.of("0x10")));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixtures.read("ring.yaml", "dataset.name=csv", "dataset.label=[65]"))
                .withMessageContaining("dataset.label: must be text, was a list");
    }

    @Test
    void overridesAreLaidOverTheFile() {
        Experiment experiment = Fixtures.read(
                "ring.yaml",
                "seed=9",
                "generator.hidden=[64, 64]",
                "critic.hidden=[32]",
                "optimizer.critic.schedule={name: step, every: 100}",
                "optimizer.critic.learning-rate=1e-4",
                "train.steps=10",
                "train.steps=20",
                "threads=2",
                "metrics=[modes]",
                "model.latent.size=5",
                "dataset.std=1");

        assertThat(experiment.seed()).isEqualTo(9);
        assertThat(experiment.generator()).contains(new Fakes.Mlp(List.of(64, 64), List.of()));
        assertThat(experiment.critic()).contains(new Fakes.Mlp(List.of(32), List.of()));
        assertThat(experiment.optimizer().critic())
                .contains(new Adam(1e-4, 0.5, 0.999, 1e-8, 0, new StepRate(100, 0.1)));
        assertThat(experiment.train().steps()).isEqualTo(20);
        assertThat(experiment.threads()).isEqualTo(2);
        assertThat(experiment.metrics()).containsExactly(new Fakes.Modes());
        assertThat(experiment.model())
                .isEqualTo(new Fakes.Standard(new Fakes.Standard.Latent(5, Fakes.Standard.Prior.UNIFORM)));
        assertThat(experiment.dataset()).isEqualTo(new Fakes.GaussianRing(8, 1));
    }

    @Test
    void namingAnotherPluginDropsTheSettingsOfTheFirst() {
        assertThat(Fixtures.read("ring.yaml", "divergence.name=gan").divergence())
                .contains(new Fakes.Gan());
        assertThat(Fixtures.read("ring.yaml", "divergence.generator-objective=minimax", "divergence.name=gan")
                        .divergence())
                .contains(new Fakes.Gan(GeneratorObjective.MINIMAX));
        assertThat(Fixtures.read("ring.yaml", "constraint=none").constraint()).isEqualTo(new Fakes.None());
        assertThat(Fixtures.read("ring.yaml", "optimizer.generator.name=sgd").optimizer())
                .isEqualTo(new Optimizers(new Sgd(), new Adam(1e-3, 0.5, 0.999, 1e-8, 0, new ConstantRate())));
    }

    @Test
    void namingTheSamePluginKeepsItsSettings() {
        assertThat(Fixtures.read("ring.yaml", "divergence.name=alpha").divergence())
                .contains(new Fakes.Alpha(2, GeneratorObjective.MINIMAX));
        // The file does not name the schedule, and 'regular' is what it then is.
        assertThat(Fixtures.read("ring.yaml", "schedule.name=regular").schedule())
                .isEqualTo(new RegularSchedule(5, RegularSchedule.Update.ALTERNATING, true));
    }

    @Test
    void anOverrideRepairsWhatIsWrongInTheFile() {
        assertThat(Fixtures.read("no-value.yaml", "dataset.name=csv", "divergence.generator-objective=minimax")
                        .dataset())
                .isEqualTo(new Fakes.Csv());
    }

    @Test
    void problemsOnTheCommandLineSayThatTheyAreThere() {
        assertProblems(
                "minimal.yaml",
                List.of("generater.name=mlp"),
                "command line: generater: unknown key. Did you mean 'generator'? " + SECTIONS);
        assertProblems("three-mistakes.yaml", List.of("schedule.critic-steps=-1", "dataset=csv", "foo"), """
                three-mistakes.yaml: 3 problems
                  1) divergence.alfa: unknown key. Did you mean 'alpha'? Keys: alpha (0.5), generator-objective (non-saturating)
                  2) command line: schedule.critic-steps: must be ≥ 1, was -1
                  3) command line: 'foo': must be key=value, for example seed=7""");
    }

    @Test
    void malformedOverridesAreReported() {
        assertProblems(
                "minimal.yaml",
                List.of("foo", "=3", "a..b=1", "seed.x=3", "generator.hidden=[1,2", "train.steps=", "metrics[0]=modes"),
                """
                command line: 7 problems
                  1) 'foo': must be key=value, for example seed=7
                  2) '=3': has no key before '='. Write key=value, for example seed=7
                  3) 'a..b=1': has an empty part in its key. Write dotted keys, for example optimizer.critic.beta1=0.5
                  4) seed: must be an integer, was a section
                  5) 'generator.hidden=[1,2': is not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>
                  6) train.steps: has no value. Give it one or remove the key
                  7) metrics[0]: unknown key. Did you mean 'metrics'? %s""".formatted(SECTIONS));
    }

    @Test
    void aNumberHasNoSettings() {
        assertProblems(
                "ring.yaml",
                List.of("seed.x=3"),
                "command line: seed.x: 'seed' is 7 and has no settings. Override it as a whole");
    }

    @Test
    void problemsOfASyntaxErrorAndOfOverridesComeTogether() {
        assertProblems("syntax-error.yaml", List.of("=3"), """
                syntax-error.yaml: 2 problems
                  1) line 2, column 35: while parsing a flow sequence, expected ',' or ']', but got }
                  2) command line: '=3': has no key before '='. Write key=value, for example seed=7""");
    }

    @Test
    void theEngineMustBeInstalled() {
        assertThat(Fixtures.read("minimal.yaml", "engine=imaginary").engine()).isEqualTo("imaginary");
        assertProblems(
                "minimal.yaml",
                List.of("engine=imaginery"),
                "command line: engine: no engine 'imaginery'. Available: imaginary, auto, dl4j");
    }

    @Test
    void threadsAreAutoOrANumber() {
        assertThat(Fixtures.read("minimal.yaml", "threads=auto").threads()).isZero();
        assertThat(Fixtures.read("minimal.yaml", "threads=3").threads()).isEqualTo(3);
        assertProblems(
                "minimal.yaml", List.of("threads=-1"), "command line: threads: must be auto or an integer ≥ 1, was -1");
    }

    private static void assertProblems(String fixture, List<String> overrides, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixtures.read(fixture, overrides.toArray(String[]::new)))
                .withMessage(message);
    }

    @Test
    void settingThatOlderRunsDoNotRecordTakesTheirValueOnlyInTheConfigurationOfRuns() {
        String grid = Fixtures.text("minimal.yaml").replace("gaussian-ring", "gaussian-grid");
        ExperimentReader reader = new ExperimentReader(Fixtures.CATALOG);

        assertThat(reader.read("mine.yaml", grid, List.of()).dataset()).isEqualTo(new Fakes.GaussianGrid(5));
        assertThat(reader.readRun("config.yaml", grid, List.of()).dataset()).isEqualTo(new Fakes.GaussianGrid(3));
        assertThat(reader.readRun("config.yaml", grid, List.of("dataset.side=7"))
                        .dataset())
                .isEqualTo(new Fakes.GaussianGrid(7));
    }

    @Test
    void overridesAreLimitedAndCutInMessages() {
        String key = "train." + "k".repeat(494);
        assertThatThrownBy(() -> Fixtures.read("minimal.yaml", key + "=1"))
                .hasMessageContaining("unknown key")
                .hasMessageNotContaining("are read");
        assertThatThrownBy(() -> Fixtures.read("minimal.yaml", key + "k=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("command line: '" + key.substring(0, 200)
                        + "… (503 characters)': has a key of 501 characters, at most 500 are read");
        assertThatThrownBy(() -> Fixtures.read("minimal.yaml", "seed=" + "x".repeat(201)))
                .hasMessage("command line: seed: must be an integer, was '" + "x".repeat(200) + "… (201 characters)'");
        assertThatThrownBy(() -> Fixtures.read("minimal.yaml", "train=[{a: !secret b}]"))
                .hasMessageContaining("[0].a has the tag !secret");
    }

    @Test
    void aHundredProblemsAreListedAndTheOthersCounted() {
        List<String> overrides = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            overrides.add("train.unknown" + i + "=1");
        }
        assertThatThrownBy(() -> Fixtures.read("minimal.yaml", overrides.toArray(String[]::new)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(100).noneMatch(p -> p.startsWith("and ")));
        overrides.add("train.unknown100=1");
        overrides.add("train.unknown101=1");
        assertThatThrownBy(() -> Fixtures.read("minimal.yaml", overrides.toArray(String[]::new)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(101).endsWith("and 2 more"));
    }
}
