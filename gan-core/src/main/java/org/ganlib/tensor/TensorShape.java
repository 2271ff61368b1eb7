package org.ganlib.tensor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape of one example, without the batch dimension: {@code [features]} or {@code [channels,
 * height, width]}.
 *
 * @param dimensions one or three sizes, each ≥ 1
 */
public record TensorShape(List<Integer> dimensions) {
    /** @throws IllegalArgumentException unless there are one or three dimensions, each ≥ 1 */
    public TensorShape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.size() != 1 && dimensions.size() != 3) {
            throw new IllegalArgumentException("a shape is [features] or [channels, height, width], was " + dimensions);
        }
        if (dimensions.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("every dimension must be ≥ 1, was " + dimensions);
        }
    }

    /** The shape with these sizes. */
    public static TensorShape of(int... dimensions) {
        return new TensorShape(IntStream.of(dimensions).boxed().toList());
    }

    /** Numbers per example. */
    public int elements() {
        // A loop by index: training steps ask, and allocate nothing.
        int product = 1;
        for (int i = 0; i < dimensions.size(); i++) {
            product = Math.multiplyExact(product, dimensions.get(i));
        }
        return product;
    }

    /** Returns true if this is {@code [channels, height, width]}. */
    public boolean isImage() {
        return dimensions.size() == 3;
    }

    /** Channels of an image; the features of a vector. */
    public int channels() {
        return dimensions.get(0);
    }

    /** Height of an image; 1 for a vector. */
    public int height() {
        return isImage() ? dimensions.get(1) : 1;
    }

    /** Width of an image; 1 for a vector. */
    public int width() {
        return isImage() ? dimensions.get(2) : 1;
    }

    /** The shape of a batch: {@code [count, dimensions…]}. */
    public long[] batch(long count) {
        return IntStream.range(0, dimensions.size() + 1)
                .mapToLong(i -> i == 0 ? count : dimensions.get(i - 1))
                .toArray();
    }

    /** The sizes joined by ×, for example {@code 1×28×28}. */
    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }
}
