package org.ganlib.cli.reproduce.modes;

import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.Sampler;

/**
 * Generated points beside the distribution they should have: all that a count of modes looks at.
 *
 * @param data the description of the data
 * @param distribution the distribution that it is drawn from
 * @param generated the points
 * @param random a stream for the metric
 * @param seed the seed of the run that it comes from
 */
record GeneratedPoints(
        DatasetInfo data, Optional<KnownDistribution> distribution, Examples generated, RandomStream random, long seed)
        implements MetricContext {
    /** Draws points from a trained generator. */
    static GeneratedPoints draw(Dataset data, Sampler sampler, int count, RandomStream random, long seed) {
        Examples generated = sampler.generate(sampler.drawLatents(count, random), new int[0]);
        return new GeneratedPoints(data.info(), data.distribution(), generated, random, seed);
    }

    @Override
    public Examples reference() {
        throw new IllegalStateException("modes are counted without real points");
    }

    @Override
    public Examples heldOut() {
        throw new IllegalStateException("modes are counted without real points");
    }

    @Override
    public Optional<NetworkSet> networks() {
        return Optional.empty();
    }
}
