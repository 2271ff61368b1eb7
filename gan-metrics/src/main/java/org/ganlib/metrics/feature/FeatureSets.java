package org.ganlib.metrics.feature;

import java.util.function.Supplier;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.Subset;

/** The features of real and generated examples, extracted once for all metrics of an evaluation. */
public final class FeatureSets {
    private record Extracted(FeatureExtractor extractor) {}

    private record Derived(FeatureExtractor extractor, Object key) {}

    private final FeatureExtractor extractor;
    private final MetricContext context;
    private final String hash;
    private final Examples real;
    private final Examples generated;

    private FeatureSets(
            FeatureExtractor extractor, MetricContext context, String hash, Examples real, Examples generated) {
        this.extractor = extractor;
        this.context = context;
        this.hash = hash;
        this.real = real;
        this.generated = generated;
    }

    /**
     * Extracts, unless another metric did.
     *
     * @param metric the name of the metric that asks, for messages
     * @param minimum the number of examples of each kind that are needed
     * @throws GanException if there are fewer, shapes differ, or a value is not finite
     */
    static FeatureSets of(MetricContext context, FeatureExtractor extractor, String metric, int minimum) {
        FeatureSets sets = context.shared(new Extracted(extractor), () -> extract(context, extractor, metric));
        requireEnough(metric, "generated", sets.generated.count(), minimum);
        requireEnough(metric, "real", sets.real.count(), minimum);
        return sets;
    }

    private static FeatureSets extract(MetricContext context, FeatureExtractor extractor, String metric) {
        Examples real = context.real();
        Examples generated = context.generated();
        if (!generated.shape().equals(real.shape())) {
            throw new GanException(metric + ": generated examples are " + generated.shape() + ", the data's are "
                    + real.shape() + ". Compare examples of one shape.");
        }
        requireFinite(metric, "generated", generated, "The generator has diverged, or the file is damaged.");
        requireFinite(metric, "real", real, "The file is damaged.");
        FeatureMap map = Extractors.open(extractor, context);
        Examples ofReal = features(map, real);
        Examples ofGenerated = features(map, generated);
        String advice = "The extractor's file does not fit such examples.";
        requireFinite(metric, Extractors.name(extractor) + " features of the real", ofReal, advice);
        requireFinite(metric, Extractors.name(extractor) + " features of the generated", ofGenerated, advice);
        return new FeatureSets(extractor, context, map.hash(), ofReal, ofGenerated);
    }

    private static Examples features(FeatureMap map, Examples examples) {
        Examples features = map.features(examples);
        return examples.subset().map(features::drawnAs).orElse(features);
    }

    private static void requireEnough(String metric, String which, int count, int minimum) {
        if (count < minimum) {
            throw new GanException(metric + ": needs at least " + minimum + " " + which + " examples, was " + count
                    + (which.equals("generated") ? ". Generate more." : ". Compare with more."));
        }
    }

    /** Refuses infinities and NaN, because no distance to them means anything. */
    public static void requireFinite(String metric, String which, Examples examples, String advice) {
        for (int i = 0; i < examples.values().length; i++) {
            if (!Float.isFinite(examples.values()[i])) {
                throw new GanException(metric + ": " + which + " example "
                        + i / examples.shape().elements() + " contains " + examples.values()[i] + ". " + advice);
            }
        }
    }

    /** Features of the real examples, [n, d]. */
    public Examples real() {
        return real;
    }

    /** Features of the generated examples, [m, d]. */
    public Examples generated() {
        return generated;
    }

    /**
     * Random subsets of both kinds, drawn with the evaluation's seed. Equal sets give equal
     * subsets, so that their distance stays 0.
     *
     * @param realCount the maximum number of real examples
     * @param generatedCount the maximum number of generated examples
     */
    public Measurement.Compared some(int realCount, int generatedCount) {
        return new Measurement.Compared(
                Subset.some(real, realCount, context.seed(), "compared"),
                Subset.some(generated, generatedCount, context.seed(), "compared"));
    }

    /** Numbers per example, d. */
    public int dimension() {
        return real.shape().elements();
    }

    /** The extractor's hash. */
    String hash() {
        return hash;
    }

    /** Something computed from these features, once for all metrics that ask with an equal key. */
    public <T> T derived(Object key, Supplier<T> compute) {
        return context.shared(new Derived(extractor, key), compute);
    }
}
