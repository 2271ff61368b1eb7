package org.ganlib.metrics;

import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;

/**
 * As sure as can be: the class is the sign pattern of the first two coordinates.
 *
 * @param sharpness how sure, in (0, 1)
 */
@PluginName(value = "fake-classifier", summary = "Four classes by sign.")
public record FakeClassifier(
        @Setting("probability of the likeliest class") double sharpness) implements FeatureExtractor {
    static final int CLASSES = 4;

    /** Sure. */
    public FakeClassifier() {
        this(1);
    }

    @Override
    public FeatureMap open(MetricContext context) {
        return new FeatureMap() {
            @Override
            public String hash() {
                return "by hand";
            }

            @Override
            public Examples features(Examples examples) {
                return examples;
            }

            @Override
            public Optional<Examples> probabilities(Examples examples) {
                int elements = examples.shape().elements();
                float[] values = new float[CLASSES * examples.count()];
                for (int i = 0; i < examples.count(); i++) {
                    int likeliest = (examples.values()[i * elements] > 0 ? 1 : 0)
                            + (examples.values()[i * elements + 1] > 0 ? 2 : 0);
                    for (int k = 0; k < CLASSES; k++) {
                        values[CLASSES * i + k] =
                                (float) (k == likeliest ? sharpness : (1 - sharpness) / (CLASSES - 1));
                    }
                }
                return Optional.of(new Examples(TensorShape.of(CLASSES), values, examples.labels()));
            }
        };
    }
}
