package org.ganlib.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.ganlib.metrics.distance.ClassifierTwoSample;
import org.ganlib.metrics.distance.EnergyDistance;
import org.ganlib.metrics.distance.MaximumMeanDiscrepancy;
import org.ganlib.metrics.distance.NearestNeighbour;
import org.ganlib.metrics.distance.OptimalTransport;
import org.ganlib.metrics.distance.Sinkhorn;
import org.ganlib.metrics.distance.SlicedWasserstein;
import org.ganlib.metrics.distance.Wasserstein1d;
import org.ganlib.metrics.extractor.PrincipalComponents;
import org.ganlib.metrics.feature.ClassifierScore;
import org.ganlib.metrics.feature.Coverage;
import org.ganlib.metrics.feature.Density;
import org.ganlib.metrics.feature.FrechetDistance;
import org.ganlib.metrics.feature.KernelDistance;
import org.ganlib.metrics.feature.Precision;
import org.ganlib.metrics.feature.Recall;
import org.ganlib.metrics.likelihood.CrossValidatedDensity;
import org.ganlib.metrics.likelihood.Parzen;
import org.ganlib.metrics.mode.ClassModes;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.Metric;
import org.ganlib.testkit.GivenExamples;
import org.ganlib.testkit.MetricContract;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every metric of this module keeps the laws of metrics; those that want data of their own in
 * {@link MetricLawsOnOwnDataTest}.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("metrics")
final class MetricLawsTest implements MetricContract {
    private static final FeatureExtractor ANOTHER = new PrincipalComponents(2);

    private final Case given;

    MetricLawsTest(Case given) {
        this.given = given;
    }

    static List<Case> metrics() {
        return List.of(
                of(new FrechetDistance(), new FrechetDistance(ANOTHER)).optimum(0),
                of(new KernelDistance(), new KernelDistance(ANOTHER, 50))
                        .optimum(0)
                        .ceiling(n -> 0),
                of(new Precision(), new Precision(ANOTHER, 3)).optimum(1).swapped(new Recall()),
                of(new Recall(), new Recall(ANOTHER, 3)).optimum(1).swapped(new Precision()),
                of(new Density(), new Density(ANOTHER, 3))
                        .optimum(1)
                        .ceiling(n -> 1)
                        .oneWay(),
                of(new Coverage(), new Coverage(ANOTHER, 3))
                        .optimum(1)
                        .ceiling(MetricLawsTest::expectedCoverage)
                        .oneWay(),
                // Four equally likely classes, of which the classifier is sure; the bias of the
                // plugged-in entropy is 3/(2n).
                of(new ClassifierScore(new FakeClassifier()), new ClassifierScore(ANOTHER))
                        .ceiling(n -> 4 * Math.exp(-3.0 / (2 * n)))
                        .ceilingBias(1e-3)
                        .oneWay(),
                // The expectation of a quotient exceeds the quotient of expectations by the
                // divisor's squared relative error.
                of(new NearestNeighbour(), new NearestNeighbour(0.1, 50))
                        .ceiling(n -> 1)
                        .ceilingBias(5e-3)
                        .oneWay(),
                of(new Wasserstein1d(), new Wasserstein1d(ANOTHER)).optimum(0),
                of(new SlicedWasserstein(), new SlicedWasserstein(ANOTHER, 20, 2))
                        .optimum(0),
                of(new OptimalTransport(), new OptimalTransport(ANOTHER, 2, 100))
                        .optimum(0),
                // Iterations end within the tolerance of a fixed point, which is a share of the
                // cost, not of the far smaller divergence.
                of(new Sinkhorn(), new Sinkhorn(ANOTHER, 2, 0.1, 1e-5, 50))
                        .optimum(0)
                        .count(100)
                        .orderTolerance(1e-6),
                of(new EnergyDistance(), new EnergyDistance(ANOTHER)).optimum(0),
                of(new MaximumMeanDiscrepancy(), new MaximumMeanDiscrepancy(ANOTHER, 2))
                        .optimum(0)
                        .ceiling(n -> 0),
                // Of the 2n − 1 others, n − 1 have an example's own label.
                of(new ClassifierTwoSample(), new ClassifierTwoSample(ANOTHER, 10, 100))
                        .optimum(0.5)
                        .ceiling(n -> (n - 1.0) / (2 * n - 1)),
                of(new ClassModes(new FakeClassifier()), new ClassModes(ANOTHER))
                        .ceiling(n -> 4)
                        .oneWay(),
                of(new Parzen(), new Parzen(200, 20)).bestHeldOut().oneWay(),
                // Folds are every third example: another order is another choice, here at most of a
                // neighbouring bandwidth.
                of(new CrossValidatedDensity(), new CrossValidatedDensity(4, 0.1, 2, 5, 200))
                        .bestHeldOut()
                        .orderTolerance(0.02)
                        .oneWay());
    }

    /**
     * Among n − 1 others and n generated examples in random order, the k nearest are all real: n −
     * 1 over 2n − 1 and so on.
     */
    private static double expectedCoverage(int n) {
        double missed = 1;
        for (int i = 0; i < 5; i++) {
            missed *= (n - 1.0 - i) / (2.0 * n - 1 - i);
        }
        return 1 - missed;
    }

    @Override
    public Metric metric() {
        return given.metric;
    }

    @Override
    public Metric configured() {
        return given.configured;
    }

    @Override
    public OptionalDouble optimum() {
        return given.optimum;
    }

    @Override
    public OptionalDouble ceiling() {
        return given.ceiling
                .map(of -> OptionalDouble.of(of.applyAsDouble(count())))
                .orElse(OptionalDouble.empty());
    }

    @Override
    public double ceilingBias() {
        return given.ceilingBias;
    }

    @Override
    public Examples best(GivenExamples examples) {
        return given.bestHeldOut ? examples.heldOut() : examples.reference();
    }

    @Override
    public Optional<Metric> whenRolesSwap() {
        return given.swapped;
    }

    @Override
    public int count() {
        return given.count;
    }

    @Override
    public double orderTolerance() {
        return given.orderTolerance;
    }

    private static Case of(Metric metric, Metric configured) {
        return new Case(metric, configured);
    }

    /** A metric with the answers that {@link MetricContract} needs, for the contract's own data. */
    static final class Case {
        private final Metric metric;
        private final Metric configured;
        private OptionalDouble optimum = OptionalDouble.empty();
        private Optional<IntToDoubleFunction> ceiling = Optional.empty();
        private double ceilingBias;
        private boolean bestHeldOut;
        private Optional<Metric> swapped;
        private int count = 300;
        private double orderTolerance = 1e-9;

        private Case(Metric metric, Metric configured) {
            this.metric = metric;
            this.configured = configured;
            swapped = Optional.of(metric);
        }

        private Case optimum(double value) {
            optimum = OptionalDouble.of(value);
            return this;
        }

        private Case ceiling(IntToDoubleFunction ofCount) {
            ceiling = Optional.of(ofCount);
            return this;
        }

        private Case ceilingBias(double bias) {
            ceilingBias = bias;
            return this;
        }

        private Case bestHeldOut() {
            bestHeldOut = true;
            return this;
        }

        private Case swapped(Metric other) {
            swapped = Optional.of(other);
            return this;
        }

        private Case oneWay() {
            swapped = Optional.empty();
            return this;
        }

        private Case count(int examples) {
            count = examples;
            return this;
        }

        private Case orderTolerance(double tolerance) {
            orderTolerance = tolerance;
            return this;
        }

        @Override
        public String toString() {
            return metric.getClass().getAnnotation(PluginName.class).value();
        }
    }
}
