package org.ganlib.cli.reproduce.univariate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.cli.reproduce.Training;
import org.ganlib.config.PluginKinds;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.metrics.density.Density;
import org.ganlib.metrics.density.EarthMover;
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
 * Kantorovich and Rubinstein's duality during training: what a K-Lipschitz critic makes of the distance is at most K·W₁ (Arjovsky et al. 2017,
 * section 3), with W₁ integrated exactly. The experiment {@code gaussian-1d}, whose critic is ReLU layers of 1, 32, 32 and 1 units.
 */
final class WassersteinLawTest {
    private static final int EVERY = 10;
    private static final Grid GRID = new Grid(-40, 40, 16_001);
    /** A network of ReLUs is at most as steep as the product of its matrices' Frobenius norms, which clipping to c keeps to c√(elements). */
    private static final double CLIPPED_SLOPE = 0.1f * Math.sqrt(32) * 0.1f * 32 * 0.1f * Math.sqrt(32);

    @TempDir
    private static Path folder;

    private static final List<Moment> MOMENTS = new ArrayList<>();

    @BeforeAll
    static void train() {
        PluginCatalog plugins = PluginCatalog.load(WassersteinLawTest.class.getClassLoader(), PluginKinds.all());
        Training training = new Training(
                plugins, "gaussian-1d", List.of("train.steps=600", "threads=1", "train.log-every=" + EVERY));
        training.run(folder.resolve("run"), new Watch(Fitting.density((Gaussian1d)
                training.experiment().dataset())));
    }

    @Test
    void theLoggedEstimateStaysBelowTheExactDistance() {
        assertThat(MOMENTS).hasSize(60).allSatisfy(moment -> assertThat(moment.estimate / CLIPPED_SLOPE)
                .as("step %d", moment.step)
                .isLessThanOrEqualTo(moment.distanceBefore));
    }

    @Test
    void theCriticsExactDifferenceOverItsOwnSlopeStaysBelowToo() {
        assertThat(MOMENTS).allSatisfy(moment -> assertThat(moment.difference / moment.slope)
                .as("step %d", moment.step)
                .isLessThanOrEqualTo(moment.distance));
    }

    @Test
    void noCriticIsSteeperThanClippingLetsItBe() {
        assertThat(MOMENTS).allSatisfy(moment -> assertThat(moment.slope)
                .as("step %d", moment.step)
                .isPositive()
                .isLessThanOrEqualTo(CLIPPED_SLOPE * (1 + 1e-9)));
    }

    /** Otherwise the bounds would hold for want of a critic. */
    @Test
    void theEstimateIsNoSmallPartOfTheDistanceAndFallsWithIt() {
        Moment first = MOMENTS.get(0);
        Moment last = MOMENTS.get(MOMENTS.size() - 1);
        assertThat(first.estimate / CLIPPED_SLOPE).isGreaterThan(0.1 * first.distanceBefore);
        assertThat(last.distance).isLessThan(first.distance / 4);
        assertThat(last.filtered).isLessThan(first.filtered / 4);
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
        private final Density data;
        private Normal before;

        private Watch(Density data) {
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
                MOMENTS.add(new Moment(
                        report.step(),
                        report.value("wasserstein/estimate"),
                        report.value("wasserstein/filtered"),
                        new EarthMover(data, before).value(),
                        new EarthMover(data, after).value(),
                        difference(after),
                        slope(fit.critic())));
            }
            before = model();
        }

        private Normal model() {
            return new Normal(fit.mu(), fit.sigma());
        }

        private double difference(Density model) {
            double[] scores = GRID.scores(fit.critic());
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                double x = GRID.at(i);
                sum += (data.density(x) - model.density(x)) * scores[i];
            }
            return sum * (GRID.at(1) - GRID.at(0));
        }

        private static double slope(Network critic) {
            double product = 1;
            for (Segment segment : critic.layout().segments()) {
                if (segment.kind() == Kind.WEIGHT) {
                    double squares = 0;
                    for (long i = segment.offset(); i < segment.end(); i++) {
                        double weight = critic.parameters().getDouble(i);
                        squares += weight * weight;
                    }
                    product *= Math.sqrt(squares);
                }
            }
            return product;
        }
    }
}
