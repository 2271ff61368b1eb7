package org.ganlib.bench.data;

import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;

/**
 * Real examples in memory, dealt in an order of epochs, each a new permutation. Every contestant
 * deals from its own copy with the same random stream, so all of them see the same minibatches at
 * the same cost.
 */
public final class Pool {
    private final TensorShape shape;
    private final float[] values;
    private final int[] order;
    private final RandomStream random;
    private int position;

    /**
     * @param shape the shape of one example
     * @param values whole examples one after the other; not copied
     * @param random decides the order
     */
    Pool(TensorShape shape, float[] values, RandomStream random) {
        this.shape = shape;
        this.values = values;
        this.random = random;
        order = new int[values.length / shape.elements()];
        position = order.length;
    }

    /** The shape of one example. */
    public TensorShape shape() {
        return shape;
    }

    /** Number of examples. */
    public int count() {
        return order.length;
    }

    /** Changes all examples, which lie one after the other, in place. */
    public void change(Consumer<FloatBuffer> change) {
        change.accept(FloatBuffer.wrap(values));
    }

    /** Fills {@code target} from 0 with the next {@code count} examples. */
    public void next(FloatBuffer target, int count) {
        int elements = shape.elements();
        for (int i = 0; i < count; i++) {
            target.put(i * elements, values, nextIndex() * elements, elements);
        }
    }

    private int nextIndex() {
        if (position == order.length) {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            random.shuffle(order);
            position = 0;
        }
        return order[position++];
    }
}
