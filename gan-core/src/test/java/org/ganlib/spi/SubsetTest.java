package org.ganlib.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class SubsetTest {
    @Test
    void sortedExamplesAreDrawnFromTheirWholeLength() {
        Subset subset = Subset.of(numbers(20_000, 1), 2_000, 3, "real");
        assertThat(subset.count()).isEqualTo(2_000);
        assertThat(subset.indices()).isSorted().doesNotHaveDuplicates();
        // The mean of 2,000 numbers drawn from 0 … 19,999 without replacement has a standard
        // deviation of 122.
        assertThat(Arrays.stream(subset.indices()).average().orElseThrow()).isBetween(9_389.0, 10_610.0);
        assertThat(subset.description()).isEqualTo("2,000 of 20,000 examples, drawn at random (seed 3)");
    }

    @Test
    void theSameSeedAndPurposeGiveTheSameExamples() {
        Examples all = numbers(100, 4);
        assertThat(indices(all, 7, "real")).isEqualTo(indices(all, 7, "real"));
        assertThat(indices(all, 7, "real")).isNotEqualTo(indices(all, 8, "real"));
        assertThat(indices(all, 7, "real")).isNotEqualTo(indices(all, 7, "generated"));
        assertThat(Subset.of(all, 10, 7, "real").hash())
                .isEqualTo(Subset.of(all, 10, 7, "real").hash())
                .isNotEqualTo(Subset.of(all, 10, 8, "real").hash())
                .matches("sha256 [0-9a-f]{64}");
    }

    @Test
    void hashIsThatOfTheIndices() {
        // The expected hash is that of: printf '\x00\x00\x00\x02\x00\x00\x01\x00' | sha256sum
        assertThat(Subset.chosen(numbers(300, 1), new int[] {2, 256}, 1).hash())
                .isEqualTo("sha256 2135667619306641ecbee9b12b9feefc3d1342ced5e72428c83674194174f8e4");
    }

    @Test
    void allAreTakenInTheirOrderWhereNoMoreAreThere() {
        Examples all = numbers(10, 2);
        Subset subset = Subset.of(all, 10, 1, "real");
        assertThat(subset.isWhole()).isTrue();
        assertThat(subset.description()).isEqualTo("all 10 examples");
        assertThat(subset.of(all)).isSameAs(all);
        Map<String, String> provenance = new LinkedHashMap<>();
        Subset.describe("real", subset.of(all), provenance);
        assertThat(provenance).isEmpty();
    }

    @Test
    void examplesSayHowTheyWereDrawnAlsoFromASubset() {
        Examples all = numbers(1_000, 5);
        Examples some = Subset.some(all, 100, 1, "whole");
        Examples few = Subset.some(some, 10, 2, "real");
        Subset subset = few.subset().orElseThrow();
        assertThat(subset.available()).isEqualTo(1_000);
        assertThat(few.values()).as("each example's value is its place").containsExactly(floats(subset.indices()));
        Map<String, String> provenance = new LinkedHashMap<>();
        Subset.describe("real", few, provenance);
        assertThat(provenance)
                .containsEntry("real subset", "10 of 1,000 examples, drawn at random (seed 2)")
                .containsEntry("real subset hash", subset.hash());
        assertThatThrownBy(() -> few.drawnAs(some.subset().orElseThrow())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void complementHasTheOthers() {
        Examples all = numbers(10, 1);
        Subset subset = Subset.of(all, 4, 1, "half");
        int[] both = IntStream.concat(
                        Arrays.stream(subset.indices()),
                        Arrays.stream(subset.complement().indices()))
                .sorted()
                .toArray();
        assertThat(both).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(subset.complement().of(all).count()).isEqualTo(6);
    }

    @Test
    void partsHaveNoExampleInCommon() {
        Examples all = numbers(103, 1);
        List<Subset> parts = Subset.divide(all, 4, 1, "parts");
        assertThat(parts).hasSize(4).allSatisfy(part -> assertThat(part.count()).isEqualTo(25));
        assertThat(parts.stream().flatMapToInt(p -> Arrays.stream(p.indices())).distinct())
                .hasSize(100);
        assertThat(Subset.divide(all, 1, 1, "parts").get(0).isWhole()).isTrue();
    }

    @Test
    void dataSetIsReadByIndexAlone() {
        ByIndex data = new ByIndex(OptionalInt.of(1_000), 10);
        Examples some = Subset.read(data, 50, 1, "real");
        assertThat(data.read).as("examples read").isEqualTo(50);
        assertThat(some.count()).isEqualTo(50);
        int[] counts = new int[10];
        Arrays.stream(some.labels()).forEach(label -> counts[label]++);
        assertThat(counts).containsOnly(5);
        assertThat(some.values())
                .containsExactly(floats(some.subset().orElseThrow().indices()));
    }

    @Test
    void endlessDataIsReadFromItsBeginning() {
        ByIndex data = new ByIndex(OptionalInt.empty(), 10);
        Examples some = Subset.read(data, 5, 1, "real");
        assertThat(some.values()).containsExactly(0, 1, 2, 3, 4);
        assertThat(some.subset()).isEmpty();
    }

    private static int[] indices(Examples all, long seed, String purpose) {
        return Subset.of(all, 10, seed, purpose).indices();
    }

    private static float[] floats(int[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = numbers[i];
        }
        return floats;
    }

    /** Example i is the number i; the examples of a class are consecutive. */
    private static Examples numbers(int count, int classes) {
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> (int) ((long) i * classes / count));
        return new Examples(TensorShape.of(1), floats(IntStream.range(0, count).toArray()), labels);
    }

    /** Example i is the number i; the examples of a class are consecutive. */
    private static final class ByIndex implements Dataset {
        private final OptionalInt count;
        private final int classes;
        private int read;

        private ByIndex(OptionalInt count, int classes) {
            this.count = count;
            this.classes = classes;
        }

        @Override
        public DatasetInfo info() {
            return new DatasetInfo(
                    "numbers",
                    TensorShape.of(1),
                    ValueRange.UNBOUNDED,
                    count,
                    IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                    "none",
                    "nobody",
                    "numbers");
        }

        @Override
        public BatchStream stream(RandomStream random) {
            throw new AssertionError("nothing is trained");
        }

        @Override
        public Examples read(int from, int length) {
            read += length;
            int[] places = IntStream.range(from, from + length).toArray();
            return new Examples(
                    TensorShape.of(1),
                    floats(places),
                    Arrays.stream(places).map(this::label).toArray());
        }

        @Override
        public int label(int index) {
            return index / (count.orElse(1_000) / classes);
        }

        @Override
        public void close() {}
    }
}
