package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.cli.evaluate.Shared;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.Split;
import org.ganlib.wiring.Engines;

/** What metrics may look at when examples come from files. */
final class FileMetricContext implements MetricContexts {
    private final RealExamples real;
    private final Examples generated;
    private final EvaluationSettings settings;
    private final long seed;
    private final RandomStreams streams;
    private final Supplier<Engines> engines;
    private final Shared shared = new Shared();

    FileMetricContext(
            RealExamples real, Examples generated, EvaluationSettings settings, long seed, Supplier<Engines> engines) {
        this.real = real;
        this.generated = generated;
        this.settings = settings;
        this.seed = seed;
        this.engines = engines;
        streams = new RandomStreams(seed);
    }

    @Override
    public MetricContext named(String metric) {
        return new MetricContext() {
            @Override
            public DatasetInfo data() {
                return real.info();
            }

            @Override
            public Examples generated() {
                return generated;
            }

            @Override
            public Examples reference() {
                return real.training();
            }

            @Override
            public Examples heldOut() {
                return real.heldOut();
            }

            @Override
            public Optional<KnownDistribution> distribution() {
                return real.distribution();
            }

            @Override
            public Optional<NetworkSet> networks() {
                return Optional.empty();
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
            public <T> T shared(Object key, Supplier<T> compute) {
                return shared.get(key, compute);
            }

            @Override
            public Optional<Path> cache() {
                return Optional.of(settings.cache());
            }

            @Override
            public Network build(NetworkRequest request) {
                return engines.get().build(request);
            }
        };
    }

    @Override
    public void close() {
        shared.close();
    }
}
