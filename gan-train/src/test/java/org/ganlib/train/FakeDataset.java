package org.ganlib.train;

import java.util.List;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/** Endless zeros. */
final class FakeDataset implements Dataset {
    @Override
    public DatasetInfo info() {
        return new DatasetInfo(
                "zeros",
                TensorShape.of(1),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of(),
                "none",
                "none",
                "zeros");
    }

    @Override
    public BatchStream stream(RandomStream random) {
        return new BatchStream() {
            @Override
            public void next(Batch batch) {}

            @Override
            public byte[] cursor() {
                return new byte[0];
            }

            @Override
            public void restore(byte[] cursor) {}
        };
    }

    @Override
    public Examples read(int from, int count) {
        return new Examples(TensorShape.of(1), new float[count], new int[count]);
    }

    @Override
    public void close() {}
}
