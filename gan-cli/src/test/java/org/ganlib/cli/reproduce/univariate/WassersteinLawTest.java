package org.ganlib.cli.reproduce.univariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.cli.reproduce.Training;
import org.ganlib.config.PluginKinds;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.metrics.density.EarthMover;
import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.metrics.density.Normal;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kantorovich and Rubinstein's duality during training: what a K-Lipschitz critic makes of the
 * distance is at most K·W₁ (Arjovsky et al. 2017, section 3), with W₁ integrated exactly. The
 * experiment {@code gaussian-1d}, whose critic is ReLU layers of 1, 32, 32 and 1 units.
 */
final class WassersteinLawTest {
    private static final int EVERY = 10;
    private static final Grid GRID = new Grid(-40, 40, 16_001);
    /**
     * A network of ReLUs is at most as steep as the product of its matrices' Frobenius norms, which
     * clipping to c keeps to c√(elements).
     */
    private static final double CLIPPED_SLOPE = 0.1f * Math.sqrt(32) * 0.1f * 32 * 0.1f * Math.sqrt(32);

    @TempDir
    private static Path folder;

    /**
     * What such a critic can make of the distance at least, where one distribution lies below the
     * other, as at the start: with all weights at ±c, 16 units of the first layer give c·x⁺ and 16
     * give c·x⁻; 16 of the second give 16c²·x⁺ and 16 give 16c²·x⁻; so the output is 256c³·x, a
     * line, whose difference of means is 256c³·W₁.
     */
    private static final double STRAIGHT_SLOPE = 256 * 1e-3;

    /** Seeds of the runs; the second was taken after the numbers below were set. */
    private static final List<Long> SEEDS = List.of(1L, 20_231L);

    private static final Map<Long, List<Moment>> RUNS = new LinkedHashMap<>();

    @BeforeAll
    static void train() {
        PluginCatalog plugins = PluginCatalog.load(WassersteinLawTest.class.getClassLoader(), PluginKinds.all());
        for (long seed : SEEDS) {
            Training training = new Training(
                    plugins,
                    "gaussian-1d",
                    List.of("seed=" + seed, "train.steps=600", "threads=1", "train.log-every=" + EVERY));
            Watch watch =
                    new Watch(Fitting.density((Gaussian1d) training.experiment().dataset()));
            training.run(folder.resolve("run-" + seed), watch);
            RUNS.put(seed, watch.moments);
        }
    }

    private static List<Moment> moments() {
        return RUNS.values().stream().flatMap(List::stream).toList();
    }

    @Test
    void theLoggedEstimateStaysBelowTheExactDistance() {
        assertThat(moments()).hasSize(120).allSatisfy(moment -> assertThat(moment.estimate / CLIPPED_SLOPE)
                .as("step %d", moment.step)
                .isLessThanOrEqualTo(moment.distanceBefore));
    }

    @Test
    void theCriticsExactDifferenceOverItsOwnSlopeStaysBelowToo() {
        assertThat(moments()).allSatisfy(moment -> assertThat(moment.difference / moment.slope)
                .as("step %d", moment.step)
                .isLessThanOrEqualTo(moment.distance));
    }

    @Test
    void noCriticIsSteeperThanClippingLetsItBe() {
        assertThat(moments()).allSatisfy(moment -> assertThat(moment.slope)
                .as("step %d", moment.step)
                .isPositive()
                .isLessThanOrEqualTo(CLIPPED_SLOPE * (1 + 1e-9)));
    }

    /**
     * Otherwise the bounds would hold for want of a critic. After its warm-up the critic must be
     * half of what weights at ±c can make of it without knowing where the data lies, and the
     * generator must have gone half of its way.
     */
    @Test
    void theEstimateIsNoSmallPartOfTheDistanceAndFallsWithIt() {
        RUNS.forEach((seed, moments) -> {
            Moment first = moments.get(0);
            Moment last = moments.get(moments.size() - 1);
            assertThat(first.estimate)
                    .as("estimate, seed %d", seed)
                    .isGreaterThan(STRAIGHT_SLOPE / 2 * first.distanceBefore);
            assertThat(last.distance).as("distance, seed %d", seed).isLessThan(first.distance / 2);
            assertThat(last.filtered).as("filtered, seed %d", seed).isLessThan(first.filtered / 2);
        });
    }

    /**
     * A logged step.
     *
     * @param estimate as logged, of the critic's last minibatch
     * @param filtered as logged
     * @param distanceBefore W₁ of the generator that the estimate was made of
     * @param distance W₁ after the step
     * @param difference E_P[V] − E_Q[V] after the step, integrated
     * @param slope the product of the critic's norms after the step
     */
    private record Moment(
            long step,
            double estimate,
            double filtered,
            double distanceBefore,
            double distance,
            double difference,
            double slope) {}

    private static final class Watch implements TrainingListener {
        private final LocationScaleWatch fit = new LocationScaleWatch(Long.MAX_VALUE, GRID);
        private final KnownDensity data;
        private final List<Moment> moments = new ArrayList<>();
        private Normal before;

        private Watch(KnownDensity data) {
            this.data = data;
        }

        @Override
        public void runStarted(RunInfo run) {
            fit.runStarted(run);
            before = model();
        }

        @Override
        public void stepFinished(StepReport report) {
            if (report.step() % EVERY == 0) {
                Normal after = model();
                moments.add(new Moment(
                        report.step(),
                        report.value("wasserstein/estimate"),
                        report.value("wasserstein/filtered"),
                        new EarthMover(data, before).value(),
                        new EarthMover(data, after).value(),
                        GRID.meanDifference(data, after, GRID.scores(fit.critic())),
                        slope(fit.critic())));
            }
            before = model();
        }

        private Normal model() {
            return new Normal(fit.mu(), fit.sigma());
        }

        private static double slope(Network critic) {
            double product = 1;
            for (Segment segment : critic.layout().segments()) {
                if (segment.kind() == Kind.WEIGHT) {
                    double squares = 0;
                    for (long i = segment.offset(); i < segment.end(); i++) {
                        double weight = arrayOf(critic.parameters()).getDouble(i);
                        squares += weight * weight;
                    }
                    product *= Math.sqrt(squares);
                }
            }
            return product;
        }
    }
}
