package org.ganlib.metrics.linear;

import java.util.Arrays;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;

/** Parts of sets of examples. */
public final class Selection {
    private Selection() {}

    /**
     * The first {@code count}, or all where there are fewer. For examples in random order alone:
     * {@link org.ganlib.spi.Subset} takes some of those in a file's order.
     */
    public static Examples first(Examples examples, int count) {
        return range(examples, 0, Math.min(count, examples.count()));
    }

    /** Those from {@code from} to before {@code to}. */
    public static Examples range(Examples examples, int from, int to) {
        if (from == 0 && to == examples.count()) {
            return examples;
        }
        int elements = examples.shape().elements();
        return new Examples(
                examples.shape(),
                Arrays.copyOfRange(examples.values(), from * elements, to * elements),
                Arrays.copyOfRange(examples.labels(), from, to));
    }

    /** All of them in a random order. */
    public static Examples shuffled(Examples examples, RandomStream random) {
        int[] order = new int[examples.count()];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        return examples.at(order);
    }

    /** All of them in an order that depends on their values alone. */
    public static Examples sorted(Examples examples) {
        int elements = examples.shape().elements();
        float[] values = examples.values();
        Integer[] order = new Integer[examples.count()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                (a, b) -> Arrays.compare(
                        values, a * elements, (a + 1) * elements, values, b * elements, (b + 1) * elements));
        return examples.at(Arrays.stream(order).mapToInt(Integer::intValue).toArray());
    }

    /** Both sets, one behind the other. */
    public static Examples pooled(Examples some, Examples others) {
        float[] values = Arrays.copyOf(some.values(), Math.addExact(some.values().length, others.values().length));
        System.arraycopy(others.values(), 0, values, some.values().length, others.values().length);
        int[] labels = Arrays.copyOf(some.labels(), some.count() + others.count());
        System.arraycopy(others.labels(), 0, labels, some.count(), others.count());
        return new Examples(some.shape(), values, labels);
    }
}
