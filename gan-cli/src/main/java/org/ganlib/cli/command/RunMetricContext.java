package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.cli.evaluate.Shared;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.Split;

/** What metrics may look at in a run; each thing is drawn or read once. */
final class RunMetricContext implements MetricContexts {
    /** Reference sets larger than this are cut, so that memory stays bounded. */
    private static final int LARGEST_REFERENCE = 60_000;

    private final TrainedModel model;
    private final EvaluationSettings settings;
    private final int count;
    private final long seed;
    private final RandomStreams streams;
    private final Shared shared = new Shared();
    private Examples generated;
    private Examples reference;
    private Dataset heldOutData;
    private Examples heldOut;

    /** @param seed where the latents start */
    RunMetricContext(TrainedModel model, EvaluationSettings settings, int count, long seed) {
        this.model = model;
        this.settings = settings;
        this.count = count;
        this.seed = seed;
        streams = new RandomStreams(seed);
    }

    /** The context for one metric: the shared examples, and a stream of its own. */
    @Override
    public MetricContext named(String metric) {
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
            public Optional<Encoder> encoder() {
                return model.encoder();
            }

            @Override
            public RandomStream random() {
                return streams.named("metric/" + metric);
            }

            @Override
            public long seed() {
                return seed;
            }

            @Override
            public Split split() {
                return settings.split();
            }

            @Override
            public Examples real() {
                return shared.get(
                        "real",
                        () -> Selection.first(
                                split() == Split.TRAINING ? reference() : heldOut(), settings.realCount()));
            }

            @Override
            public Optional<Sampler> sampler() {
                return Optional.of(model.sampler());
            }

            @Override
            public <T> T shared(Object key, Supplier<T> compute) {
                return shared.get(key, compute);
            }

            @Override
            public Optional<Path> cache() {
                return Optional.of(settings.cache());
            }

            @Override
            public Network build(NetworkRequest request) {
                return model.engines().build(request);
            }
        };
    }

    @Override
    public void close() {
        shared.close();
        if (heldOutData != null) {
            heldOutData.close();
        }
    }

    static Examples readAll(Dataset data) {
        int available = data.info().examples().orElse(LARGEST_REFERENCE);
        if (available == 0) {
            throw new GanException("dataset " + data.info().name() + " is empty");
        }
        return data.read(0, Math.min(available, LARGEST_REFERENCE));
    }
}
