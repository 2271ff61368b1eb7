package org.ganlib.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;

/** Sets of points for tests. */
public final class Points {
    private Points() {}

    /** Points given by their coordinates, one after the other. */
    public static Examples of(int dimension, float... coordinates) {
        int[] labels = new int[coordinates.length / dimension];
        Arrays.fill(labels, -1);
        return new Examples(TensorShape.of(dimension), coordinates, labels);
    }

    /**
     * Normal points, coordinate k with mean {@code shift} and standard deviation {@code stds[k]}.
     */
    public static Examples normal(long seed, int count, double shift, double... stds) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[count * stds.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (shift + stds[i % stds.length] * random.nextNormal());
        }
        return of(stds.length, values);
    }

    /** The same point again and again. */
    public static Examples constant(int count, float... point) {
        float[] values = new float[count * point.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = point[i % point.length];
        }
        return of(point.length, values);
    }

    /** A context in which a metric compares these examples. */
    public static GivenExamples compared(Examples generated, Examples real) {
        DatasetInfo info = new DatasetInfo(
                "points",
                real.shape(),
                ValueRange.UNBOUNDED,
                OptionalInt.of(real.count()),
                List.of(),
                "none",
                "nobody",
                "by hand");
        return new GivenExamples(info, generated, real, real, Optional.empty(), 1);
    }
}
