package org.ganlib.metrics.mode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.Extractors;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.HeldOut;
import org.ganlib.metrics.linear.Nearest;
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
 * A measure of copied training examples: the share of generated examples that have their nearest
 * real example among the training examples rather than among equally many held-out ones. Ties count
 * half.
 *
 * <p>The value is in [0, 1]: 0.5 without memory of the training set, 1 for copies. Detail {@code z}
 * is the distance from 0.5 in standard errors.
 *
 * @param extractor the extractor of the features that are compared
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
        Examples features = features(map, "generated", generated);
        Examples trained = Subset.some(context.reference(), n, context.seed(), "memorisation");
        Examples unseen = Subset.some(context.heldOut(), n, context.seed(), "memorisation");
        Nearest training = Nearest.of(features, features(map, "training", trained));
        Nearest heldOut = Nearest.of(features, features(map, "held-out", unseen));
        double nearer = 0;
        for (int i = 0; i < features.count(); i++) {
            double toTraining = training.squaredDistance(i);
            double toHeldOut = heldOut.squaredDistance(i);
            nearer += toTraining < toHeldOut ? 1 : toTraining == toHeldOut ? 0.5 : 0;
        }
        double share = nearer / features.count();
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("extractor", Extractors.name(extractor));
        provenance.put("extractor hash", map.hash());
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("real examples", n + " training, " + n + " held-out");
        Subset.describe("reference", trained, provenance);
        Subset.describe("held-out", unseen, provenance);
        return new MetricResult(
                share, generated.count(), Map.of("z", (share - 0.5) * 2 * Math.sqrt(features.count())), provenance);
    }

    private Examples features(FeatureMap map, String which, Examples examples) {
        FeatureSets.requireFinite("memorisation", which, examples, "The file is damaged.");
        Examples features = map.features(examples);
        FeatureSets.requireFinite(
                "memorisation",
                Extractors.name(extractor) + " features of the " + which,
                features,
                "The extractor's file does not fit such examples.");
        return features;
    }
}
