package org.ganlib.cli.learned;

import java.util.Arrays;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;

/** The few examples whose labels may be seen. */
public final class LabelledSubset {
    private LabelledSubset() {}

    /**
     * Draws examples without replacement, as equally many of each class as there are.
     *
     * @param examples labels in 0…classes−1, or −1 for those without
     * @param count how many, ≥ classes
     * @param random decides which
     * @throws GanException if that many are not to be had; says how many are
     */
    public static Examples balanced(Examples examples, int classes, int count, RandomStream random) {
        long labelled =
                Arrays.stream(examples.labels()).filter(label -> label >= 0).count();
        if (count < classes || count > labelled) {
            throw new GanException("--labels: must be in " + classes + ".." + labelled
                    + ", the number of classes and of labelled training examples, was " + count);
        }
        int[] order = new int[examples.count()];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        int[] next = new int[classes];
        int[] chosen = new int[count];
        int found = 0;
        while (found < count) {
            for (int c = 0; c < classes && found < count; c++) {
                while (next[c] < order.length && examples.labels()[order[next[c]]] != c) {
                    next[c]++;
                }
                if (next[c] < order.length) {
                    chosen[found++] = order[next[c]++];
                }
            }
        }
        return Selection.of(examples, chosen);
    }
}
