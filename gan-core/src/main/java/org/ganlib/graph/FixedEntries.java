package org.ganlib.graph;

import java.util.List;
import java.util.Map;
import org.ganlib.tensor.TensorShape;

/**
 * The entries of the matrix of an operation without weights, which is linear where it stands: it
 * copies, adds or selects numbers, or multiplies them by a mask.
 */
final class FixedEntries {
    private final int count;
    private final Map<String, double[]> masks;

    /**
     * @param count examples in the batch
     * @param masks the factors of each node of dropout, by its name
     */
    FixedEntries(int count, Map<String, double[]> masks) {
        this.count = count;
        this.masks = masks;
    }

    /**
     * One entry: number {@code from} of a source contributes to number {@code to} of the result.
     */
    interface Entry {
        void visit(int source, int from, int to, double factor);
    }

    /** @throws IllegalArgumentException if the operation is of another kind */
    void forEach(Node node, List<Flow> sources, Entry entry) {
        int length = count * node.shape().elements();
        if (node instanceof Node.Reshape) {
            same(0, length, entry);
        } else if (node instanceof Node.Dropout dropout) {
            double[] mask = masks.get(dropout.name());
            for (int i = 0; i < length; i++) {
                entry.visit(0, i, i, mask[i]);
            }
        } else if (node instanceof Node.Sum) {
            for (int s = 0; s < sources.size(); s++) {
                same(s, length, entry);
            }
        } else if (node instanceof Node.Merge) {
            int start = 0;
            for (int s = 0; s < sources.size(); s++) {
                int part = sources.get(s).shape.elements();
                stretch(s, part, 0, node.shape().elements(), start, part, entry);
                start += part;
            }
        } else if (node instanceof Node.Subset subset) {
            TensorShape whole = sources.get(0).shape;
            int elements = node.shape().elements();
            stretch(0, whole.elements(), subset.from() * whole.height() * whole.width(), elements, 0, elements, entry);
        } else if (node instanceof Node.Maximum maximum) {
            double[] pieces = sources.get(0).value;
            for (int i = 0; i < length; i++) {
                entry.visit(0, largest(pieces, i * maximum.pieces(), maximum.pieces()), i, 1);
            }
        } else if (node instanceof Node.Pool pool) {
            pool(pool, entry);
        } else if (node instanceof Node.Repeat) {
            repeat(sources.get(0).shape, node.shape(), entry);
        } else {
            throw new IllegalArgumentException("no matrix of " + node);
        }
    }

    private static void same(int source, int length, Entry entry) {
        for (int i = 0; i < length; i++) {
            entry.visit(source, i, i, 1);
        }
    }

    /** Copies {@code length} numbers of each example, from one start to another. */
    private void stretch(
            int source, int sourceElements, int sourceStart, int elements, int start, int length, Entry entry) {
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < length; i++) {
                entry.visit(source, n * sourceElements + sourceStart + i, n * elements + start + i, 1);
            }
        }
    }

    /** The index of the largest of neighbours; the first of them where several are equal. */
    private static int largest(double[] numbers, int start, int length) {
        int largest = start;
        for (int i = start + 1; i < start + length; i++) {
            largest = numbers[i] > numbers[largest] ? i : largest;
        }
        return largest;
    }

    private void pool(Node.Pool node, Entry entry) {
        TensorShape from = node.input();
        TensorShape to = node.shape();
        for (int plane = 0; plane < count * from.channels(); plane++) {
            for (int y = 0; y < from.height(); y++) {
                for (int x = 0; x < from.width(); x++) {
                    entry.visit(
                            0,
                            (plane * from.height() + y) * from.width() + x,
                            (plane * to.height() + y / node.blockHeight()) * to.width() + x / node.blockWidth(),
                            node.factor());
                }
            }
        }
    }

    private void repeat(TensorShape from, TensorShape to, Entry entry) {
        int rows = to.height() / from.height();
        int columns = to.width() / from.width();
        for (int plane = 0; plane < count * to.channels(); plane++) {
            for (int y = 0; y < to.height(); y++) {
                for (int x = 0; x < to.width(); x++) {
                    entry.visit(
                            0,
                            (plane * from.height() + y / rows) * from.width() + x / columns,
                            (plane * to.height() + y) * to.width() + x,
                            1);
                }
            }
        }
    }
}
