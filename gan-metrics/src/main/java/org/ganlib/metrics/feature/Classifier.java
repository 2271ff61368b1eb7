package org.ganlib.metrics.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;

/** An extractor that tells classes apart, for metrics that judge generated examples by them. */
public final class Classifier {
    /** The number of generated examples such metrics need. */
    public static final int MINIMUM_SAMPLES = 100;

    private final String metric;
    private final FeatureExtractor extractor;
    private final FeatureMap map;

    private Classifier(String metric, FeatureExtractor extractor, FeatureMap map) {
        this.metric = metric;
        this.extractor = extractor;
        this.map = map;
    }

    /**
     * Opens the extractor.
     *
     * @param metric the name of the metric that asks, for messages
     * @throws GanException if there are fewer than {@value #MINIMUM_SAMPLES} generated examples, or
     *     a value is not finite
     */
    public static Classifier open(String metric, FeatureExtractor extractor, MetricContext context) {
        Examples generated = context.generated();
        if (generated.count() < MINIMUM_SAMPLES) {
            throw new GanException(metric + ": needs at least " + MINIMUM_SAMPLES + " generated examples, was "
                    + generated.count() + ". Generate more.");
        }
        FeatureSets.requireFinite(
                metric, "generated", generated, "The generator has diverged, or the file is damaged.");
        return new Classifier(metric, extractor, Extractors.open(extractor, context));
    }

    /**
     * The probability of each class.
     *
     * @return one row per example; of a classifier of single channels, one per channel
     * @throws GanException if the extractor is no classifier
     */
    public Examples probabilities(Examples examples) {
        return map.probabilities(examples)
                .orElseThrow(() -> new GanException(metric + ": the extractor " + Extractors.name(extractor)
                        + " is no classifier. Use one that has class probabilities: mnist-cnn, or a file of a network that ends in"
                        + " softmax."));
    }

    /**
     * The likeliest class of each example, from 0. Of stacked images, whose classifier is trained
     * on single channels, a class is the number that the channels' classes spell.
     *
     * @throws GanException if the extractor is no classifier
     */
    public int[] classify(Examples examples) {
        return likeliest(probabilities(examples), examples.count());
    }

    /**
     * The number of examples of each possible class.
     *
     * @throws GanException if the extractor is no classifier
     */
    public int[] count(Examples examples) {
        Examples probabilities = probabilities(examples);
        int channels = probabilities.count() / examples.count();
        double possible = Math.pow(probabilities.shape().elements(), channels);
        int[] counts = new int[Math.toIntExact(Math.round(possible))];
        for (int found : likeliest(probabilities, examples.count())) {
            counts[found]++;
        }
        return counts;
    }

    /** The extractor's name and hash. */
    public Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("extractor", Extractors.name(extractor));
        provenance.put("extractor hash", map.hash());
        return provenance;
    }

    private static int[] likeliest(Examples probabilities, int examples) {
        int channels = probabilities.count() / examples;
        int each = probabilities.shape().elements();
        int[] found = new int[examples];
        for (int row = 0; row < probabilities.count(); row++) {
            int example = row / channels;
            found[example] = found[example] * each + likeliest(probabilities.values(), row * each, each);
        }
        return found;
    }

    private static int likeliest(float[] values, int start, int classes) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (values[start + k] > values[start + best]) {
                best = k;
            }
        }
        return best;
    }
}
