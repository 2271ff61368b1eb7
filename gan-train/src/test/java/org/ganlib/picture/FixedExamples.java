package org.ganlib.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/** A data set that is read by index alone. */
record FixedExamples(TensorShape shape, ValueRange range, List<Float> values) implements Dataset {
    @Override
    public DatasetInfo info() {
        return new DatasetInfo(
                "fixed",
                shape,
                range,
                OptionalInt.of(values.size() / shape.elements()),
                List.of(),
                "none",
                "nobody",
                "fixed");
    }

    @Override
    public BatchStream stream(RandomStream random) {
        throw new UnsupportedOperationException("read by index alone");
    }

    @Override
    public Examples read(int from, int count) {
        Objects.checkFromIndexSize(from, count, values.size() / shape.elements());
        float[] read = new float[count * shape.elements()];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.get(from * shape.elements() + i);
        }
        int[] labels = new int[count];
        Arrays.fill(labels, -1);
        return new Examples(shape, read, labels);
    }

    @Override
    public void close() {}
}
