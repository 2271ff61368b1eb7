package org.ganlib.cli.reproduce.modes;

import com.google.inject.Injector;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.cli.reproduce.TemporaryFolder;
import org.ganlib.cli.reproduce.Training;
import org.ganlib.metrics.mode.ModeCoverage;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.Checkpoint;
import org.ganlib.train.RunDirectory;

/** One training of {@code ring-8}, and what its generator draws. */
final class RingRun {
    private static final String EXPERIMENT = "ring-8";
    /** The number of samples with which the papers count modes. */
    private static final int SAMPLES = 2_500;

    private final PluginCatalog plugins;
    private final List<String> protocol;
    private final boolean falling;

    /**
     * @param protocol the settings that differ from the experiment for all objectives
     * @param falling true if learning rates fall
     */
    RingRun(PluginCatalog plugins, List<String> protocol, boolean falling) {
        this.plugins = plugins;
        this.protocol = protocol;
        this.falling = falling;
    }

    /** Trains and measures; a run that diverges has kept nothing. */
    Outcome of(RingObjective objective, long seed) {
        List<String> overrides = new ArrayList<>(protocol);
        overrides.add("seed=" + seed);
        overrides.addAll(objective.overrides());
        if (falling) {
            overrides.addAll(objective.falling());
        }
        Training training = new Training(plugins, EXPERIMENT, overrides);
        long started = processorNanos();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            MetricResult result = training.run(
                    folder.path().resolve("run"), new TrainingListener() {}, injector -> measure(injector, seed));
            return new Outcome(
                    result.value(), result.details().get("high-quality"), (processorNanos() - started) / 1e9, false);
        } catch (TrainingDivergedException e) {
            return new Outcome(0, 0, (processorNanos() - started) / 1e9, true);
        }
    }

    private static MetricResult measure(Injector injector, long seed) {
        Dataset data = injector.getInstance(Dataset.class);
        NetworkSet networks = injector.getInstance(NetworkSet.class);
        Path newest =
                injector.getInstance(RunDirectory.class).newestCheckpoint().orElseThrow();
        try (Checkpoint checkpoint = Checkpoint.open(newest)) {
            networks.all().forEach(checkpoint::restoreForSampling);
        }
        Sampler sampler = injector.getInstance(GanModel.class).sampler(data.info(), networks);
        return new ModeCoverage().evaluate(GeneratedPoints.draw(data, sampler, SAMPLES, new RandomStream(seed), seed));
    }

    /**
     * The processor time of this thread alone, on which a run trains: other work of the machine
     * must not count.
     */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * The outcome of a run.
     *
     * @param modes captured modes
     * @param highQuality share of samples within three standard deviations of a mode
     * @param processorSeconds processor time of training and measuring
     * @param diverged true if training broke off
     */
    record Outcome(double modes, double highQuality, double processorSeconds, boolean diverged) {}
}
