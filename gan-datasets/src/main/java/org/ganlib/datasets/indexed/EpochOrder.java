package org.ganlib.datasets.indexed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ganlib.random.RandomStream;

/**
 * The order in which a finite number of examples is visited: epochs, each a new permutation. An
 * epoch's permutation is the identity shuffled with the random stream, drawn when its first example
 * is asked for. A cursor therefore needs only the stream's state before that shuffle and the
 * position, and neither creating nor restoring an order takes anything from the stream.
 */
final class EpochOrder {
    private static final int HEADER = 2 * Integer.BYTES;

    private final RandomStream random;
    private final int[] permutation;
    private int position;
    private byte[] stateBeforeShuffle;

    /** The order of {@code count ≥ 1} examples, before its first epoch. */
    EpochOrder(int count, RandomStream random) {
        this.random = random;
        permutation = new int[count];
        position = count;
        stateBeforeShuffle = new byte[0];
    }

    /** The index of the next example. */
    int next() {
        if (position == permutation.length) {
            stateBeforeShuffle = random.state();
            shuffle(random);
            position = 0;
        }
        return permutation[position++];
    }

    /** The index that {@link #next} gave last. */
    int current() {
        return permutation[position - 1];
    }

    /** The number of examples of this epoch that are still to come. */
    int leftInEpoch() {
        return permutation.length - position;
    }

    /**
     * The index after {@code ahead} more calls of {@link #next}, {@code 0 ≤ ahead <} {@link
     * #leftInEpoch}.
     */
    int peek(int ahead) {
        return permutation[position + ahead];
    }

    /**
     * The cursor: the number of examples, the position within the epoch, and the stream's state
     * before the epoch's shuffle.
     */
    byte[] cursor() {
        return ByteBuffer.allocate(HEADER + stateBeforeShuffle.length)
                .putInt(permutation.length)
                .putInt(position)
                .put(stateBeforeShuffle)
                .array();
    }

    /** @throws IllegalArgumentException if it is no cursor of an order of as many examples */
    void restore(byte[] cursor) {
        if (cursor.length < HEADER) {
            throw new IllegalArgumentException("a cursor has at least " + HEADER + " bytes, was " + cursor.length);
        }
        ByteBuffer fields = ByteBuffer.wrap(cursor);
        int count = fields.getInt();
        int restoredPosition = fields.getInt();
        if (count != permutation.length) {
            throw new IllegalArgumentException(
                    "the cursor is of " + count + " examples, here are " + permutation.length);
        }
        if (restoredPosition < 0 || restoredPosition > count) {
            throw new IllegalArgumentException(
                    "the cursor's position must be in [0, " + count + "], was " + restoredPosition);
        }
        byte[] state = Arrays.copyOfRange(cursor, HEADER, cursor.length);
        if (restoredPosition < count) {
            shuffle(streamAt(state));
        }
        stateBeforeShuffle = state;
        position = restoredPosition;
    }

    private static RandomStream streamAt(byte[] state) {
        RandomStream stream = new RandomStream(0);
        try {
            stream.restore(state);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("the cursor's random state cannot be restored", e);
        }
        return stream;
    }

    private void shuffle(RandomStream source) {
        Arrays.setAll(permutation, i -> i);
        source.shuffle(permutation);
    }
}
