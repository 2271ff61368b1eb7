package org.ganlib.metrics.latent;

import java.util.Arrays;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/** The few examples whose labels may be seen. */
public final class LabelledSubset {
    private LabelledSubset() {}

    /**
     * Draws examples without replacement, as equally many of each class as there are.
     *
     * @param examples labels in 0…classes−1, or −1 for those without
     * @param count the number of examples, at least the number of classes
     * @param random decides which
     * @param setting the setting that holds this number, for messages
     * @throws GanException if there are not that many; says how many there are
     */
    public static Examples balanced(Examples examples, int classes, int count, RandomStream random, String setting) {
        return examples.at(indices(examples, classes, count, random, setting));
    }

    private static int[] indices(Examples examples, int classes, int count, RandomStream random, String setting) {
        long labelled = labelled(examples);
        if (count < classes || count > labelled) {
            throw new GanException(setting + ": must be in " + classes + ".." + labelled
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
        return chosen;
    }

    /**
     * A balanced subset drawn with the random stream {@code labels} of a seed, so that all callers
     * with the same seed get the same subset. The result records how it was drawn.
     */
    public static Examples balanced(Examples examples, int classes, int count, long seed, String setting) {
        int[] chosen = indices(examples, classes, count, new RandomStreams(seed).named("labels"), setting);
        return examples.at(chosen).drawnAs(Subset.chosen(examples, chosen, seed));
    }

    /** The number of examples that have a label. */
    static int labelled(Examples examples) {
        return (int)
                Arrays.stream(examples.labels()).filter(label -> label >= 0).count();
    }
}
