package org.ganlib.metrics.network;

import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;

/**
 * A small convolutional classifier, trained on the labelled training examples of the data that is
 * evaluated: features are its last hidden layer, {@value SmallClassifier#FEATURES} numbers.
 *
 * <p>The same data, settings, engine and processor give the same weights; they are kept in the
 * user's cache, and their hash is part of every result. Values are comparable only where the hashes
 * are equal.
 *
 * <p>Of stacked images, whose classes are the sequences of their channels' classes (1,000 = 10³ of
 * three digits), the classifier learns single channels, and an example's features are those of its
 * channels one after the other.
 *
 * @param epochs the number of passes over the training examples, ≥ 1
 * @param seed the seed of its initialisation and of the order of examples
 */
@PluginName(
        value = "mnist-cnn",
        summary = "The last hidden layer of a small classifier that is trained on the data's own training examples.")
public record MnistCnn(
        @Setting("how often it sees the training examples, ≥ 1")
        int epochs,

        @Setting("where its initialisation and order of examples start")
        long seed)
        implements FeatureExtractor {
    private static final int SMALLEST_SIDE = 8;

    /** Five epochs, seed 1. */
    public MnistCnn() {
        this(5, 1);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if there is no epoch */
    public MnistCnn {
        Settings.check()
                .atLeast("epochs", epochs, 1)
                .atMost("epochs", epochs, 1_000)
                .orThrow();
    }

    @Override
    public Optional<String> inapplicable(DatasetInfo data) {
        if (!data.shape().isImage()
                || Math.min(data.shape().height(), data.shape().width()) < SMALLEST_SIDE) {
            return Optional.of("mnist-cnn needs images of " + SMALLEST_SIDE + " pixels a side or more, " + data.name()
                    + " has " + data.shape() + ". Use pixels or pca.");
        }
        if (data.classNames().size() < 2) {
            return Optional.of("mnist-cnn learns from classes, " + data.name()
                    + " has none. Use pixels or pca, or name a labelled data set with --real.");
        }
        return Optional.empty();
    }

    @Override
    public FeatureMap open(MetricContext context) {
        inapplicable(context.data()).ifPresent(reason -> {
            throw new GanException(reason);
        });
        return ClassifierTraining.of(context, this).trainedOrCached();
    }
}
