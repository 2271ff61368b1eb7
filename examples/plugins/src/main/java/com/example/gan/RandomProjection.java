package com.example.gan;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;

/**
 * Features by a random linear map to k dimensions, with independent normal entries of variance 1/k,
 * which keeps distances on average (Johnson and Lindenstrauss 1984).
 *
 * @param dimensions k; ≥ 1
 * @param seed the seed of the map
 */
@PluginName(value = "random-projection", summary = "A random linear map that keeps distances on average.")
public record RandomProjection(
        @Setting("number of features; ≥ 1") int dimensions,

        @Setting("where the random numbers of the map start")
        long seed)
        implements FeatureExtractor {
    /** A projection to 16 features. */
    public RandomProjection() {
        this(16, 1);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the number is below 1 */
    public RandomProjection {
        Settings.check().atLeast("dimensions", dimensions, 1).orThrow();
    }

    @Override
    public FeatureMap open(MetricContext context) {
        int inputs = context.data().shape().elements();
        RandomStream random = new RandomStream(seed);
        double[] entries = new double[Math.multiplyExact(dimensions, inputs)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = random.nextNormal() / Math.sqrt(dimensions);
        }
        return new Projection(this, entries);
    }

    private record Projection(RandomProjection settings, double[] entries) implements FeatureMap {
        @Override
        public String hash() {
            return "random-projection: " + settings.dimensions + " dimensions, seed " + settings.seed;
        }

        @Override
        public Examples features(Examples examples) {
            int size = settings.dimensions;
            int inputs = examples.shape().elements();
            float[] features = new float[Math.multiplyExact(examples.count(), size)];
            for (int n = 0; n < examples.count(); n++) {
                for (int k = 0; k < size; k++) {
                    double sum = 0;
                    for (int i = 0; i < inputs; i++) {
                        sum += entries[k * inputs + i] * examples.values()[n * inputs + i];
                    }
                    features[n * size + k] = (float) sum;
                }
            }
            return new Examples(TensorShape.of(size), features, examples.labels());
        }
    }
}
