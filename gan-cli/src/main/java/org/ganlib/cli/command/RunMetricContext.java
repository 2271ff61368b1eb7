package org.ganlib.cli.command;

import java.util.Optional;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricContext;

/** What metrics may look at in a run; each thing is drawn or read once. */
final class RunMetricContext implements AutoCloseable {
    /** Reference sets larger than this are cut, so that memory stays bounded. */
    private static final int LARGEST_REFERENCE = 60_000;

    private final TrainedModel model;
    private final int count;
    private final long seed;
    private final RandomStreams streams;
    private Examples generated;
    private Examples reference;
    private Dataset heldOutData;
    private Examples heldOut;

    RunMetricContext(TrainedModel model, int count, long seed) {
        this.model = model;
        this.count = count;
        this.seed = seed;
        streams = new RandomStreams(seed);
    }

    /** The context for one metric: the shared examples, and a stream of its own. */
    MetricContext named(String metric) {
        return new MetricContext() {
            @Override
            public DatasetInfo data() {
                return model.data();
            }

            @Override
            public Examples generated() {
                if (generated == null) {
                    generated = model.sample(count, seed);
                }
                return generated;
            }

            @Override
            public Examples reference() {
                if (reference == null) {
                    reference = readAll(model.training());
                }
                return reference;
            }

            @Override
            public Examples heldOut() {
                if (heldOut == null) {
                    heldOutData = model.openHeldOut();
                    heldOut = readAll(heldOutData);
                }
                return heldOut;
            }

            @Override
            public Optional<KnownDistribution> distribution() {
                return model.training().distribution();
            }

            @Override
            public Optional<NetworkSet> networks() {
                return Optional.of(model.networks());
            }

            @Override
            public RandomStream random() {
                return streams.named("metric/" + metric);
            }

            @Override
            public long seed() {
                return seed;
            }
        };
    }

    @Override
    public void close() {
        if (heldOutData != null) {
            heldOutData.close();
        }
    }

    private static Examples readAll(Dataset data) {
        int available = data.info().examples().orElse(LARGEST_REFERENCE);
        if (available == 0) {
            throw new GanException("dataset " + data.info().name() + " is empty");
        }
        return data.read(0, Math.min(available, LARGEST_REFERENCE));
    }
}
