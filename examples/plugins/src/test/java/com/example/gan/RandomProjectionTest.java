package com.example.gan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.FeatureExtractorContract;
import org.ganlib.testkit.GivenExamples;

final class RandomProjectionTest implements FeatureExtractorContract {
    private static final TensorShape SHAPE = TensorShape.of(4);

    @Override
    public FeatureExtractor extractor() {
        return new RandomProjection();
    }

    @Override
    public FeatureExtractor configured() {
        return new RandomProjection(3, 7);
    }

    @Override
    public MetricContext context() {
        DatasetInfo data = new DatasetInfo(
                "given", SHAPE, ValueRange.UNBOUNDED, OptionalInt.empty(), List.of(), "none", "none", "drawn");
        return new GivenExamples(data, draw(1), draw(2), draw(3), Optional.empty(), 1);
    }

    private static Examples draw(long seed) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextNormal();
        }
        return Examples.unlabelled(SHAPE, values);
    }
}
