package org.ganlib.metrics.mode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.Classifier;
import org.ganlib.metrics.feature.Provenance;
import org.ganlib.metrics.network.MnistCnn;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The number of classes a classifier finds among generated examples. Of stacked images, whose
 * classifier is trained on single channels, a class is the sequence of the channels' classes: 1,000
 * for three digits.
 *
 * <p>Details: {@code classes}, how many there are; {@code reverse-kl}, KL in nats of the shares
 * found from those of the real examples, where classes that the classifier does not find among them
 * count as half an example.
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
    /** The metric with the classifier that is trained on the data. */
    public ClassModes() {
        this(new MnistCnn());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "classes",
                MetricInfo.Direction.HIGHER,
                Classifier.MINIMUM_SAMPLES,
                "rises with the number of examples, and with the classifier's mistakes: compare only at equal numbers",
                "classes that the classifier names for at least one generated example");
    }

    @Override
    public Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor);
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Classifier classifier = Classifier.open("class-modes", extractor, context);
        int[] found = classifier.count(context.generated());
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("classes", (double) found.length);
        details.put("reverse-kl", ShareDivergence.reverse(found, shares(classifier.count(context.real()))));
        Map<String, String> provenance = classifier.provenance();
        provenance.put("split", Provenance.split(context));
        return new MetricResult(
                Arrays.stream(found).filter(c -> c > 0).count(),
                context.generated().count(),
                details,
                provenance);
    }

    private static double[] shares(int[] counts) {
        double[] shares =
                Arrays.stream(counts).mapToDouble(c -> Math.max(c, 0.5)).toArray();
        double total = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(s -> s / total).toArray();
    }
}
