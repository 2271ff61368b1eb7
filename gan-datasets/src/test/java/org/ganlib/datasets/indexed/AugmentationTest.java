package org.ganlib.datasets.indexed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ganlib.datasets.indexed.Augmentation.Flip;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AugmentationTest {
    /** Two channels of 3×3: the value is channel·100 + row·10 + column. */
    private static final TensorShape SHAPE = TensorShape.of(2, 3, 3);

    @Test
    void mirrorsLeftAndRight() {
        Set<String> seen = variants(new Augmentation(Flip.HORIZONTAL, 0, 0));
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "0 1 2 10 11 12 20 21 22 100 101 102 110 111 112 120 121 122",
                        "2 1 0 12 11 10 22 21 20 102 101 100 112 111 110 122 121 120");
    }

    @Test
    void mirrorsBothWaysIndependently() {
        assertThat(variants(new Augmentation(Flip.BOTH, 0, 0)))
                .hasSize(4)
                .contains("22 21 20 12 11 10 2 1 0 122 121 120 112 111 110 102 101 100");
    }

    @Test
    void shiftsAndRepeatsTheEdge() {
        assertThat(variants(new Augmentation(Flip.NONE, 1, 0)))
                .hasSize(9)
                .contains("0 0 1 0 0 1 10 10 11 100 100 101 100 100 101 110 110 111");
    }

    @Test
    void cutsOutEverySquareAndTheMiddleForMetrics() {
        Augmentation crop = new Augmentation(Flip.NONE, 0, 1);
        assertThat(variants(crop)).hasSize(9).contains("22 122");
        try (Dataset data = data(crop)) {
            assertThat(data.info().shape()).isEqualTo(TensorShape.of(2, 1, 1));
            assertThat(data.read(0, 1).values()).containsExactly(11, 111);
        }
    }

    /**
     * Of 12,000 draws, each variant is expected equally often, and its count may deviate by less
     * than five standard deviations. A flip with probability 0.47 instead of 0.5 would fail for
     * more than 90 of 100 seeds.
     */
    @ParameterizedTest
    @CsvSource({"HORIZONTAL, 0, 0, 2", "VERTICAL, 0, 0, 2", "BOTH, 0, 0, 4", "NONE, 1, 0, 9", "NONE, 0, 1, 9"})
    void everyVariantIsAsLikelyAsTheOthers(Flip flip, int translate, int crop, int variants) {
        int draws = 12_000;
        Augmenter augmenter = new Augmenter(new Augmentation(flip, translate, crop), SHAPE);
        float[] target = new float[augmenter.outputShape().elements()];
        RandomStream random = new RandomStream(3);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < draws; i++) {
            augmenter.vary(image(0), target, random);
            counts.merge(Arrays.toString(target), 1, Integer::sum);
        }
        double probability = 1.0 / variants;
        double deviation = Math.sqrt(draws * probability * (1 - probability));
        assertThat(counts).hasSize(variants);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat((double) count).isCloseTo(draws * probability, within(5 * deviation)));
    }

    @Test
    void resumesInTheMiddleOfAnEpochToTheBit() {
        for (int dealt = 0; dealt < 12; dealt++) {
            try (Dataset data = data(new Augmentation(Flip.BOTH, 1, 2));
                    Dataset again = data(new Augmentation(Flip.BOTH, 1, 2))) {
                RandomStream random = new RandomStream(4);
                BatchStream stream = data.stream(random);
                deal(stream, data, dealt);
                RandomStream laterRandom = new RandomStream(99);
                BatchStream later = again.stream(laterRandom);
                deal(later, again, 2);
                later.restore(stream.cursor());
                laterRandom.restore(random.state());
                assertThat(deal(later, again, 20)).as("after %s", dealt).isEqualTo(deal(stream, data, 20));
            }
        }
    }

    @Test
    void whatImagesCannotBearIsRefused() {
        assertThatThrownBy(() -> new Augmentation(Flip.NONE, 0, 4).apply(SHAPE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dataset.augment: crop must be ≤ 3, the smaller side of images of 2×3×3, was 4");
        assertThatThrownBy(() -> new Augmentation(Flip.NONE, 3, 0).apply(SHAPE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("translate must be < 3");
        assertThatThrownBy(() -> new Augmentation(Flip.HORIZONTAL, 0, 0).apply(TensorShape.of(7)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("needs images");
    }

    /** A slow source deals what a fast one deals, also after it was restored. */
    @Test
    void readingAheadChangesNothing() {
        Augmentation augmentation = new Augmentation(Flip.HORIZONTAL, 1, 0);
        try (Dataset fast = data(augmentation);
                Dataset slow = new IndexedDataset(info(), new Slow(source()), augmentation)) {
            RandomStream random = new RandomStream(4);
            RandomStream slowRandom = new RandomStream(4);
            BatchStream stream = fast.stream(random);
            BatchStream slowStream = slow.stream(slowRandom);
            byte[] cursor = stream.cursor();
            byte[] state = random.state();
            assertThat(deal(slowStream, slow, 13)).isEqualTo(deal(stream, fast, 13));
            assertThat(slowRandom.state()).isEqualTo(random.state());
            stream.restore(cursor);
            slowStream.restore(cursor);
            random.restore(state);
            slowRandom.restore(state);
            assertThat(deal(slowStream, slow, 9)).isEqualTo(deal(stream, fast, 9));
        }
    }

    private static float[] deal(BatchStream stream, Dataset data, int count) {
        int elements = data.info().shape().elements();
        float[] all = new float[count * elements];
        for (int i = 0; i < count; i++) {
            Batch batch = new Batch(1, data.info().shape());
            stream.next(batch);
            batch.toFill().get(all, i * elements, elements);
        }
        return all;
    }

    private static Set<String> variants(Augmentation augmentation) {
        Augmenter augmenter = new Augmenter(augmentation, SHAPE);
        float[] image = image(0);
        float[] target = new float[augmenter.outputShape().elements()];
        RandomStream random = new RandomStream(2);
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            augmenter.vary(image, target, random);
            StringBuilder text = new StringBuilder();
            for (float value : target) {
                text.append(text.isEmpty() ? "" : " ").append((int) value);
            }
            seen.add(text.toString());
        }
        return seen;
    }

    private static Dataset data(Augmentation augmentation) {
        return new IndexedDataset(info(), source(), augmentation);
    }

    private static ExampleSource source() {
        float[] values = new float[5 * SHAPE.elements()];
        for (int i = 0; i < 5; i++) {
            System.arraycopy(image(i * 1000), 0, values, i * SHAPE.elements(), SHAPE.elements());
        }
        return new FloatExamples(values, IntStream.range(0, 5).toArray());
    }

    private static float[] image(int base) {
        float[] image = new float[SHAPE.elements()];
        for (int i = 0; i < image.length; i++) {
            image[i] = base + i / 9 * 100 + i % 9 / 3 * 10 + i % 3;
        }
        return image;
    }

    private static DatasetInfo info() {
        return new DatasetInfo(
                "fixed",
                SHAPE,
                ValueRange.UNBOUNDED,
                OptionalInt.of(5),
                List.of("a", "b", "c", "d", "e"),
                "none",
                "nobody",
                "fixed");
    }

    private record Slow(ExampleSource source) implements ExampleSource {
        @Override
        public int count() {
            return source.count();
        }

        @Override
        public int label(int index) {
            return source.label(index);
        }

        @Override
        public void read(int index, float[] target, int start) {
            source.read(index, target, start);
        }

        @Override
        public boolean slow() {
            return true;
        }
    }
}
