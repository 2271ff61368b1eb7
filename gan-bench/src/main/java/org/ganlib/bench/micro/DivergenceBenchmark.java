package org.ganlib.bench.micro;

import java.util.concurrent.TimeUnit;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
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

/** Both losses and their gradients, of every divergence. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DivergenceBenchmark {
    /** The divergence's name. */
    @Param({
        "alpha",
        "gan",
        "hinge",
        "jeffrey",
        "jensen-shannon",
        "kl",
        "least-squares",
        "neyman",
        "pearson",
        "relativistic",
        "relativistic-average",
        "reverse-kl",
        "squared-hellinger",
        "total-variation",
        "wasserstein",
        "weighted-jensen-shannon"
    })
    public String divergence;

    /** Scores on each side. */
    @Param({"64", "1024"})
    public int batch;

    private Divergence losses;
    private CriticScores scores;
    private PlayerLoss loss;

    /** Draws scores of a critic in training. */
    @Setup(Level.Trial)
    public void prepare() {
        losses = Plugins.named(Divergence.class, divergence).prepared();
        RandomStream random = new RandomStream(1);
        scores = new CriticScores(new double[batch], new double[batch]);
        for (int i = 0; i < batch; i++) {
            scores.real()[i] = .5 + .3 * random.nextNormal();
            scores.fake()[i] = -.5 + .3 * random.nextNormal();
        }
        loss = PlayerLoss.sizedFor(scores);
    }

    /** The critic's loss. */
    @Benchmark
    public double criticLoss() {
        losses.criticLoss(scores, loss);
        return loss.value();
    }

    /** The generator's loss. */
    @Benchmark
    public double generatorLoss() {
        losses.generatorLoss(scores, loss);
        return loss.value();
    }
}
