package org.ganlib.bench.data;

import java.util.List;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DatasetInfo;

/**
 * A pool as the framework deals it.
 *
 * @param pool the examples
 */
public record PoolBatches(Pool pool) implements BatchStream {
    /** The description of the examples for the framework. */
    public DatasetInfo info() {
        return new DatasetInfo(
                "benchmark",
                pool.shape(),
                ValueRange.UNBOUNDED,
                OptionalInt.of(pool.count()),
                List.of(),
                "as the examples'",
                "none",
                "drawn with a fixed seed, or embedded digits");
    }

    @Override
    public void next(Batch batch) {
        pool.next(batch.toFill(), batch.size());
    }

    @Override
    public byte[] cursor() {
        throw new UnsupportedOperationException("a measured training is never continued");
    }

    @Override
    public void restore(byte[] cursor) {
        throw new UnsupportedOperationException("a measured training is never continued");
    }
}
