package com.example.gan;

import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.testkit.FeatureExtractorContract;

final class RandomProjectionTest implements FeatureExtractorContract {
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
        return new MeanDistanceTest().given(1, 50);
    }
}
