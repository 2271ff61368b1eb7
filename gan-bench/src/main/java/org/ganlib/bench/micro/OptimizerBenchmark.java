package org.ganlib.bench.micro;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ganlib.machine.Backend;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.UpdatePlan;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Optimizer;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;
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

/** One update of three million parameters, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimizerBenchmark {
    private static final int COUNT = 3_000_000;

    /** The optimizer's name. */
    @Param({"adam", "rmsprop", "sgd"})
    public String optimizer;

    private Optimizer chosen;
    private UpdatePlan plan;
    private final HostMemory memory = new HostMemory();
    private Tensor parameters;
    private Tensor drawn;
    private Tensor gradients;
    private long step;

    /** Draws parameters and gradients. */
    @Setup(Level.Trial)
    public void prepare() {
        Backend.start(1);
        ParameterLayout layout = new ParameterLayout(List.of(new Segment("layer/W", 0, COUNT, Kind.WEIGHT)));
        chosen = Plugins.named(Optimizer.class, optimizer);
        plan = new UpdatePlan(chosen.rule(), chosen.weightDecay(), layout, DataType.FLOAT);
        parameters = normal(1, 1);
        drawn = normal(2, 1e-3f);
        gradients = HostTensor.copyOf(drawn);
    }

    /** The update, and the copy that brings back the gradients it used as scratch. */
    @Benchmark
    public Tensor update() {
        memory.copy(drawn, gradients);
        plan.begin(step, chosen.learningRate(step), ParameterRule.NONE);
        plan.runOnHost(parameters, () -> gradients);
        step++;
        return parameters;
    }

    /** The copy alone, to be subtracted. */
    @Benchmark
    public Tensor copyOfGradients() {
        memory.copy(drawn, gradients);
        return gradients;
    }

    private static Tensor normal(long seed, float deviation) {
        Tensor values = HostTensor.zeros(DataType.FLOAT, TensorShape.of(COUNT), 1);
        FloatBuffer numbers = values.toFill();
        new RandomStream(seed).fillNormal(numbers);
        for (int i = 0; i < COUNT; i++) {
            numbers.put(i, deviation * numbers.get(i));
        }
        values.filled();
        return values;
    }
}
