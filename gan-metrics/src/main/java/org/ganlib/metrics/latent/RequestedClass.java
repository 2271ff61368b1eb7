package org.ganlib.metrics.latent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.Classifier;
import org.ganlib.metrics.feature.Extractors;
import org.ganlib.metrics.network.MnistCnn;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The agreement of a conditional model with the requested class: the share of generated examples
 * that a classifier, trained on real examples alone, gives the requested class. In [0, 1].
 *
 * <p>A classifier that errs on real examples measures itself; one whose accuracy on held-out
 * examples is below {@code minimumAccuracy} is refused. Details: {@code accuracy/held-out}, that
 * accuracy; {@code share/CLASS}, the value among the examples asked for of one class.
 *
 * @param extractor the classifier
 * @param minimumAccuracy the accuracy that the classifier must reach on held-out real examples, in
 *     [0, 1]
 */
@PluginName(
        value = "requested-class",
        summary =
                "Share of a conditional model's examples to which a classifier of real ones gives the class asked for.")
@Facts("P( argmax p(·|G(z, y)) = y ), in [0, 1]")
public record RequestedClass(
        @Setting("the classifier: an extractor that has class probabilities")
        FeatureExtractor extractor,

        @Setting("what the classifier must reach on held-out real examples, in [0, 1]")
        double minimumAccuracy)
        implements Metric {
    private static final String ID = "requested-class";

    /**
     * The metric with the classifier that is trained on the data, which must recognise 95 % of the
     * held-out examples.
     */
    public RequestedClass() {
        this(new MnistCnn(), 0.95);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the accuracy is outside its range */
    public RequestedClass {
        Settings.check()
                .rule(
                        minimumAccuracy >= 0 && minimumAccuracy <= 1,
                        "minimum-accuracy",
                        "must be in [0, 1], was " + minimumAccuracy)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.HIGHER,
                Classifier.MINIMUM_SAMPLES,
                "a model as good as the data has the classifier's own accuracy, not 1; blind to variety within a class",
                "share of generated examples whose likeliest class is the one asked for, classes in turn; the classifier knows at least "
                        + minimumAccuracy + " of the held-out examples");
    }

    @Override
    public Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor);
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        if (context.sampler().isEmpty() || context.sampler().get().classes() == 0) {
            return Optional.of("needs a model that is asked for classes. Evaluate a run of model conditional.");
        }
        return extractor.inapplicable(context.data());
    }

    /**
     * @throws GanException if examples were not asked for by class, or the extractor is no
     *     classifier, or not a good one
     */
    @Override
    public MetricResult evaluate(MetricContext context) {
        Classifier classifier = Classifier.open(ID, extractor, context);
        Examples generated = context.generated();
        List<String> names = context.data().classNames();
        requireClasses(generated, names.size(), "generated example");
        requireClasses(context.heldOut(), names.size(), "held-out example");
        double accuracy = share(right(classifier, context.heldOut()));
        if (accuracy < minimumAccuracy) {
            throw new GanException(ID + ": the classifier " + Extractors.name(extractor) + " knows only " + accuracy
                    + " of the held-out examples, must be ≥ " + minimumAccuracy
                    + ". Train it longer, on more examples, or lower " + ID + ".minimum-accuracy.");
        }
        boolean[] right = right(classifier, generated);
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("accuracy/held-out", accuracy);
        addShares(details, names, generated.labels(), right);
        Map<String, String> provenance = classifier.provenance();
        provenance.put("data", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("held-out examples", String.valueOf(context.heldOut().count()));
        return new MetricResult(share(right), generated.count(), details, provenance);
    }

    private static void requireClasses(Examples examples, int classes, String which) {
        for (int i = 0; i < examples.count(); i++) {
            if (examples.labels()[i] < 0 || examples.labels()[i] >= classes) {
                throw new GanException(
                        ID + ": " + which + " " + i + " must have a class in 0.." + (classes - 1) + ", has "
                                + examples.labels()[i] + ". Evaluate a run of model conditional on data with classes.");
            }
        }
    }

    /**
     * Tells for each example if its class is right. For stacked images, whose class is the sequence
     * of their channels' classes, every channel must be right.
     */
    private static boolean[] right(Classifier classifier, Examples examples) {
        int[] found = classifier.classify(examples);
        boolean[] right = new boolean[found.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = found[i] == examples.labels()[i];
        }
        return right;
    }

    private static double share(boolean[] right) {
        int sum = 0;
        for (boolean one : right) {
            sum += one ? 1 : 0;
        }
        return sum / (double) right.length;
    }

    private static void addShares(Map<String, Double> details, List<String> names, int[] labels, boolean[] right) {
        int[] asked = new int[names.size()];
        int[] made = new int[names.size()];
        for (int i = 0; i < labels.length; i++) {
            asked[labels[i]]++;
            made[labels[i]] += right[i] ? 1 : 0;
        }
        for (int c = 0; c < asked.length; c++) {
            if (asked[c] > 0) {
                details.put("share/" + names.get(c), made[c] / (double) asked[c]);
            }
        }
    }
}
