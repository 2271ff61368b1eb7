package org.ganlib.metrics;

import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/**
 * Arranges examples for tests whose known answers were computed with the first examples as the
 * subset.
 */
public final class Arranged {
    private Arranged() {}

    /**
     * Reorders the examples, without labels, so that the random subset consists of the first ones.
     *
     * @param count the size of the subset
     * @param seed the seed of the evaluation
     * @param purpose the name of the draw
     */
    public static Examples chosenFirst(Examples examples, int count, long seed, String purpose) {
        Subset subset = Subset.of(examples, count, seed, purpose);
        int[] order = new int[examples.count()];
        int next = 0;
        for (int place : subset.indices()) {
            order[place] = next++;
        }
        for (int place : subset.complement().indices()) {
            order[place] = next++;
        }
        return examples.at(order);
    }
}
