package org.ganlib.cli.reproduce.features;

import com.google.inject.Injector;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ganlib.cli.reproduce.TemporaryFolder;
import org.ganlib.cli.reproduce.Training;
import org.ganlib.metrics.latent.EncoderNeighbour;
import org.ganlib.metrics.latent.Reconstruction;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.TrainingListener;

/** One training of an encoder, and what it makes of digits it has not seen. */
final class EncoderRun {
    private final PluginCatalog plugins;
    private final FeatureProtocol protocol;

    EncoderRun(PluginCatalog plugins, FeatureProtocol protocol) {
        this.plugins = plugins;
        this.protocol = protocol;
    }

    /** Trains and measures. */
    Outcome of(EncoderVariant variant, long seed) {
        List<String> overrides = new ArrayList<>(variant.overrides());
        overrides.addAll(protocol.overrides(variant));
        overrides.add("seed=" + seed);
        Training training = new Training(plugins, variant.experiment(), overrides);
        if (!variant.trained()) {
            return training.untrained(injector -> measure(training, injector, seed, 0));
        }
        long started = processorNanos();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            return training.run(folder.path().resolve("run"), new TrainingListener() {}, injector -> {
                double seconds = (processorNanos() - started) / 1e9;
                return measure(training, injector, seed, seconds);
            });
        }
    }

    private static Outcome measure(Training training, Injector injector, long seed, double processorSeconds) {
        Dataset data = injector.getInstance(Dataset.class);
        Encoder encoder = injector.getInstance(GanModel.class)
                .encoder(data.info(), injector.getInstance(NetworkSet.class))
                .orElseThrow();
        try (Dataset heldOut = training.heldOut()) {
            MetricContext digits = new EncodedDigits(
                    data.info(),
                    data.read(0, data.info().examples().orElseThrow()),
                    heldOut.read(0, heldOut.info().examples().orElseThrow()),
                    Optional.of(encoder),
                    new RandomStream(seed),
                    seed);
            MetricResult neighbour = new EncoderNeighbour().evaluate(digits);
            MetricResult reconstruction = new Reconstruction().evaluate(digits);
            return new Outcome(
                    neighbour.details().get("accuracy/features"),
                    neighbour.details().get("accuracy/latent"),
                    neighbour.details().get("accuracy/pixels"),
                    reconstruction.value(),
                    processorSeconds);
        }
    }

    /**
     * The processor time of this thread alone, on which a run trains: other work of the machine
     * must not count.
     */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * The outcome of a run; accuracies are shares of held-out digits.
     *
     * @param features accuracy of the nearest neighbour in the layer before the encoder's last
     * @param latent the same in E(x)
     * @param pixels the same in the digits themselves
     * @param reconstruction squared error of G(E(x)), relative to that against the reconstructions
     *     of others
     * @param processorSeconds processor time of the training
     */
    record Outcome(double features, double latent, double pixels, double reconstruction, double processorSeconds) {}
}
