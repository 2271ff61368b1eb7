package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ganlib.config.PluginKinds;
import org.ganlib.datasets.image.Mnist;
import org.ganlib.machine.Engines;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.metrics.network.MnistCnn;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.Split;
import org.ganlib.testkit.FeatureExtractorContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier that learns from the data, on the engine that users have. */
final class MnistCnnTest implements FeatureExtractorContract {
    private static final int TRAINING = 1500;
    private static final int HELD_OUT = 300;

    @TempDir
    private static Path folder;

    private static DatasetInfo info;
    private static Examples training;
    private static Examples heldOut;

    @BeforeAll
    static void readDigits() throws IOException {
        DataLocation location = new DataLocation(List.of(folder));
        try (Dataset first = new Mnist().open(location, Split.TRAINING);
                Dataset second = new Mnist().open(location, Split.HELD_OUT)) {
            info = first.info();
            training = first.read(0, TRAINING);
            heldOut = second.read(0, HELD_OUT);
        }
    }

    @Override
    public FeatureExtractor extractor() {
        return new MnistCnn(3, 1);
    }

    @Override
    public FeatureExtractor configured() {
        return new MnistCnn(2, 9);
    }

    /**
     * With a cache, so that it is trained once for all laws; that training it again gives the same
     * is tested below.
     */
    @Override
    public MetricContext context() {
        return new Digits(Optional.of(folder.resolve("laws")));
    }

    @Test
    void recognisesDigitsItHasNotSeen() {
        try (FeatureMap map = extractor().open(context())) {
            Examples probabilities = map.probabilities(heldOut).orElseThrow();
            int right = 0;
            for (int i = 0; i < HELD_OUT; i++) {
                int likeliest = 0;
                for (int k = 1; k < 10; k++) {
                    if (probabilities.values()[10 * i + k] > probabilities.values()[10 * i + likeliest]) {
                        likeliest = k;
                    }
                }
                right += likeliest == heldOut.labels()[i] ? 1 : 0;
            }
            assertThat(right / (double) HELD_OUT).isGreaterThan(0.9);
        }
    }

    @Test
    void weightsAreKeptAndTrainedAgainWhenTheyAreDamaged() throws IOException {
        Path cache = folder.resolve("extractors");
        String hash = hash(cache);
        Path weights;
        try (Stream<Path> files = Files.list(cache)) {
            weights = files.toList().get(0);
        }
        byte[] kept = Files.readAllBytes(weights);
        assertThat(hash(cache)).isEqualTo(hash);
        Files.write(weights, new byte[] {1, 2, 3});
        assertThat(hash(cache)).isEqualTo(hash);
        assertThat(weights).hasBinaryContent(kept);
    }

    private String hash(Path cache) {
        try (FeatureMap map = extractor().open(new Digits(Optional.of(cache)))) {
            return map.hash();
        }
    }

    private record Digits(Optional<Path> cache) implements MetricContext {
        @Override
        public DatasetInfo data() {
            return info;
        }

        @Override
        public Examples generated() {
            return Selection.first(MnistCnnTest.heldOut, 40);
        }

        @Override
        public Examples reference() {
            return training;
        }

        @Override
        public Examples heldOut() {
            return MnistCnnTest.heldOut;
        }

        @Override
        public Optional<NetworkSet> networks() {
            return Optional.empty();
        }

        @Override
        public RandomStream random() {
            return new RandomStream(1);
        }

        @Override
        public long seed() {
            return 1;
        }

        @Override
        public Network build(NetworkRequest request) {
            Map<String, PluginDescriptor<NetworkEngine>> installed = new LinkedHashMap<>();
            PluginCatalog.load(MnistCnnTest.class.getClassLoader(), PluginKinds.all())
                    .all(NetworkEngine.class)
                    .forEach(plugin -> installed.put(plugin.name(), plugin));
            return Engines.choose("auto", EngineOptions.DEFAULT, installed, new HashSet<>())
                    .build(request);
        }
    }
}
