package org.ganlib.bench.micro;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.ganlib.random.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Latents: nanoseconds per number, into native memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class LatentBenchmark {
    /** 256 latents of 100 numbers. */
    private static final int COUNT = 25_600;

    private final RandomStream random = new RandomStream(1);
    private final FloatBuffer latents = ByteBuffer.allocateDirect(COUNT * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    /** Standard normal. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public FloatBuffer normal() {
        random.fillNormal(latents);
        return latents;
    }

    /** Uniform in −1..1. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public FloatBuffer uniform() {
        random.fillUniform(latents, -1, 1);
        return latents;
    }
}
