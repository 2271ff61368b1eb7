package org.ganlib.metrics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.metrics.Points;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The small classifier learns to recognise stripes, is kept for later evaluations, and processes
 * stacked images one channel at a time.
 */
final class SmallClassifierTest {
    /** Two classes, lying and upright stripes. */
    private static final Examples STRIPES = stripes(1, 1, 330);

    @TempDir
    private Path folder;

    @Test
    void classesThatDifferAreToldApart() {
        try (FeatureMap map = new MnistCnn(3, 1).open(new Given(STRIPES, 2, Optional.empty()))) {
            Examples fresh = stripes(2, 1, 250);
            Examples probabilities = map.probabilities(fresh).orElseThrow();
            assertThat(probabilities.shape()).isEqualTo(TensorShape.of(2));
            assertThat(probabilities.count()).isEqualTo(250);
            int right = 0;
            for (int i = 0; i < 250; i++) {
                float first = probabilities.values()[2 * i];
                assertThat(first + probabilities.values()[2 * i + 1]).isCloseTo(1, within(1e-5f));
                right += (first > 0.5) == (fresh.labels()[i] == 0) ? 1 : 0;
            }
            assertThat(right).isGreaterThan(240);
            assertThat(map.features(fresh).shape()).isEqualTo(TensorShape.of(128));
            assertThat(map.features(fresh).labels()).isEqualTo(fresh.labels());
            // The last example is at place 49 of the second batch, here beside 49 others. Batches are
            // filled up, so that an example's numbers depend neither on those beside it nor on how
            // many there are.
            Examples others = stripes(3, 1, 50);
            System.arraycopy(fresh.values(), 249 * 64, others.values(), 49 * 64, 64);
            assertThat(Arrays.copyOfRange(map.features(others).values(), 49 * 128, 50 * 128))
                    .containsExactly(Arrays.copyOfRange(map.features(fresh).values(), 249 * 128, 250 * 128));
            assertThat(Points.of(128, map.features(fresh).values()).values()).contains(0);
        }
    }

    @Test
    void weightsAreKeptAndTakenAgain() throws IOException {
        Optional<Path> cache = Optional.of(folder.resolve("cache"));
        String hash = hash(new MnistCnn(1, 1), STRIPES, cache);
        assertThat(hash).startsWith("sha256 ");
        Path file = onlyFile();
        assertThat(file.getFileName().toString()).startsWith("mnist-cnn-").endsWith(".npy");
        byte[] kept = Files.readAllBytes(file);
        // Other numbers in the file are taken as they are: nothing was trained.
        byte[] other = kept.clone();
        other[other.length - 1] ^= 1;
        Files.write(file, other);
        assertThat(hash(new MnistCnn(1, 1), STRIPES, cache)).isNotEqualTo(hash);
        assertThat(file).hasBinaryContent(other);
        Files.write(file, new byte[] {1, 2, 3});
        assertThat(hash(new MnistCnn(1, 1), STRIPES, cache)).isEqualTo(hash);
        assertThat(file).hasBinaryContent(kept);
        assertThat(hash(new MnistCnn(1, 1), STRIPES, Optional.empty())).isEqualTo(hash);
        // Everything that the weights depend on gives them another name.
        assertThat(hash(new MnistCnn(1, 2), STRIPES, cache)).isNotEqualTo(hash);
        assertThat(hash(new MnistCnn(2, 1), STRIPES, cache)).isNotEqualTo(hash);
        assertThat(hash(new MnistCnn(1, 1), stripes(1, 1, 329), cache)).isNotEqualTo(hash);
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            assertThat(files).hasSize(4);
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static String hash(MnistCnn settings, Examples training, Optional<Path> cache) {
        try (FeatureMap map = settings.open(new Given(training, 2, cache))) {
            return map.hash();
        }
    }

    /** Two channels of two classes: four classes of pairs, features of both. */
    @Test
    void stackedImagesAreSeenByChannel() {
        Examples pairs = stripes(3, 2, 300);
        try (FeatureMap map = new MnistCnn(3, 1).open(new Given(pairs, 4, Optional.empty()))) {
            Examples features = map.features(pairs);
            assertThat(features.shape()).isEqualTo(TensorShape.of(256));
            Examples probabilities = map.probabilities(pairs).orElseThrow();
            assertThat(probabilities.shape()).isEqualTo(TensorShape.of(2));
            assertThat(probabilities.count()).isEqualTo(600);
            int right = 0;
            for (int i = 0; i < 600; i++) {
                int expected = i % 2 == 0 ? pairs.labels()[i / 2] / 2 : pairs.labels()[i / 2] % 2;
                right += (probabilities.values()[2 * i] > 0.5 ? 0 : 1) == expected ? 1 : 0;
            }
            assertThat(right).isGreaterThan(580);
        }
    }

    @Test
    void channelsAreSplitWhereClassesAreTheirSequences() {
        assertThat(channels(3, 1000)).isEqualTo(new ClassifierInput(TensorShape.of(1, 8, 8), 10, 3));
        assertThat(channels(2, 4)).isEqualTo(new ClassifierInput(TensorShape.of(1, 8, 8), 2, 2));
        assertThat(channels(3, 10)).isEqualTo(new ClassifierInput(TensorShape.of(3, 8, 8), 10, 1));
        assertThat(channels(1, 10)).isEqualTo(new ClassifierInput(TensorShape.of(1, 8, 8), 10, 1));
        Examples two = new Examples(TensorShape.of(3, 8, 8), new float[2 * 192], new int[] {205, -1});
        Examples split = channels(3, 1000).split(two);
        assertThat(split.labels()).containsExactly(2, 0, 5, -1, -1, -1);
        // 1205 is no class of 1,000, and no channel's digit is 12.
        Examples beyond = new Examples(TensorShape.of(3, 8, 8), new float[192], new int[] {1205});
        assertThat(channels(3, 1000).split(beyond).labels()).containsExactly(12, 0, 5);
        assertThat(split.shape()).isEqualTo(TensorShape.of(1, 8, 8));
        assertThat(split.count()).isEqualTo(6);
    }

    private static ClassifierInput channels(int channels, int classes) {
        return ClassifierInput.of(info(TensorShape.of(channels, 8, 8), classes));
    }

    @Test
    void smallImagesAndDataWithoutClassesHaveNoClassifier() {
        MnistCnn cnn = new MnistCnn();
        assertThat(cnn.inapplicable(info(TensorShape.of(1, 8, 8), 2))).isEmpty();
        assertThat(cnn.inapplicable(info(TensorShape.of(1, 7, 8), 2)))
                .hasValue("mnist-cnn needs images of 8 pixels a side or more, stripes has 1×7×8. Use pixels or pca.");
        assertThat(cnn.inapplicable(info(TensorShape.of(1, 8, 7), 2))).isPresent();
        assertThat(cnn.inapplicable(info(TensorShape.of(64), 2))).isPresent();
        assertThat(cnn.inapplicable(info(TensorShape.of(1, 8, 8), 1)))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("mnist-cnn learns from classes, stripes"));
        assertThatThrownBy(() -> cnn.open(new Given(STRIPES, 1, Optional.empty())))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("mnist-cnn learns from classes");
    }

    @Test
    void examplesWithoutAClassAreRefused() {
        for (int wrong : new int[] {-1, 2}) {
            int[] labels = STRIPES.labels().clone();
            labels[329] = wrong;
            Examples training = new Examples(STRIPES.shape(), STRIPES.values(), labels);
            assertThatThrownBy(() -> new MnistCnn(1, 1).open(new Given(training, 2, Optional.empty())))
                    .isInstanceOf(GanException.class)
                    .hasMessage("mnist-cnn: training examples of stripes must have classes from 0 to 1, one has "
                            + wrong + ". Use pixels or pca.");
        }
    }

    /**
     * The gradient of the mean loss of two examples is compared with central differences in double
     * precision.
     */
    @Test
    void gradientsAreThoseOfTheCrossEntropy() {
        RandomStreams streams = new RandomStreams(5);
        Examples batch = stripes(4, 1, 2);
        try (Network network = new Dl4jEngine()
                        .build(new NetworkRequest(
                                "small",
                                SmallClassifier.define(TensorShape.of(1, 8, 8), 2),
                                DataType.FLOAT,
                                streams.named("initialisation"),
                                streams.named("dropout")));
                SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(network, 2)) {
            loss.gradients(batch);
            long last = network.parameters().length() - 1;
            // The last parameter is a bias of the last layer: the mean of p − 1 or p of its class.
            float found = arrayOf(network.gradients()).getFloat(last);
            double step = 1e-2;
            double high = shifted(network, batch, last, step);
            double low = shifted(network, batch, last, -step);
            assertThat((double) found).isCloseTo((high - low) / (2 * step), within(1e-3));
        }
    }

    private static double shifted(Network network, Examples batch, long parameter, double step) {
        float before = arrayOf(network.parameters()).getFloat(parameter);
        arrayOf(network.parameters()).putScalar(parameter, before + step);
        network.parametersChanged();
        NetworkMap map = new NetworkMap(network, new ClassifierInput(batch.shape(), 2, 1), "");
        Examples probabilities = map.probabilities(batch).orElseThrow();
        arrayOf(network.parameters()).putScalar(parameter, before);
        network.parametersChanged();
        double loss = 0;
        for (int i = 0; i < 2; i++) {
            loss -= Math.log(probabilities.values()[2 * i + batch.labels()[i]]) / 2;
        }
        return loss;
    }

    @Test
    void probabilitiesAreThoseOfScores() {
        float[] scores = {0, 0, 1000, 1000, -5, -5 + (float) Math.log(3)};
        Softmax.rows(scores, 2);
        assertThat(scores).containsExactly(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.25f, 0.75f}, within(1e-6f));
    }

    @Test
    void outputsAreProbabilitiesWhereEachRowIsADistribution() {
        assertThat(Probabilities.among(Points.of(2, 0.25f, 0.75f, 0, 1))).isPresent();
        assertThat(Probabilities.among(Points.of(2, 0.25f, 0.7505f))).isPresent();
        assertThat(Probabilities.among(Points.of(2, 0.25f, 0.752f))).isEmpty();
        assertThat(Probabilities.among(Points.of(2, 0.25f, 0.748f))).isEmpty();
        assertThat(Probabilities.among(Points.of(2, 0.25f, 0.75f, -0.25f, 1.25f)))
                .isEmpty();
        assertThat(Probabilities.among(Points.of(2, Float.NaN, 1))).isEmpty();
    }

    /** Each channel has a class: stripes that lie (0) or stand (1), with noise. */
    private static Examples stripes(long seed, int channels, int count) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[64 * channels * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < channels; c++) {
                int upright = random.nextInt(2);
                labels[i] = 2 * labels[i] + upright;
                for (int p = 0; p < 64; p++) {
                    int across = upright == 1 ? p % 8 : p / 8;
                    values[(i * channels + c) * 64 + p] =
                            (float) ((across % 4 < 2 ? 1 : -1) + 0.3 * random.nextNormal());
                }
            }
        }
        return new Examples(TensorShape.of(channels, 8, 8), values, labels);
    }

    private static DatasetInfo info(TensorShape shape, int classes) {
        return new DatasetInfo(
                "stripes",
                shape,
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                Stream.iterate(0, c -> c + 1)
                        .limit(classes)
                        .map(String::valueOf)
                        .toList(),
                "none",
                "nobody",
                "drawn");
    }

    private record Given(Examples training, int classes, Optional<Path> cache) implements MetricContext {
        @Override
        public DatasetInfo data() {
            return info(training.shape(), classes);
        }

        @Override
        public Examples generated() {
            return training;
        }

        @Override
        public Examples reference() {
            return training;
        }

        @Override
        public Examples heldOut() {
            return training;
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
            return new Dl4jEngine().build(request);
        }
    }
}
