package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link Dataset}. Implement this interface in a test class:
 *
 * <pre>{@code
 * final class MnistContractTest implements DatasetContract {
 *     public Dataset openDataset() throws IOException {
 *         return new Mnist().open(location, Split.TRAINING);
 *     }
 * }
 * }</pre>
 *
 * The laws go through the data several times; put a small part under contract, at most some ten
 * thousand examples.
 */
public interface DatasetContract {
    /** Opens the data: the same content each time. */
    Dataset openDataset() throws IOException;

    /**
     * A data set states its name, its licence, its citation and its fingerprint, and they are the
     * same each time.
     */
    @Test
    default void saysWhatItIs() throws IOException {
        try (Dataset data = openDataset();
                Dataset again = openDataset()) {
            DatasetInfo info = data.info();
            assertThat(info.name()).as("name").isNotBlank();
            assertThat(info.licence()).as("licence").isNotBlank();
            assertThat(info.citation()).as("citation").isNotBlank();
            assertThat(info.fingerprint()).as("fingerprint").isNotBlank();
            assertThat(data.hasFingerprint(info.fingerprint()))
                    .as("it has its own fingerprint")
                    .isTrue();
            assertThat(data.hasFingerprint("of other data"))
                    .as("it has the fingerprint of other data")
                    .isFalse();
            assertThat(info.classNames())
                    .as("class names")
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
            info.examples().ifPresent(count -> assertThat(count).as("examples").isPositive());
            assertThat(again.info()).as("info of the data opened again").isEqualTo(info);
        }
    }

    /** Every value and every label of a batch is written. */
    @Test
    default void fillsEveryBatchCompletely() throws IOException {
        try (Dataset data = openDataset()) {
            DrawnExamples drawn = draw(data, new RandomStream(1), 7);
            for (int i = 0; i < drawn.values().length; i++) {
                if (Float.isNaN(drawn.values()[i])) {
                    throw new AssertionError("value " + i % drawn.elements() + " of example " + i / drawn.elements()
                            + " was left as it was, or is not a number");
                }
            }
            assertThat(drawn.labels()).as("labels left as they were").doesNotContain(Integer.MIN_VALUE);
        }
    }

    /** Every value is a finite number in the range that the data states. */
    @Test
    default void staysWithinItsRange() throws IOException {
        try (Dataset data = openDataset()) {
            assertWithinRange(data.info(), draw(data, new RandomStream(1), 7));
            assertWithinRange(data.info(), DrawnExamples.of(data.read(0, readable(data))));
        }
    }

    /** Labels are indices into the list of classes, or all −1 if there are no classes. */
    @Test
    default void labelsExamplesWithItsClasses() throws IOException {
        try (Dataset data = openDataset()) {
            assertLabels(data.info(), draw(data, new RandomStream(1), 7));
            assertLabels(data.info(), DrawnExamples.of(data.read(0, readable(data))));
        }
    }

    /** If a data set counts the examples of its classes, it counts all of them. */
    @Test
    default void countsTheExamplesOfItsClasses() throws IOException {
        try (Dataset data = openDataset()) {
            List<Integer> counts = data.classCounts();
            assumeTrue(!counts.isEmpty(), "it does not count them");
            int[] expected = new int[data.info().classNames().size()];
            for (int label : data.read(0, data.info().examples().orElseThrow()).labels()) {
                expected[label]++;
            }
            assertThat(counts.stream().mapToInt(Integer::intValue).toArray()).isEqualTo(expected);
        }
    }

    /** The batches depend on the random stream alone. */
    @Test
    default void givesTheSameBatchesForTheSameSeed() throws IOException {
        try (Dataset data = openDataset();
                Dataset again = openDataset()) {
            DrawnExamples first = draw(data, new RandomStream(5), 7);
            draw(again, new RandomStream(6), 2);
            draw(again, new RandomStream(5), 7).assertSameAs(first, "seed 5, a second time");
        }
    }

    /** Another random stream gives another order. */
    @Test
    default void givesOtherBatchesForAnotherSeed() throws IOException {
        try (Dataset data = openDataset()) {
            assumeTrue(data.info().examples().orElse(Integer.MAX_VALUE) > 8, "few examples have few orders");
            DrawnExamples first = draw(data, new RandomStream(5), 3);
            assertThat(draw(data, new RandomStream(6), 3).sameAs(first))
                    .as("seeds 5 and 6 give the same batches")
                    .isFalse();
        }
    }

    /** Two streams of one data set have a position each. */
    @Test
    default void keepsStreamsApart() throws IOException {
        try (Dataset data = openDataset()) {
            int size = batchSize(data);
            DrawnExamples alone = draw(data, new RandomStream(5), 7);
            BatchStream one = data.stream(new RandomStream(5));
            BatchStream other = data.stream(new RandomStream(6));
            for (int i = 0; i < 7; i++) {
                DrawnExamples.from(one, data.info().shape(), size, 1)
                        .assertSameAs(alone.range(i * size, (i + 1) * size), "batch " + i + " beside another stream");
                DrawnExamples.from(other, data.info().shape(), size, 1);
            }
        }
    }

    /** Taking a cursor does not move the stream. */
    @Test
    default void isNotMovedByTakingACursor() throws IOException {
        try (Dataset data = openDataset()) {
            int size = batchSize(data);
            DrawnExamples undisturbed = draw(data, new RandomStream(5), 7);
            BatchStream stream = data.stream(new RandomStream(5));
            for (int i = 0; i < 7; i++) {
                stream.cursor();
                DrawnExamples.from(stream, data.info().shape(), size, 1)
                        .assertSameAs(undisturbed.range(i * size, (i + 1) * size), "batch " + i + " after cursor()");
            }
        }
    }

    /**
     * After a cursor and the state of the random stream are restored, in whichever order,
     * everything continues to the bit: at the start, within an epoch, across its end, and on an
     * object that was at another position.
     */
    @Test
    default void resumesExactly() throws IOException {
        try (Dataset data = openDataset()) {
            int size = batchSize(data);
            DrawnExamples whole = draw(data, new RandomStream(5), 7);
            RandomStream random = new RandomStream(5);
            BatchStream stream = data.stream(random);
            for (int done = 0; done < 7; done++) {
                byte[] cursor = stream.cursor();
                byte[] state = random.state();
                for (boolean cursorFirst : new boolean[] {true, false}) {
                    try (Dataset later = openDataset()) {
                        RandomStream laterRandom = new RandomStream(77);
                        BatchStream resumed = later.stream(laterRandom);
                        DrawnExamples.from(resumed, later.info().shape(), size, done % 3);
                        if (cursorFirst) {
                            resumed.restore(cursor);
                            laterRandom.restore(state);
                        } else {
                            laterRandom.restore(state);
                            resumed.restore(cursor);
                        }
                        DrawnExamples.from(resumed, later.info().shape(), size, 7 - done)
                                .assertSameAs(
                                        whole.range(done * size, 7 * size),
                                        "resumed after " + done + " batches of " + size + ", "
                                                + (cursorFirst ? "cursor" : "random state") + " restored first");
                    }
                }
                DrawnExamples.from(stream, data.info().shape(), size, 1);
            }
        }
    }

    /** Bytes that are no cursor are refused. */
    @Test
    default void refusesWhatIsNoCursor() throws IOException {
        try (Dataset data = openDataset()) {
            BatchStream stream = data.stream(new RandomStream(5));
            assertThatThrownBy(() -> stream.restore(new byte[] {1, 2, 3}))
                    .as("restoring three bytes that are no cursor")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /**
     * An epoch is every example exactly once; epochs follow each other without a gap, also within a
     * batch.
     */
    @Test
    default void visitsEveryExampleOncePerEpoch() throws IOException {
        try (Dataset data = openDataset()) {
            int count = finite(data);
            Map<DrawnExamples.Example, Integer> expected =
                    DrawnExamples.of(data.read(0, count)).counts();
            int size = batchSize(data);
            DrawnExamples drawn = draw(data, new RandomStream(5), (2 * count + size - 1) / size);
            for (int epoch = 0; epoch < 2; epoch++) {
                Map<DrawnExamples.Example, Integer> visited =
                        drawn.range(epoch * count, (epoch + 1) * count).counts();
                for (Map.Entry<DrawnExamples.Example, Integer> example : expected.entrySet()) {
                    assertThat(visited.getOrDefault(example.getKey(), 0))
                            .as("visits in epoch %s of the example with %s", epoch, example.getKey())
                            .isEqualTo(example.getValue());
                }
            }
        }
    }

    /** Every epoch has an order of its own. */
    @Test
    default void changesTheOrderFromEpochToEpoch() throws IOException {
        try (Dataset data = openDataset()) {
            int count = finite(data);
            assumeTrue(count > 8, "few examples have few orders");
            DrawnExamples drawn = DrawnExamples.from(
                    data.stream(new RandomStream(5)), data.info().shape(), count, 2);
            assertThat(drawn.range(0, count).sameAs(drawn.range(count, 2 * count)))
                    .as("the second epoch has the order of the first")
                    .isFalse();
        }
    }

    /** The order of examples does not depend on how many come at a time. */
    @Test
    default void keepsItsOrderWhateverTheBatchSize() throws IOException {
        try (Dataset data = openDataset()) {
            finite(data);
            int size = batchSize(data);
            DrawnExamples small = draw(data, new RandomStream(5), 6);
            DrawnExamples.from(data.stream(new RandomStream(5)), data.info().shape(), 2 * size, 3)
                    .assertSameAs(small, "batches of " + 2 * size + " beside batches of " + size);
        }
    }

    /** Reading the same examples again, also after opening the data again, gives the same. */
    @Test
    default void readsTheSameExamplesEachTime() throws IOException {
        try (Dataset data = openDataset();
                Dataset again = openDataset()) {
            int count = readable(data);
            Examples first = data.read(0, count);
            assertThat(first.count()).as("examples read").isEqualTo(count);
            assertThat(first.shape())
                    .as("shape of read examples")
                    .isEqualTo(data.info().shape());
            draw(data, new RandomStream(5), 2);
            DrawnExamples.of(data.read(0, count)).assertSameAs(DrawnExamples.of(first), "read again");
            DrawnExamples.of(again.read(0, count)).assertSameAs(DrawnExamples.of(first), "read after opening again");
        }
    }

    /** A range of examples that is read alone equals the same range of the whole. */
    @Test
    default void readsPartsOfTheWhole() throws IOException {
        try (Dataset data = openDataset()) {
            int count = readable(data);
            DrawnExamples whole = DrawnExamples.of(data.read(0, count));
            int middle = count / 2;
            DrawnExamples.of(data.read(middle, count - middle))
                    .assertSameAs(whole.range(middle, count), "the second half");
            DrawnExamples.of(data.read(count - 1, 1)).assertSameAs(whole.range(count - 1, count), "the last one");
            assertThat(data.read(0, 0).count()).as("reading no example").isZero();
        }
    }

    /** Examples can be read by their indices in any order, and their labels can be read alone. */
    @Test
    default void readsExamplesByTheirPlaces() throws IOException {
        try (Dataset data = openDataset()) {
            int count = readable(data);
            Examples whole = data.read(0, count);
            int[] places = {count - 1, 0, count / 2, 0};
            Examples some = data.read(places);
            assertThat(some.count()).as("examples read").isEqualTo(places.length);
            for (int i = 0; i < places.length; i++) {
                DrawnExamples.of(some)
                        .range(i, i + 1)
                        .assertSameAs(
                                DrawnExamples.of(whole).range(places[i], places[i] + 1),
                                "the example at place " + places[i]);
                assertThat(data.label(places[i]))
                        .as("label of the example at place " + places[i])
                        .isEqualTo(whole.labels()[places[i]]);
            }
        }
    }

    /** Examples that do not exist cannot be read. */
    @Test
    default void refusesToReadWhatIsNotThere() throws IOException {
        try (Dataset data = openDataset()) {
            int count = finite(data);
            assertThatThrownBy(() -> data.read(0, count + 1))
                    .as("reading one more than there are")
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> data.read(count, 1))
                    .as("reading behind the last")
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> data.read(-1, 1))
                    .as("reading before the first")
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static DrawnExamples draw(Dataset data, RandomStream random, int batches) {
        return DrawnExamples.from(data.stream(random), data.info().shape(), batchSize(data), batches);
    }

    /**
     * The batch size: a third of the data and one more. The third batch then reaches into the
     * second epoch, and the seventh into the third.
     */
    private static int batchSize(Dataset data) {
        return data.info().examples().isPresent() ? data.info().examples().getAsInt() / 3 + 1 : 16;
    }

    private static int readable(Dataset data) {
        return data.info().examples().orElse(64);
    }

    private static int finite(Dataset data) {
        assumeTrue(data.info().examples().isPresent(), "drawn from a distribution without end");
        return data.info().examples().getAsInt();
    }

    private static void assertWithinRange(DatasetInfo info, DrawnExamples examples) {
        float[] values = examples.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])
                    || values[i] < info.range().low()
                    || values[i] > info.range().high()) {
                throw new AssertionError(
                        "value " + i % examples.elements() + " of example " + i / examples.elements() + " must be in ["
                                + info.range().low() + ", " + info.range().high() + "], was " + values[i]);
            }
        }
    }

    private static void assertLabels(DatasetInfo info, DrawnExamples examples) {
        int classes = info.classNames().size();
        for (int i = 0; i < examples.labels().length; i++) {
            int label = examples.labels()[i];
            if (classes == 0) {
                assertThat(label)
                        .as("label of example %s of data without classes", i)
                        .isEqualTo(-1);
            } else {
                assertThat(label)
                        .as("label of example %s, classes %s", i, info.classNames())
                        .isBetween(0, classes - 1);
            }
        }
    }
}
