package com.example.gan;

import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The Euclidean distance of the mean features of generated and real examples, ‖E φ(x) − E φ(G(z))‖.
 *
 * @param extractor φ, which gives the features
 */
@PluginName(value = "mean-distance", summary = "Euclidean distance of the features' means.")
public record MeanDistance(
        @Setting("which features are compared") FeatureExtractor extractor) implements Metric {
    private static final int FEWEST = 2;

    /** Features by random projection. */
    public MeanDistance() {
        this(new RandomProjection());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                FEWEST,
                "biased upwards: of order 1/√n for equal distributions",
                "mean-distance/1: Euclidean norm of the difference of mean features");
    }

    @Override
    public Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor);
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        if (context.generated().count() < FEWEST) {
            throw new GanException("mean-distance: needs at least " + FEWEST + " generated examples, was given "
                    + context.generated().count() + ". Raise --count");
        }
        FeatureMap map = context.shared(extractor, () -> extractor.open(context));
        double[] generated = mean(map.features(context.generated()));
        double[] real = mean(map.features(context.real()));
        double sum = 0;
        for (int i = 0; i < real.length; i++) {
            sum += (generated[i] - real[i]) * (generated[i] - real[i]);
        }
        if (Double.isNaN(sum)) {
            throw new DataException("mean-distance: some features are NaN. Look for NaN among the examples");
        }
        return new MetricResult(Math.sqrt(sum), context.generated().count(), Map.of(), Map.of("extractor", map.hash()));
    }

    private static double[] mean(Examples features) {
        int size = features.shape().elements();
        double[] mean = new double[size];
        for (int i = 0; i < features.count(); i++) {
            for (int j = 0; j < size; j++) {
                mean[j] += features.values()[i * size + j] / (double) features.count();
            }
        }
        return mean;
    }
}
