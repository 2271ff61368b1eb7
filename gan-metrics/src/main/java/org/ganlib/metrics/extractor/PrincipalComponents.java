package org.ganlib.metrics.extractor;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.ganlib.file.Sha256;
import org.ganlib.metrics.linear.PrincipalAxes;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;

/**
 * Coordinates along the directions in which the real examples vary most, relative to their mean.
 * The directions are learnt from the real examples of the evaluation, whatever their order; each
 * points to where its largest component is positive. Where the real examples vary in fewer
 * directions than are asked for, those are all: the extractor's hash says how many, and results say
 * how many features there are.
 *
 * @param components the number of directions, ≥ 1; fewer if the examples vary in fewer
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
        PrincipalAxes axes = PrincipalAxes.of(context.real(), components);
        if (axes.count() == 0) {
            throw new GanException("pca: all " + context.real().count()
                    + " real examples are equal, so that they vary in no direction. Compare pixels instead.");
        }
        return new Coordinates(axes, components);
    }

    private static final class Coordinates implements FeatureMap {
        private final PrincipalAxes axes;
        private final int wanted;

        private Coordinates(PrincipalAxes axes, int wanted) {
            this.axes = axes;
            this.wanted = wanted;
        }

        @Override
        public String hash() {
            double[] numbers = axes.numbers();
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Double.BYTES));
            bytes.asDoubleBuffer().put(numbers);
            String hash = "sha256 " + HexFormat.of().formatHex(Sha256.digest().digest(bytes.array()));
            return axes.count() == wanted
                    ? hash
                    : hash + ", " + axes.count() + " of " + wanted + " components: the real examples vary in no more";
        }

        @Override
        public Examples features(Examples examples) {
            return new Examples(TensorShape.of(axes.count()), axes.coordinates(examples), examples.labels());
        }
    }
}
