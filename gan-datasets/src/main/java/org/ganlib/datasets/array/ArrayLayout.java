package org.ganlib.datasets.array;

import java.util.Arrays;
import org.ganlib.file.Numbers;
import org.ganlib.network.TensorShape;
import org.ganlib.problem.DataException;

/** The order of the dimensions of images in an array of rank 4. */
public enum ArrayLayout {
    /** The layout follows from the sizes, see {@link #of}. */
    AUTO,
    /** [N, channels, height, width]. */
    CHANNELS_FIRST,
    /** [N, height, width, channels]. */
    CHANNELS_LAST;

    private static final int MOST_CHANNELS = 4;

    /**
     * The layout of an array of that shape. {@link #AUTO} takes the dimension of at most 4 for the
     * channels, where the first or the last of three is so small and the other is not. Where both
     * are, it takes the one that leaves square images. Where none is, it takes channels first if
     * that leaves square images and channels last does not.
     *
     * @param name what messages call the array
     * @param setting what a user sets to choose, for the message: {@code dataset.layout}
     * @param shape its sizes, the number of examples first; of another rank than 4 it has no layout
     *     to choose
     * @return {@link #CHANNELS_FIRST} or {@link #CHANNELS_LAST}
     * @throws DataException if the sizes do not tell
     */
    public ArrayLayout of(String name, String setting, long[] shape) {
        if (this != AUTO || shape.length != 4) {
            return shape.length == 4 ? this : CHANNELS_FIRST;
        }
        boolean first = shape[1] <= MOST_CHANNELS;
        boolean last = shape[3] <= MOST_CHANNELS;
        boolean squareFirst = shape[2] == shape[3];
        boolean squareLast = shape[1] == shape[2];
        if (first != last) {
            return first ? CHANNELS_FIRST : CHANNELS_LAST;
        }
        boolean same = shape[1] == 1 && shape[2] == 1 && shape[3] == 1;
        if (same || (squareFirst && !squareLast)) {
            return CHANNELS_FIRST;
        }
        if (squareLast && !squareFirst && last) {
            return CHANNELS_LAST;
        }
        throw new DataException(name + ": has the shape " + Arrays.toString(shape)
                + ", from which it does not follow whether channels come first or last. Set " + setting
                + " to channels-first or channels-last.");
    }

    /**
     * The shape of one example of an array of that shape, which has this layout where it is of rank
     * 4.
     */
    public TensorShape example(long[] shape) {
        int[] sizes = Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
        return switch (sizes.length) {
            case 1 -> TensorShape.of(sizes[0]);
            case 2 -> TensorShape.of(1, sizes[0], sizes[1]);
            default ->
                this == CHANNELS_LAST
                        ? TensorShape.of(sizes[2], sizes[0], sizes[1])
                        : TensorShape.of(sizes[0], sizes[1], sizes[2]);
        };
    }

    /** The layout where it was said whether channels come last. */
    static ArrayLayout stated(boolean channelsLast) {
        return channelsLast ? CHANNELS_LAST : CHANNELS_FIRST;
    }

    /**
     * The numbers of images with the channels in front, as they were or moved there.
     *
     * @param shape of one image, channels first
     */
    public Numbers channelsFirst(Numbers numbers, TensorShape shape) {
        return this == CHANNELS_LAST
                ? new ChannelsFirst(numbers, shape.channels(), shape.height() * shape.width())
                : numbers;
    }

    /** Images with channels last, seen with channels first. */
    private record ChannelsFirst(Numbers numbers, int channels, int plane) implements Numbers {
        private int source(int index) {
            int within = index % (channels * plane);
            return index - within + within % plane * channels + within / plane;
        }

        @Override
        public int count() {
            return numbers.count();
        }

        @Override
        public boolean isWhole() {
            return numbers.isWhole();
        }

        @Override
        public float rounded(int index) {
            return numbers.rounded(source(index));
        }

        @Override
        public double minus(int index, double number) {
            return numbers.minus(source(index), number);
        }
    }
}
