package org.ganlib.metrics.feature;

import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.network.MnistCnn;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The confidence of a classifier in the class of each generated example, together with the variety
 * of these classes:
 *
 * <pre>{@code exp( mean over x of KL( p(y|x) ‖ mean over x of p(y|x) ) )}</pre>
 *
 * <p>The value is in [1, number of classes]. It is the score known as the Inception score only with
 * the published Inception network's probabilities. It sees no real example: one perfect image per
 * class has the highest score.
 *
 * <p>Details: {@code real}, the same of the real examples.
 *
 * @param extractor the classifier
 */
@PluginName(
        value = "classifier-score",
        summary = "Confidence and variety of a classifier's predictions on generated examples.",
        paper =
                "Salimans, Goodfellow, Zaremba, Cheung, Radford, Chen, Improved Techniques for Training GANs, 2016, section 4")
@Facts("exp( E_x KL( p(y|x) ‖ E_x p(y|x) ) ), in [1, classes]")
public record ClassifierScore(
        @Setting("the classifier: an extractor that has class probabilities")
        FeatureExtractor extractor) implements Metric {
    /** The score of the classifier that is trained on the data. */
    public ClassifierScore() {
        this(new MnistCnn());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.HIGHER,
                Classifier.MINIMUM_SAMPLES,
                "biased downwards at small n: compare only at equal numbers of examples",
                "exponential of the mean KL divergence of class probabilities from their mean, over all generated examples at once");
    }

    @Override
    public Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor);
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Classifier classifier = Classifier.open("classifier-score", extractor, context);
        Map<String, String> provenance = classifier.provenance();
        provenance.put("split", Provenance.split(context));
        Map<String, Double> details = Map.of("real", score(classifier.probabilities(context.real())));
        Examples generated = context.generated();
        return new MetricResult(score(classifier.probabilities(generated)), generated.count(), details, provenance);
    }

    private static double score(Examples probabilities) {
        int classes = probabilities.shape().elements();
        double[] mean = new double[classes];
        double entropies = 0;
        for (int i = 0; i < probabilities.values().length; i++) {
            double p = probabilities.values()[i];
            mean[i % classes] += p / probabilities.count();
            entropies += entropyTerm(p);
        }
        double conditional = entropies / probabilities.count();
        double marginal = 0;
        for (double p : mean) {
            marginal += entropyTerm(p);
        }
        return Math.exp(marginal - conditional);
    }

    /** −p log p, 0 at 0. */
    private static double entropyTerm(double p) {
        return p > 0 ? -p * Math.log(p) : 0;
    }
}
