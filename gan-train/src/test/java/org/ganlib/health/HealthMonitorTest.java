package org.ganlib.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ganlib.health.HealthFakes.COUNT;
import static org.ganlib.health.HealthFakes.images;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.health.HealthFakes.CrossEntropy;
import org.ganlib.health.HealthFakes.Distance;
import org.ganlib.health.HealthFakes.Exponential;
import org.ganlib.health.HealthFakes.Flat;
import org.ganlib.health.HealthFakes.Normals;
import org.ganlib.health.HealthFakes.Step;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Each symptom where it is, and none where all is well. */
final class HealthMonitorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final RandomStream random = new RandomStream(7);
    private final Map<NetworkRole, Network> networks = new LinkedHashMap<>();
    private int dimensions = 4;

    @Test
    void healthyRunHasNoFindings() throws IOException {
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        for (int step = 1; step <= 100; step++) {
            watch.stepFinished(new Step(step).scores(scores(0.5), scores(-0.5)).norm(1 / Math.sqrt(step)));
            watch.samplesGenerated(step, images(normals(COUNT * 4), 4));
        }
        assertThat(folder.resolve("health.jsonl")).doesNotExist();
    }

    @Test
    void alikeExamplesAreModeCollapse() throws IOException {
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        float[] alike = normals(COUNT * 4);
        for (int i = 0; i < alike.length; i++) {
            alike[i] = 0.3f + 0.05f * alike[i];
        }
        watch.samplesGenerated(10, images(alike, 4));
        assertThat(findings()).isEmpty();
        watch.samplesGenerated(20, images(alike, 4));
        watch.samplesGenerated(30, images(alike, 4));
        assertThat(findings()).hasSize(1);
        JsonNode finding = findings().get(0);
        assertThat(finding.path("finding").asText()).isEqualTo("mode-collapse");
        assertThat(finding.path("step").asInt()).isEqualTo(20);
        assertThat(finding.path("value").asDouble()).isBetween(0.03, 0.08);
        assertThat(finding.path("limit").asDouble()).isEqualTo(0.25);
        assertThat(finding.path("advice").asText()).contains("et al.");
    }

    @Test
    void missingHalfOfThePlaneIsModeCollapseThoughExamplesAreFarApart() throws IOException {
        dimensions = 2;
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        float[] twoPoints = new float[2 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            twoPoints[2 * i] = i % 2 == 0 ? 1 : -1;
        }
        watch.samplesGenerated(1, images(twoPoints, 2));
        watch.samplesGenerated(2, images(twoPoints, 2));
        assertThat(names()).containsExactly("mode-collapse");
        assertThat(findings().get(0).path("evidence").asText()).contains("real examples");
    }

    @Test
    void generatorThatHasNotFoundTheDataYetIsNotCollapsed() throws IOException {
        dimensions = 2;
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        float[] elsewhere = normals(2 * COUNT);
        for (int i = 0; i < elsewhere.length; i++) {
            elsewhere[i] += 20;
        }
        watch.samplesGenerated(1, images(elsewhere, 2));
        watch.samplesGenerated(2, images(elsewhere, 2));
        assertThat(findings()).isEmpty();
    }

    /**
     * Whatever the step after which a run is stopped and continued, and whether or not that end had
     * findings of its own, the findings are those of a run that never stopped.
     */
    @Test
    void aWatchThatGoesOnFindsWhatOneThatNeverStoppedFinds() throws IOException {
        List<String> whole = null;
        for (int stopAfter = 0; stopAfter < 12; stopAfter++) {
            Files.deleteIfExists(folder.resolve("health.jsonl"));
            TrainingListener watch = watch(new CrossEntropy(false), 1);
            for (int step = 1; step <= 12; step++) {
                look(watch, step);
                if (step == stopAfter) {
                    Map<String, String> state = watch.state();
                    watch.samplesGenerated(step, images(new float[COUNT * 4], 4));
                    watch.samplesGenerated(step, images(new float[COUNT * 4], 4));
                    watch = watch(new CrossEntropy(false), step + 1);
                    watch.restore(state);
                }
            }
            if (whole == null) {
                whole = Files.readAllLines(folder.resolve("health.jsonl"));
                assertThat(names()).containsExactly("mode-collapse", "vanishing-gradient", "mode-collapse");
            }
            assertThat(Files.readAllLines(folder.resolve("health.jsonl")))
                    .as("stopped after step %d", stopAfter)
                    .isEqualTo(whole);
        }
    }

    /**
     * The examples have collapsed at steps 2 to 6 and 9 to 12. The gradient is 1 at step 1 and has
     * vanished from step 5 on.
     */
    private void look(TrainingListener watch, int step) {
        watch.stepFinished(
                new Step(step).scores(scores(0.5), scores(-0.5)).norm(step == 1 ? 1 : step < 5 ? 0.1 : 1e-6));
        float[] spread = normals(COUNT * 4);
        boolean collapsed = (step >= 2 && step <= 6) || step >= 9;
        watch.samplesGenerated(step, images(collapsed ? new float[COUNT * 4] : spread, 4));
    }

    @Test
    void findingIsReportedAgainWhenItComesBack() throws IOException {
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        float[] same = new float[COUNT * 4];
        for (int round = 0; round < 2; round++) {
            watch.samplesGenerated(10 * round + 1, images(same, 4));
            watch.samplesGenerated(10 * round + 2, images(same, 4));
            watch.samplesGenerated(10 * round + 3, images(normals(COUNT * 4), 4));
        }
        assertThat(findings()).extracting(f -> f.path("step").asInt()).containsExactly(2, 12);
    }

    @Test
    void valuesAtTheEndsOfTheRangeAreASaturatedOutput() throws IOException {
        TrainingListener watch = watch(new CrossEntropy(false), 1, new ValueRange(-6, 6));
        float[] ends = normals(COUNT * 4);
        for (int i = 0; i < ends.length; i++) {
            ends[i] = ends[i] > 0 ? 6 : -6;
        }
        watch.samplesGenerated(1, images(ends, 4));
        watch.samplesGenerated(2, images(ends, 4));
        assertThat(names()).containsExactly("saturated-output");
    }

    @Test
    void minimaxLossIsFlatWhereTheCriticIsCertain() throws IOException {
        for (boolean minimax : new boolean[] {false, true}) {
            TrainingListener watch = watch(new CrossEntropy(minimax), 1);
            for (int step = 1; step <= 10; step++) {
                watch.stepFinished(
                        new Step(step).scores(scores(-14.5), scores(-14.5)).norm(1));
            }
        }
        assertThat(names()).containsExactly("vanishing-gradient");
        assertThat(findings().get(0).path("value").asDouble()).isBetween(1e-7, 1e-5);
        assertThat(findings().get(0).path("evidence").asText()).contains("-14");
    }

    @Test
    void normThatFellToNothingIsAVanishingGradient() throws IOException {
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        for (int step = 1; step <= 10; step++) {
            watch.stepFinished(new Step(step).scores(scores(0), scores(0)).norm(step < 4 ? 2 : 1e-6));
        }
        assertThat(names()).containsExactly("vanishing-gradient");
        assertThat(findings().get(0).path("step").asInt()).isEqualTo(8);
    }

    @Test
    void gradientThatWasNothingFromTheBeginningIsAVanishingGradient() throws IOException {
        networks.put(NetworkRole.GENERATOR, new Flat(over(Nd4j.zeros(1, 10_000))));
        // A root mean square of 1e-8 is a norm of 1e-6.
        TrainingListener watch = watch(new Distance(), 1);
        for (int step = 1; step <= 10; step++) {
            watch.stepFinished(new Step(step).scores(scores(0), scores(0)).norm(2e-6));
        }
        assertThat(findings()).isEmpty();
        for (int step = 11; step <= 20; step++) {
            watch.stepFinished(new Step(step).scores(scores(0), scores(0)).norm(9e-7));
        }
        assertThat(names()).containsExactly("vanishing-gradient");
        assertThat(findings().get(0).path("step").asInt()).isEqualTo(15);
        assertThat(findings().get(0).path("limit").asDouble()).isEqualTo(1e-6);
    }

    @Test
    void rangeOfScoresFollowsFromTheDivergence() throws IOException {
        // Slopes of e^v reach 10,000 at ln 10,000 = 9.21.
        TrainingListener watch = watch(new Exponential(), 1);
        double[] high = scores(0);
        high[3] = 9;
        watch.stepFinished(new Step(1).scores(scores(0), high));
        assertThat(findings()).isEmpty();
        high[3] = 9.5;
        watch.stepFinished(new Step(2).scores(scores(0), high));
        assertThat(names()).containsExactly("score-out-of-range");
        assertThat(findings().get(0).path("limit").asDouble()).isBetween(9.2103, 9.2104);
        assertThat(findings().get(0).path("evidence").asText()).contains("9.5").contains("9.21");
    }

    @Test
    void clippingThatDoesTheWorkIsSaturated() throws IOException {
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        for (int step = 1; step <= 5; step++) {
            watch.stepFinished(new Step(step).with("constraint/saturation", 0.94));
        }
        assertThat(findings()).isEmpty();
        for (int step = 6; step <= 10; step++) {
            watch.stepFinished(new Step(step).with("constraint/saturation", 0.97));
        }
        assertThat(names()).containsExactly("clip-saturation");
    }

    @Test
    void parametersThatGrowWithoutBoundAreExploding() throws IOException {
        Flat critic = new Flat(over(Nd4j.create(new float[][] {{0.1f, -0.1f, 0.1f, 0.1f}})));
        networks.put(NetworkRole.CRITIC, critic);
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        watch.stepFinished(new Step(1));
        arrayOf(critic.parameters()).muli(90);
        watch.stepFinished(new Step(2));
        watch.stepFinished(new Step(3));
        assertThat(findings()).as("9 is 90 times 0.1, and harmless").isEmpty();
        arrayOf(critic.parameters()).muli(2);
        watch.stepFinished(new Step(4));
        watch.stepFinished(new Step(5));
        assertThat(names()).containsExactly("exploding-parameters");
        assertThat(findings().get(0).path("evidence").asText())
                .contains("critic")
                .contains("18")
                .contains("0.1");
    }

    @Test
    void manyParametersExplodeAtASizeThatIsHarmlessForFew() throws IOException {
        Flat critic = new Flat(over(Nd4j.valueArrayOf(1, 1000, 0.02)));
        networks.put(NetworkRole.CRITIC, critic);
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        arrayOf(critic.parameters()).muli(49);
        watch.stepFinished(new Step(1));
        watch.stepFinished(new Step(2));
        assertThat(findings()).isEmpty();
        arrayOf(critic.parameters()).muli(1.1);
        watch.stepFinished(new Step(3));
        watch.stepFinished(new Step(4));
        assertThat(names()).containsExactly("exploding-parameters");
    }

    @Test
    void perfectCriticHasWonUnlessItMeasuresADistance() throws IOException {
        for (Divergence divergence : List.of(new Distance(), new CrossEntropy(false))) {
            TrainingListener watch = watch(divergence, 1);
            for (int step = 1; step <= 25; step++) {
                watch.stepFinished(new Step(step).scores(scores(30), scores(-5)));
            }
        }
        assertThat(names()).containsExactly("imbalance");
        assertThat(findings().get(0).path("step").asInt()).isEqualTo(20);
    }

    @Test
    void criticWorseThanChanceHasLost() throws IOException {
        TrainingListener watch = watch(new CrossEntropy(false), 1);
        for (int step = 1; step <= 25; step++) {
            watch.stepFinished(new Step(step).scores(scores(-2), scores(2)));
        }
        assertThat(names()).containsExactly("imbalance");
    }

    @Test
    void orderedPairsAreTheAreaUnderTheCurve() {
        assertThat(Imbalance.orderedPairs(new CriticScores(new double[] {1, 2}, new double[] {0, 1.5})))
                .isEqualTo(0.75);
        assertThat(Imbalance.orderedPairs(new CriticScores(new double[] {1, 1}, new double[] {1})))
                .isEqualTo(0.5);
    }

    @Test
    void continuedRunForgetsWhatItWillSeeAgain() throws IOException {
        Files.writeString(
                folder.resolve("health.jsonl"),
                "{\"step\":5,\"finding\":\"a\"}\n{\"step\":11,\"finding\":\"b\"}\n{\"step\":12,\"fin");
        watch(new CrossEntropy(false), 11);
        assertThat(names()).containsExactly("a");
    }

    @Test
    void runStopsOnlyWhenAsked() {
        TrainingListener watch = new Health(true, List.of()).forRun();
        watch.runStarted(info(new CrossEntropy(false), 1, ValueRange.UNBOUNDED));
        float[] same = new float[COUNT * 4];
        watch.samplesGenerated(1, images(same, 4));
        assertThatThrownBy(() -> watch.samplesGenerated(2, images(same, 4)))
                .isInstanceOfSatisfying(TrainingDivergedException.class, e -> assertThat(e.quantity())
                        .isEqualTo("health/mode-collapse"))
                .hasMessageContaining("step 2")
                .hasMessageContaining("stop: true");
    }

    @Test
    void symptomsOfPluginsAreLookedForToo() throws IOException {
        TrainingListener watch = rising();
        watch.stepFinished(loss(1, 3));
        watch.stepFinished(loss(2, 4));
        assertThat(names()).isEmpty();
        TrainingListener continued = rising();
        continued.restore(watch.state());

        continued.stepFinished(loss(3, 5));

        assertThat(names()).containsExactly("rising-loss");
        assertThat(findings().get(0).path("limit").asDouble()).isEqualTo(3);
    }

    private TrainingListener rising() {
        TrainingListener watch = new Health(false, List.of(new RisingLoss())).forRun();
        watch.runStarted(info(new CrossEntropy(false), 1, ValueRange.UNBOUNDED));
        return watch;
    }

    private static HealthFakes.Step loss(int step, double value) {
        return new HealthFakes.Step(step).with("loss/generator", value);
    }

    @Test
    void twoSymptomsOfOneNameAreRefused() {
        TrainingListener watch = new Health(false, List.of(new RisingLoss("imbalance"))).forRun();
        RunInfo run = info(new CrossEntropy(false), 1, ValueRange.UNBOUNDED);
        assertThatThrownBy(() -> watch.runStarted(run))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two symptoms called 'imbalance'");
    }

    private TrainingListener watch(Divergence divergence, long firstStep) {
        return watch(divergence, firstStep, ValueRange.UNBOUNDED);
    }

    private TrainingListener watch(Divergence divergence, long firstStep, ValueRange range) {
        TrainingListener watch = new Health().forRun();
        watch.runStarted(info(divergence, firstStep, range));
        return watch;
    }

    private RunInfo info(Divergence divergence, long firstStep, ValueRange range) {
        networks.putIfAbsent(NetworkRole.GENERATOR, new Flat(over(Nd4j.ones(1, 4))));
        return new RunInfo(
                folder,
                new Normals(range, dimensions),
                new NetworkSet(networks),
                divergence,
                firstStep,
                1000,
                COUNT,
                1,
                0,
                0);
    }

    private List<String> names() throws IOException {
        return findings().stream().map(f -> f.path("finding").asText()).toList();
    }

    private List<JsonNode> findings() throws IOException {
        List<JsonNode> findings = new ArrayList<>();
        if (Files.exists(folder.resolve("health.jsonl"))) {
            for (String line : Files.readAllLines(folder.resolve("health.jsonl"))) {
                findings.add(JSON.readTree(line));
            }
        }
        return findings;
    }

    private double[] scores(double mean) {
        double[] scores = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            scores[i] = mean + random.nextNormal() / 4;
        }
        return scores;
    }

    private float[] normals(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextNormal();
        }
        return values;
    }
}
