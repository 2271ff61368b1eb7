package org.ganlib.metrics.extractor;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;

/**
 * The values themselves, in the data's range: [channels, height, width] row by row, and vectors,
 * such as features of a file, as they are.
 */
@PluginName(value = "pixels", summary = "The examples' own values, flattened.")
public record Pixels() implements FeatureExtractor {
    @Override
    public FeatureMap open(MetricContext context) {
        return new Flattened();
    }

    private static final class Flattened implements FeatureMap {
        @Override
        public String hash() {
            return "identity";
        }

        @Override
        public Examples features(Examples examples) {
            return new Examples(TensorShape.of(examples.shape().elements()), examples.values(), examples.labels());
        }
    }
}
