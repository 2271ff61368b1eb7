package org.ganlib.testkit;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/** Ten examples of two values and two classes, with one fault, or none. */
final class FakeDataset implements Dataset {
    private static final int COUNT = 10;
    private static final int STATE = new RandomStream(0).state().length;
    private static int opened;

    /** A fault, and the law of {@link DatasetContract} that must fail because of it. */
    enum Fault {
        NO_LICENCE("saysWhatItIs"),
        ANOTHER_FINGERPRINT_EACH_TIME("saysWhatItIs"),
        HAS_EVERY_FINGERPRINT("saysWhatItIs"),
        COUNTS_AN_EXAMPLE_TWICE("countsTheExamplesOfItsClasses"),
        LAST_VALUE_LEFT_AS_IT_WAS("fillsEveryBatchCompletely"),
        LABEL_LEFT_AS_IT_WAS("fillsEveryBatchCompletely"),
        VALUE_ABOVE_THE_RANGE("staysWithinItsRange"),
        INFINITE_VALUE("staysWithinItsRange"),
        READS_BELOW_THE_RANGE("staysWithinItsRange"),
        LABEL_BEYOND_THE_CLASSES("labelsExamplesWithItsClasses"),
        DRAWS_ITS_OWN_RANDOM_NUMBERS("givesTheSameBatchesForTheSameSeed"),
        IGNORES_THE_SEED("givesOtherBatchesForAnotherSeed"),
        ONE_POSITION_FOR_ALL_STREAMS("keepsStreamsApart"),
        CURSOR_SKIPS_AN_EXAMPLE("isNotMovedByTakingACursor"),
        CURSOR_WITHOUT_POSITION("resumesExactly"),
        CURSOR_WITHOUT_PERMUTATION("resumesExactly"),
        RESTORING_TAKES_FROM_THE_STREAM("resumesExactly"),
        TAKES_ANYTHING_FOR_A_CURSOR("refusesWhatIsNoCursor"),
        DRAWS_WITH_REPLACEMENT("visitsEveryExampleOncePerEpoch"),
        DROPS_THE_LAST_EXAMPLES_OF_AN_EPOCH("visitsEveryExampleOncePerEpoch"),
        ONE_ORDER_FOR_ALL_EPOCHS("changesTheOrderFromEpochToEpoch"),
        REVERSES_EACH_BATCH("keepsItsOrderWhateverTheBatchSize"),
        READS_IN_ANOTHER_ORDER_EACH_TIME("readsTheSameExamplesEachTime"),
        PARTS_START_AT_THE_BEGINNING("readsPartsOfTheWhole"),
        ANOTHER_LABEL_THAN_IT_READS("readsExamplesByTheirPlaces"),
        PLACES_IN_ASCENDING_ORDER("readsExamplesByTheirPlaces"),
        READS_BEYOND_THE_END("refusesToReadWhatIsNotThere");

        private final String law;

        Fault(String law) {
            this.law = law;
        }

        String law() {
            return law;
        }
    }

    private final Fault fault;
    private final int number = opened++;
    private final RandomStream hidden = new RandomStream(number);
    private final Position shared = new Position();
    private int reads;

    /** A data set with that fault; null for a sound one. */
    FakeDataset(Fault fault) {
        this.fault = fault;
    }

    @Override
    public DatasetInfo info() {
        return new DatasetInfo(
                "fake",
                TensorShape.of(2),
                ValueRange.SIGNED,
                OptionalInt.of(COUNT),
                List.of("even", "odd"),
                has(Fault.NO_LICENCE) ? "" : "none needed",
                "nobody",
                has(Fault.ANOTHER_FINGERPRINT_EACH_TIME) ? "number " + number : "ten");
    }

    @Override
    public boolean hasFingerprint(String recorded) {
        return has(Fault.HAS_EVERY_FINGERPRINT) || info().fingerprint().equals(recorded);
    }

    @Override
    public List<Integer> classCounts() {
        return List.of(COUNT / 2, COUNT / 2 + (has(Fault.COUNTS_AN_EXAMPLE_TWICE) ? 1 : 0));
    }

    @Override
    public Examples read(int from, int count) {
        if (has(Fault.READS_BEYOND_THE_END)) {
            return read(index -> index % COUNT, Math.max(0, from), count);
        }
        Objects.checkFromIndexSize(from, count, COUNT);
        if (has(Fault.READS_IN_ANOTHER_ORDER_EACH_TIME)) {
            int shift = reads++;
            return read(index -> (index + shift) % COUNT, from, count);
        }
        return read(index -> index, has(Fault.PARTS_START_AT_THE_BEGINNING) ? 0 : from, count);
    }

    @Override
    public Examples read(int[] indices) {
        return Dataset.super.read(
                has(Fault.PLACES_IN_ASCENDING_ORDER)
                        ? IntStream.of(indices).sorted().toArray()
                        : indices);
    }

    @Override
    public int label(int index) {
        return labelOf(has(Fault.ANOTHER_LABEL_THAN_IT_READS) ? index + 1 : index);
    }

    private Examples read(IntUnaryOperator order, int from, int count) {
        int[] indices = IntStream.range(from, from + count).map(order).toArray();
        float[] values = new float[2 * count];
        for (int i = 0; i < count; i++) {
            values[2 * i] = first(indices[i]) - (has(Fault.READS_BELOW_THE_RANGE) ? 2 : 0);
            values[2 * i + 1] = 1;
        }
        return new Examples(
                info().shape(),
                values,
                IntStream.of(indices).map(FakeDataset::labelOf).toArray());
    }

    @Override
    public BatchStream stream(RandomStream random) {
        return new Stream(random, has(Fault.ONE_POSITION_FOR_ALL_STREAMS) ? shared : new Position());
    }

    @Override
    public void close() {}

    private boolean has(Fault candidate) {
        return fault == candidate;
    }

    private static float first(int index) {
        return index / (float) COUNT;
    }

    private static int labelOf(int index) {
        return index % 2;
    }

    private static final class Position {
        private final int[] order = new int[COUNT];
        private int next = COUNT;
        private byte[] stateBefore = new RandomStream(0).state();
    }

    private final class Stream implements BatchStream {
        private final RandomStream random;
        private final Position position;

        private Stream(RandomStream random, Position position) {
            this.random = random;
            this.position = position;
        }

        @Override
        public void next(Batch batch) {
            FloatBuffer features = batch.toFill();
            int last = batch.size() - 1;
            for (int i = 0; i <= last; i++) {
                int index = nextIndex();
                int row = has(Fault.REVERSES_EACH_BATCH) ? last - i : i;
                features.put(2 * row, has(Fault.VALUE_ABOVE_THE_RANGE) ? 1.001f : first(index));
                if (!has(Fault.LAST_VALUE_LEFT_AS_IT_WAS) || row != last) {
                    features.put(2 * row + 1, has(Fault.INFINITE_VALUE) ? Float.POSITIVE_INFINITY : 1);
                }
                if (!has(Fault.LABEL_LEFT_AS_IT_WAS) || row != last) {
                    batch.labels()[row] = labelOf(index) + (has(Fault.LABEL_BEYOND_THE_CLASSES) ? 1 : 0);
                }
            }
        }

        private int nextIndex() {
            if (has(Fault.DRAWS_WITH_REPLACEMENT)) {
                return random.nextInt(COUNT);
            }
            if (position.next >= (has(Fault.DROPS_THE_LAST_EXAMPLES_OF_AN_EPOCH) ? COUNT - 1 : COUNT)) {
                startEpoch();
            }
            return position.order[position.next++];
        }

        private void startEpoch() {
            position.stateBefore = random.state();
            RandomStream source = random;
            if (has(Fault.DRAWS_ITS_OWN_RANDOM_NUMBERS)) {
                source = hidden;
            } else if (has(Fault.IGNORES_THE_SEED)) {
                source = new RandomStream(random.nextLong() & 0);
            } else if (has(Fault.ONE_ORDER_FOR_ALL_EPOCHS) && position.order[0] != position.order[1]) {
                position.next = 0;
                return;
            }
            shuffle(source);
            position.next = 0;
        }

        private void shuffle(RandomStream source) {
            Arrays.setAll(position.order, i -> i);
            source.shuffle(position.order);
        }

        @Override
        public byte[] cursor() {
            if (has(Fault.CURSOR_SKIPS_AN_EXAMPLE)) {
                nextIndex();
            }
            return ByteBuffer.allocate(Integer.BYTES + STATE)
                    .putInt(position.next)
                    .put(position.stateBefore)
                    .array();
        }

        @Override
        public void restore(byte[] cursor) {
            if (cursor.length != Integer.BYTES + STATE) {
                if (has(Fault.TAKES_ANYTHING_FOR_A_CURSOR)) {
                    return;
                }
                throw new IllegalArgumentException("no cursor");
            }
            ByteBuffer fields = ByteBuffer.wrap(cursor);
            position.next = fields.getInt();
            position.stateBefore = new byte[STATE];
            fields.get(position.stateBefore);
            if (has(Fault.RESTORING_TAKES_FROM_THE_STREAM)) {
                random.nextDouble();
            }
            if (has(Fault.CURSOR_WITHOUT_POSITION)) {
                position.next = Math.min(position.next, 1);
            }
            if (position.next < COUNT && !has(Fault.CURSOR_WITHOUT_PERMUTATION)) {
                RandomStream source = new RandomStream(0);
                source.restore(position.stateBefore);
                shuffle(source);
            }
        }
    }
}
