package org.ganlib.metrics.mode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.Extractors;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Provenance;
import org.ganlib.metrics.network.MnistCnn;
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

/**
 * How many classes a classifier finds among generated examples. Of stacked images, whose classifier is trained on single channels, a class is
 * the sequence of the channels' classes: 1,000 for three digits.
 *
 * <p>Details: {@code classes}, how many there are; {@code reverse-kl}, KL in nats of the shares found from those of the real examples, where
 * classes that the classifier does not find among them count as half an example.
 *
 * @param extractor the classifier
 */
@PluginName(
        value = "class-modes",
        summary = "Classes found among generated examples by a classifier, and reverse KL from the data's shares.",
        paper = "Metz, Poole, Pfau, Sohl-Dickstein, Unrolled Generative Adversarial Networks, 2017, section 3.3.1")
@Facts("26,000 samples in the papers on stacked digits, which have 1,000 classes")
public record ClassModes(
        @Setting("the classifier: an extractor that has class probabilities")
        FeatureExtractor extractor) implements Metric {
    private static final int MINIMUM_SAMPLES = 100;

    /** With the classifier that is trained on the data. */
    public ClassModes() {
        this(new MnistCnn());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "classes",
                MetricInfo.Direction.HIGHER,
                MINIMUM_SAMPLES,
                "rises with the number of examples, and with the classifier's mistakes: compare only at equal numbers",
                "classes that the classifier names for at least one generated example");
    }

    @Override
    public Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor);
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Examples generated = context.generated();
        if (generated.count() < MINIMUM_SAMPLES) {
            throw new GanException("class-modes: needs at least " + MINIMUM_SAMPLES + " generated examples, was "
                    + generated.count() + ". Generate more.");
        }
        FeatureSets.requireFinite(
                "class-modes", "generated", generated, "The generator has diverged, or the file is damaged.");
        FeatureMap map = Extractors.open(extractor, context);
        int[] found = counts(map, generated);
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("classes", (double) found.length);
        details.put("reverse-kl", ShareDivergence.reverse(found, shares(counts(map, context.real()))));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("extractor", Extractors.name(extractor));
        provenance.put("extractor hash", map.hash());
        provenance.put("split", Provenance.split(context));
        return new MetricResult(
                Arrays.stream(found).filter(c -> c > 0).count(), generated.count(), details, provenance);
    }

    private int[] counts(FeatureMap map, Examples examples) {
        Examples probabilities = map.probabilities(examples)
                .orElseThrow(() -> new GanException("class-modes: the extractor " + Extractors.name(extractor)
                        + " is no classifier. Use one that has class probabilities: mnist-cnn, or a file of a network that ends in"
                        + " softmax."));
        // A classifier of single channels answers once per channel.
        int channels = probabilities.count() / examples.count();
        int classes = probabilities.shape().elements();
        int[] counts = new int[Math.toIntExact(Math.round(Math.pow(classes, channels)))];
        for (int i = 0; i < examples.count(); i++) {
            int mode = 0;
            for (int c = 0; c < channels; c++) {
                mode = mode * classes + likeliest(probabilities.values(), (i * channels + c) * classes, classes);
            }
            counts[mode]++;
        }
        return counts;
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

    private static double[] shares(int[] counts) {
        double[] shares =
                Arrays.stream(counts).mapToDouble(c -> Math.max(c, 0.5)).toArray();
        double total = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(s -> s / total).toArray();
    }
}
