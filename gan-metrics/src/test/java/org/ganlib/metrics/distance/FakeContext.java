package org.ganlib.metrics.distance;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricContext;

/** Examples given by hand. */
record FakeContext(Examples generated, Examples reference, Examples heldOut, ValueRange range, List<String> classNames)
        implements MetricContext {
    @Override
    public DatasetInfo data() {
        return new DatasetInfo(
                "fake",
                reference.shape(),
                range,
                OptionalInt.of(reference.count()),
                classNames,
                "none",
                "nobody",
                "by hand");
    }

    @Override
    public Optional<NetworkSet> networks() {
        return Optional.empty();
    }

    @Override
    public RandomStream random() {
        return new RandomStream(seed());
    }

    @Override
    public long seed() {
        return 1;
    }
}
