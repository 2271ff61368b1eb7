package org.ganlib.bench.micro;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.ganlib.machine.Backend;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The metric nearest-neighbour: exact distances of 1,000 generated and 1,000 held-out examples to
 * all references.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
public class NearestNeighbourBenchmark {
    private static final int QUERIES = 1_000;

    /** Reference examples of 784 values. */
    @Param({"1000", "8000"})
    public int references;

    private Metric metric;
    private Context context;

    /** Draws examples. */
    @Setup(Level.Trial)
    public void prepare() {
        Backend.start(1);
        metric = Plugins.named(Metric.class, "nearest-neighbour");
        context = new Context(drawn(QUERIES, 1), drawn(references, 2), drawn(QUERIES, 3));
    }

    /** The whole metric. */
    @Benchmark
    public MetricResult evaluate() {
        return metric.evaluate(context);
    }

    private static Examples drawn(int count, long seed) {
        TensorShape shape = TensorShape.of(1, 28, 28);
        RandomStream random = new RandomStream(seed);
        float[] values = new float[count * shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        int[] labels = new int[count];
        Arrays.fill(labels, -1);
        return new Examples(shape, values, labels);
    }

    /** The context of the metric. */
    private record Context(Examples generated, Examples reference, Examples heldOut) implements MetricContext {
        @Override
        public DatasetInfo data() {
            return new DatasetInfo(
                    "benchmark",
                    reference.shape(),
                    ValueRange.SIGNED,
                    OptionalInt.of(reference.count()),
                    List.of(),
                    "none",
                    "none",
                    "drawn with a fixed seed");
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
}
