package org.ganlib.evaluate;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.fault.Fault;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.SettingText;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.Split;
import org.ganlib.spi.Subset;

/** One set of generated examples, and the intermediate results that its metrics share. */
public final class Evaluation implements AutoCloseable {
    /** The keys by which messages name a metric and its extractor. */
    private static final String METRIC = "metric";

    private static final String EXTRACTOR = METRIC + ".extractor";

    private final Subject subject;
    private final Supplier<Examples> generated;
    private final EvaluationProtocol protocol;
    private final Path cache;
    private final RandomStreams streams;
    private final Shared shared = new Shared();
    private boolean comparedWithPart;
    /** The examples that each cached result was computed from. */
    private final Map<Object, Map<Part, Examples>> usedFor = new LinkedHashMap<>();

    /**
     * Creates the evaluation. Examples are drawn and read later, when a metric asks for them.
     *
     * @param generated generates the examples; called at most once, when a metric first asks for
     *     them
     */
    public Evaluation(Subject subject, Supplier<Examples> generated, EvaluationProtocol protocol, Path cache) {
        this.subject = subject;
        this.generated = generated;
        this.protocol = protocol;
        this.cache = cache;
        streams = new RandomStreams(protocol.seed());
    }

    /**
     * Evaluates one metric with a random stream of its own. The result records which subsets it was
     * computed from.
     *
     * @throws org.ganlib.problem.GanException if the metric or its extractor fails; the message
     *     names the plugin
     */
    public MetricResult measure(Metric metric, String name) {
        Fault fault = new Fault().with(METRIC, metric);
        Context context = new Context(name, fault);
        MetricResult result = fault.made(METRIC, "evaluate(context)", () -> metric.evaluate(context));
        Map<String, String> subsets = new LinkedHashMap<>();
        context.used.forEach((part, examples) -> Subset.describe(part.title(), examples, subsets));
        Map<String, String> provenance = new LinkedHashMap<>(result.provenance());
        // A metric that used a smaller subset has recorded that subset itself.
        subsets.forEach(provenance::putIfAbsent);
        return new MetricResult(result.value(), result.samples(), result.details(), provenance);
    }

    /**
     * The reason why a metric has nothing to measure here; empty if it has.
     *
     * @throws org.ganlib.problem.GanException if the metric fails; the message names it
     */
    public Optional<String> inapplicable(Metric metric, String name) {
        Fault fault = new Fault().with(METRIC, metric);
        return fault.made(METRIC, "inapplicable(context)", () -> metric.inapplicable(new Context(name, fault)));
    }

    /** Tells whether a metric has asked for examples of a part of the data. */
    public boolean hasComparedWithPart() {
        return comparedWithPart;
    }

    @Override
    public void close() {
        shared.close();
    }

    private enum Part {
        GENERATED,
        REAL,
        REFERENCE,
        HELD_OUT;

        /** The name of these examples in a result's provenance. */
        String title() {
            return SettingText.constant(this);
        }
    }

    private final class Context implements MetricContext {
        private final String metric;
        private final Fault fault;
        /**
         * The examples that this metric asked for, including those behind cached results that it
         * used.
         */
        private Map<Part, Examples> used = new EnumMap<>(Part.class);

        private Context(String metric, Fault fault) {
            this.metric = metric;
            this.fault = fault;
        }

        @Override
        public DatasetInfo data() {
            return subject.data();
        }

        @Override
        public Examples generated() {
            return used(Part.GENERATED, shared.get(Part.GENERATED, generated));
        }

        @Override
        public Examples reference() {
            return used(Part.REFERENCE, subject.reference());
        }

        @Override
        public Examples heldOut() {
            return used(Part.HELD_OUT, subject.heldOut());
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
            return protocol.seed();
        }

        @Override
        public Split split() {
            comparedWithPart = true;
            return protocol.split();
        }

        @Override
        public Examples real() {
            return used(
                    Part.REAL,
                    shared.get(Part.REAL, () -> subject.real(split(), protocol.realCount(), protocol.seed())));
        }

        @Override
        public Optional<Sampler> sampler() {
            return subject.sampler();
        }

        @Override
        public <T> T shared(Object key, Supplier<T> compute) {
            Map<Part, Examples> before = used;
            used = new EnumMap<>(Part.class);
            try {
                T value = shared.get(key, compute);
                if (value == null && fault.knows(EXTRACTOR)) {
                    throw fault.broken(EXTRACTOR, "open(context) returned null");
                }
                if (value instanceof FeatureMap && fault.knows(EXTRACTOR)) {
                    fault.adopt(EXTRACTOR, value);
                }
                if (!usedFor.containsKey(key)) {
                    usedFor.put(key, used);
                }
                return value;
            } finally {
                before.putAll(usedFor.getOrDefault(key, used));
                used = before;
            }
        }

        private Examples used(Part part, Examples examples) {
            used.put(part, examples);
            return examples;
        }

        @Override
        public Optional<Path> cache() {
            return Optional.of(cache);
        }

        @Override
        public Network build(NetworkRequest request) {
            return subject.build(request);
        }
    }
}
