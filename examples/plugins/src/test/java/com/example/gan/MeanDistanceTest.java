package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.random.RandomStream;
import org.ganlib.spi.Metric;
import org.ganlib.testkit.MetricContract;
import org.junit.jupiter.api.Test;

final class MeanDistanceTest implements MetricContract {
    @Override
    public Metric metric() {
        return new MeanDistance();
    }

    @Override
    public Metric configured() {
        return new MeanDistance(new RandomProjection(5, 2));
    }

    /** Means that differ by 30 in each of 4 coordinates are 60 apart; many projections keep that. */
    @Test
    void knownDistance() {
        Metric metric = new MeanDistance(new RandomProjection(20_000, 1));
        double value = metric.evaluate(given(1, 300).withGenerated(drawWorse(300, new RandomStream(9))))
                .value();
        // The relative standard error of a norm under 20,000 random projections is 1/200.
        assertThat(value).isCloseTo(60, within(1.5));
    }
}
