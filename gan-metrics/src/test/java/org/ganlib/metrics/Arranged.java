package org.ganlib.metrics;

import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/**
 * Orders of examples for known answers that were computed with the first examples as the subset.
 */
public final class Arranged {
    private Arranged() {}

    /**
     * The examples, without labels, in an order in which a random subset consists of the first
     * ones.
     *
     * @param count how many the subset has
     * @param seed that of the evaluation
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
