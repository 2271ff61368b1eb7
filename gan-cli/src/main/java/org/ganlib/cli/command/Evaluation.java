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
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.Split;

/** One set of generated examples, and the intermediate results that its metrics share. */
final class Evaluation implements AutoCloseable {
    private final Subject subject;
    private final Supplier<Examples> generated;
    private final EvaluationSettings settings;
    private final long seed;
    private final RandomStreams streams;
    private final Shared shared = new Shared();

    /**
     * Draws and reads nothing yet.
     *
     * @param generated asked once, and only if a metric wants them
     */
    Evaluation(Subject subject, Supplier<Examples> generated, EvaluationSettings settings, long seed) {
        this.subject = subject;
        this.generated = generated;
        this.settings = settings;
        this.seed = seed;
        streams = new RandomStreams(seed);
    }

    /** The context for one metric, with a random stream of its own. */
    MetricContext named(String metric) {
        return new Context(metric);
    }

    @Override
    public void close() {
        shared.close();
    }

    private enum Part {
        GENERATED,
        REAL
    }

    private final class Context implements MetricContext {
        private final String metric;

        private Context(String metric) {
            this.metric = metric;
        }

        @Override
        public DatasetInfo data() {
            return subject.data();
        }

        @Override
        public Examples generated() {
            return shared.get(Part.GENERATED, generated);
        }

        @Override
        public Examples reference() {
            return subject.reference();
        }

        @Override
        public Examples heldOut() {
            return subject.heldOut();
        }

        @Override
        public boolean hasHeldOut() {
            return subject.hasHeldOut();
        }

        @Override
        public Optional<KnownDistribution> distribution() {
            return subject.distribution();
        }

        @Override
        public Optional<NetworkSet> networks() {
            return subject.networks();
        }

        @Override
        public Optional<Encoder> encoder() {
            return subject.encoder();
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
                    Part.REAL,
                    () -> Selection.first(split() == Split.TRAINING ? reference() : heldOut(), settings.realCount()));
        }

        @Override
        public Optional<Sampler> sampler() {
            return subject.sampler();
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
            return subject.build(request);
        }
    }
}
