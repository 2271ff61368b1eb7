package org.ganlib.metrics.mode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.Extractors;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.HeldOut;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;

/**
 * Whether training examples are copied: the share of generated examples that have their nearest real example among the training examples
 * rather than among equally many held-out ones. Ties count half.
 *
 * <p>In [0, 1]: 0.5 without memory of the training set, 1 for copies. Detail {@code z} is the distance from 0.5 in standard errors.
 *
 * @param extractor what is compared
 */
@PluginName(
        value = "memorisation",
        summary = "Share of generated examples that are nearer to training examples than to as many held-out ones.",
        paper =
                "after Meehan, Chaudhuri, Dasgupta, A Three Sample Test to Detect Data Copying in Generative Models, 2020, section 3")
@Facts("0.5 without memory of the training set, 1 for copies")
public record Memorisation(@Setting("what is compared") FeatureExtractor extractor) implements Metric {
    private static final int MINIMUM_SAMPLES = 100;

    /** On pixels. */
    public Memorisation() {
        this(new Pixels());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                MINIMUM_SAMPLES,
                "0.5 in expectation for a sampler that never saw the training set; standard error 0.5/√n",
                "share nearer to training examples than to as many held-out ones, drawn at random from the larger set, Euclidean,"
                        + " ties half");
    }

    @Override
    public Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor);
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        return HeldOut.missing(context).or(() -> extractor.inapplicable(context.data()));
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Examples generated = context.generated();
        int n = Math.min(context.reference().count(), context.heldOut().count());
        if (generated.count() < MINIMUM_SAMPLES || n < MINIMUM_SAMPLES) {
            throw new GanException("memorisation: needs at least " + MINIMUM_SAMPLES
                    + " generated, training and held-out examples, were " + generated.count() + ", "
                    + context.reference().count() + " and " + context.heldOut().count());
        }
        if (!generated.shape().equals(context.reference().shape())) {
            throw new GanException("memorisation: generated examples are " + generated.shape() + ", the data's are "
                    + context.reference().shape() + ". Compare examples of one shape.");
        }
        FeatureSets.requireFinite(
                "memorisation", "generated", generated, "The generator has diverged, or the file is damaged.");
        FeatureMap map = Extractors.open(extractor, context);
        Examples features = map.features(generated);
        Examples trained = Subset.some(context.reference(), n, context.seed(), "memorisation");
        Examples unseen = Subset.some(context.heldOut(), n, context.seed(), "memorisation");
        double[] training = nearest(features, map.features(trained));
        double[] heldOut = nearest(features, map.features(unseen));
        double nearer = 0;
        for (int i = 0; i < training.length; i++) {
            nearer += training[i] < heldOut[i] ? 1 : training[i] == heldOut[i] ? 0.5 : 0;
        }
        double share = nearer / training.length;
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("extractor", Extractors.name(extractor));
        provenance.put("extractor hash", map.hash());
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("real examples", n + " training, " + n + " held-out");
        Subset.describe("reference", trained, provenance);
        Subset.describe("held-out", unseen, provenance);
        return new MetricResult(
                share, generated.count(), Map.of("z", (share - 0.5) * 2 * Math.sqrt(training.length)), provenance);
    }

    private static double[] nearest(Examples queries, Examples references) {
        double[] nearest = new double[queries.count()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        Pairs.squaredDistances(queries, references, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                nearest[i] = Math.min(nearest[i], distances[j]);
            }
        });
        return nearest;
    }
}
