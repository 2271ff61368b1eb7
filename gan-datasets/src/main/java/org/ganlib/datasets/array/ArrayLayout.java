package org.ganlib.datasets.array;

import java.util.Arrays;
import org.ganlib.file.Numbers;
import org.ganlib.problem.DataException;
import org.ganlib.tensor.TensorShape;

/** The order of the dimensions of images in an array of rank 4. */
public enum ArrayLayout {
    /** The layout follows from the sizes: see {@link #of}. */
    AUTO,
    /** [N, channels, height, width]. */
    CHANNELS_FIRST,
    /** [N, height, width, channels]. */
    CHANNELS_LAST;

    private static final int MOST_CHANNELS = 4;

    /**
     * The layout of an array of that shape. {@link #AUTO} recognises the channels as a dimension of
     * size at most 4. If only the first or only the last of the three dimensions is that small, it
     * is the channels. If both are, the one that leaves square images is. If neither is, the layout
     * is channels first, provided that this leaves square images and channels last does not.
     *
     * @param name the name of the array in messages
     * @param setting the setting or option that chooses the layout, for the message: {@code
     *     dataset.layout}
     * @param shape the array's sizes, the number of examples first; an array of another rank than 4
     *     has no layout to choose
     * @return {@link #CHANNELS_FIRST} or {@link #CHANNELS_LAST}
     * @throws DataException if the sizes do not tell the layout
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
     * The shape of one example of an array of that shape. If the array has rank 4, it must have
     * this layout.
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

    /** The layout for a setting that states whether channels come last. */
    static ArrayLayout stated(boolean channelsLast) {
        return channelsLast ? CHANNELS_LAST : CHANNELS_FIRST;
    }

    /**
     * The numbers of images in the order channels first, rearranged if they are stored with
     * channels last.
     *
     * @param shape the shape of one image, channels first
     */
    public Numbers channelsFirst(Numbers numbers, TensorShape shape) {
        return this == CHANNELS_LAST
                ? new ChannelsFirst(numbers, shape.channels(), shape.height() * shape.width())
                : numbers;
    }

    /** A view of images with channels last as if they had channels first. */
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
