package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.ganlib.config.Experiment;
import org.ganlib.config.ExperimentReader;
import org.ganlib.config.PluginKinds;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Sampler;
import org.ganlib.train.Checkpoint;
import org.ganlib.wiring.CatalogModule;
import org.ganlib.wiring.ExperimentModule;
import org.ganlib.wiring.ModelModule;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An averaged network is sampled with batch-norm statistics that were measured for its averaged
 * parameters, over many minibatches.
 */
final class AveragedStatisticsTest {
    private static final int BATCH = 64;
    private static final int STEPS = 150;

    /**
     * 2,048 examples leave a standard error of √(2/2048) = 3.1 % in a variance, and a mean absolute
     * error of 2.5 %.
     */
    private static final double MOST = 0.05;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "onednn"})
    void thoseOfAGeneratorAreThoseOfItsAveragedParameters(String engine) throws IOException {
        Path run = train(engine, "standard", """
                dataset: {name: gaussian-ring}
                model: {name: standard, latent: {size: 4}}
                """);
        Injector injector = open(run);
        Network generator = restored(injector, run, NetworkRole.GENERATOR);
        Sampler sampler = injector.getInstance(GanModel.class)
                .sampler(injector.getInstance(Dataset.class).info(), injector.getInstance(NetworkSet.class));
        RandomStream random = new RandomStream(3);
        assertMeasured(generator, () -> Nd4j.createFromArray(
                        sampler.drawLatents(BATCH, random).values())
                .reshape(BATCH, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "onednn"})
    void thoseOfAnEncoderAreMeasuredOnRealExamples(String engine) throws IOException {
        Path run = train(engine, "bigan", """
                dataset: {name: image-folder, folder: %s, size: 8, channels: 1}
                model: {name: bigan, latent: {size: 4}}
                encoder: {name: mlp, hidden: [12, 10], batch-norm: true}
                """.formatted(RunFiles.pictures(folder.resolve("pictures"))));
        Injector injector = open(run);
        Dataset dataset = injector.getInstance(Dataset.class);
        BatchStream stream = dataset.stream(new RandomStream(3));
        Batch batch = new Batch(BATCH, dataset.info().shape());
        assertMeasured(restored(injector, run, NetworkRole.ENCODER), () -> {
            stream.next(batch);
            batch.filled();
            return arrayOf(batch.features()).dup();
        });
    }

    private Path train(String engine, String name, String parts) throws IOException {
        Path yaml = Files.writeString(folder.resolve(name + ".yaml"), parts + """
                engine: %s
                generator: {name: mlp, hidden: [12, 10], batch-norm: true}
                critic: {name: mlp, hidden: [11]}
                divergence: {name: gan}
                optimizer: {generator: {name: adam, learning-rate: 0.02}, critic: {name: adam, learning-rate: 0.02}}
                threads: 1
                train: {steps: %d, batch: %d, sample-every: 0, checkpoint-every: 0, ema: 0.98}
                """.formatted(engine, STEPS, BATCH));
        Path run = folder.resolve(name + "-run");
        Command command = Command.run("train", yaml.toString(), "--out", run.toString(), "--quiet");
        assertThat(command.exitCode()).as(command.err()).isZero();
        return run;
    }

    private static Injector open(Path run) throws IOException {
        PluginCatalog catalog = PluginCatalog.load(AveragedStatisticsTest.class.getClassLoader(), PluginKinds.all());
        Experiment experiment = new ExperimentReader(catalog)
                .readRun("config.yaml", Files.readString(run.resolve("config.yaml")), List.of());
        return Guice.createInjector(
                new CatalogModule(catalog),
                new ExperimentModule(experiment),
                new ModelModule(new DataLocation(List.of(Path.of("data")))));
    }

    private static Network restored(Injector injector, Path run, NetworkRole role) {
        Network network = injector.getInstance(NetworkSet.class).get(role);
        try (Checkpoint checkpoint = Checkpoint.open(RunFiles.checkpoint(run, STEPS))) {
            checkpoint.restoreForSampling(role, network);
        }
        return network;
    }

    /** Compares the statistics with their mean over 200 minibatches. */
    private static void assertMeasured(Network network, Supplier<INDArray> inputs) {
        for (int layer = 0; layer < 2; layer++) {
            int batches = 200;
            INDArray mean = null;
            INDArray variance = null;
            for (int i = 0; i < batches; i++) {
                try (Pass pass = network.forward(Mode.TRAINING, tensors(inputs.get()))) {
                    INDArray read = arrayOf(pass.activation("hidden-" + layer)).dup('c');
                    INDArray ofBatch = read.mean(0);
                    INDArray spread = read.var(false, 0);
                    mean = mean == null ? ofBatch : mean.addi(ofBatch);
                    variance = variance == null ? spread : variance.addi(spread);
                }
            }
            mean.divi(batches);
            variance.divi(batches);
            Segment means = segment(network, "hidden-" + layer + "-norm/mean");
            Segment spreads = segment(network, "hidden-" + layer + "-norm/log10stdev");
            double meanError = 0;
            double varianceError = 0;
            for (int c = 0; c < means.length(); c++) {
                double kept = Math.pow(10, 2 * arrayOf(network.parameters()).getDouble(spreads.offset() + c));
                varianceError += Math.abs(kept / variance.getDouble(c) - 1) / means.length();
                meanError += Math.abs(arrayOf(network.parameters()).getDouble(means.offset() + c) - mean.getDouble(c))
                        / Math.sqrt(variance.getDouble(c))
                        / means.length();
            }
            assertThat(varianceError).as("variances of hidden-%d", layer).isLessThan(MOST);
            assertThat(meanError)
                    .as("means of hidden-%d, in standard deviations", layer)
                    .isLessThan(MOST);
        }
    }

    private static Segment segment(Network network, String name) {
        return network.layout().segments().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
