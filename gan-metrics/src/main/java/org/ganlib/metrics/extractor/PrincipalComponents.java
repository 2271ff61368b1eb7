package org.ganlib.metrics.extractor;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.ganlib.file.Sha256;
import org.ganlib.metrics.linear.PrincipalAxes;
import org.ganlib.network.TensorShape;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;

/**
 * Coordinates along the directions in which the real examples vary most, relative to their mean. The directions are learnt from the real
 * examples of the evaluation; each points to where its largest component is positive.
 *
 * @param components how many directions, ≥ 1; fewer where the examples have fewer numbers or are fewer
 */
@PluginName(value = "pca", summary = "Coordinates along the principal components of the real examples.")
public record PrincipalComponents(
        @Setting("how many components, ≥ 1; as many as there are where there are fewer")
        int components) implements FeatureExtractor {
    /** 64 components. */
    public PrincipalComponents() {
        this(64);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if there is none */
    public PrincipalComponents {
        Settings.check().atLeast("components", components, 1).orThrow();
    }

    @Override
    public FeatureMap open(MetricContext context) {
        return new Coordinates(PrincipalAxes.of(context.real(), components));
    }

    private static final class Coordinates implements FeatureMap {
        private final PrincipalAxes axes;

        private Coordinates(PrincipalAxes axes) {
            this.axes = axes;
        }

        @Override
        public String hash() {
            double[] numbers = axes.numbers();
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Double.BYTES));
            bytes.asDoubleBuffer().put(numbers);
            return "sha256 " + HexFormat.of().formatHex(Sha256.digest().digest(bytes.array()));
        }

        @Override
        public Examples features(Examples examples) {
            return new Examples(TensorShape.of(axes.count()), axes.coordinates(examples), examples.labels());
        }
    }
}
