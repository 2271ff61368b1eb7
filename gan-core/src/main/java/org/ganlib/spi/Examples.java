package org.ganlib.spi;

import java.util.Arrays;
import java.util.Optional;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;

/** A number of examples in plain memory, row-major, and their labels (−1 where there is none). */
public final class Examples {
    private final TensorShape shape;
    private final float[] values;
    private final int[] labels;
    private final Optional<Subset> subset;

    /**
     * Takes the arrays over without copying.
     *
     * @throws IllegalArgumentException unless there are {@code shape.elements()} values per label
     */
    public Examples(TensorShape shape, float[] values, int[] labels) {
        this(shape, values, labels, Optional.empty());
    }

    private Examples(TensorShape shape, float[] values, int[] labels, Optional<Subset> subset) {
        if ((long) shape.elements() * labels.length != values.length) {
            throw new IllegalArgumentException(labels.length + " examples of " + shape + " need "
                    + (long) shape.elements() * labels.length + " values, were " + values.length);
        }
        this.shape = shape;
        this.values = values;
        this.labels = labels;
        this.subset = subset;
    }

    /**
     * A copy of a tensor's numbers, without labels.
     *
     * @param shape the shape of one example, with as many elements as a row of the tensor
     */
    public static Examples copyOf(Tensor tensor, TensorShape shape) {
        float[] values = new float[Math.toIntExact(tensor.length())];
        tensor.read(0, values, values.length);
        return unlabelled(shape, values);
    }

    /**
     * Examples without labels. Takes the array over without copying.
     *
     * @throws IllegalArgumentException unless there are whole examples
     */
    public static Examples unlabelled(TensorShape shape, float[] values) {
        int[] labels = new int[values.length / shape.elements()];
        Arrays.fill(labels, -1);
        return new Examples(shape, values, labels);
    }

    /** Number of examples. */
    public int count() {
        return labels.length;
    }

    /** The shape of one. */
    public TensorShape shape() {
        return shape;
    }

    /** All values; example i occupies {@code [i·elements, (i+1)·elements)}. Not to be changed. */
    public float[] values() {
        return values;
    }

    /** The class of each example, −1 where there is none. Not to be changed. */
    public int[] labels() {
        return labels;
    }

    /**
     * The draw that chose these examples from more of them; empty where they are all there are, or
     * fresh.
     */
    public Optional<Subset> subset() {
        return subset;
    }

    /**
     * The same examples, which say that this draw chose them; shares the arrays.
     *
     * @throws IllegalArgumentException if the draw has another number of examples
     */
    public Examples drawnAs(Subset chosenBy) {
        if (chosenBy.count() != count()) {
            throw new IllegalArgumentException("a draw of " + chosenBy.count() + " examples is none of " + count());
        }
        return new Examples(shape, values, labels, Optional.of(chosenBy));
    }

    /**
     * Copies some of these examples.
     *
     * @param indices the indices of the examples, in the order in which they are returned; an index
     *     may occur several times
     * @throws IndexOutOfBoundsException if there is no such example
     */
    public Examples at(int[] indices) {
        int elements = shape.elements();
        float[] chosen = new float[Math.multiplyExact(indices.length, elements)];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * elements, chosen, i * elements, elements);
            chosenLabels[i] = labels[indices[i]];
        }
        return new Examples(shape, chosen, chosenLabels);
    }
}
