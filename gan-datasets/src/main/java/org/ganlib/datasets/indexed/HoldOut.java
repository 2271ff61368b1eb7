package org.ganlib.datasets.indexed;

import java.util.stream.IntStream;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStreams;
import org.ganlib.random.Strata;
import org.ganlib.spi.Split;

/**
 * The division of the examples of one file or folder into training examples and held-out ones.
 *
 * @param share the share that is held out, in [0, 1)
 * @param rule the rule by which held-out examples are chosen
 * @param seed the seed of a random rule. It belongs to the data, not to a run: all runs on the same
 *     data with the same settings hold out the same examples
 */
public record HoldOut(double share, Rule rule, long seed) {
    /** The rule by which held-out examples are chosen. */
    public enum Rule {
        /**
         * Examples are held out at random, in proportion from each class. Every class keeps a
         * training example. If there are at least as many held-out examples as classes with two or
         * more examples, each of these classes also has a held-out example.
         */
        STRATIFIED,
        /**
         * Held-out examples are spread evenly over the order of the file: a share of 0.1 holds out
         * the 10th, the 20th and so on. If the order is periodic, whole classes may be held out.
         */
        EVERY_NTH
    }

    /**
     * The indices of the examples in a split, ascending.
     *
     * @param what the name of the data in messages
     * @param labels the class of each example; −1 where it has none
     * @throws DataException if the split is empty
     */
    public int[] indices(String what, int[] labels, Split split) {
        boolean[] heldOut = heldOut(labels);
        int[] indices = IntStream.range(0, labels.length)
                .filter(i -> heldOut[i] == (split == Split.HELD_OUT))
                .toArray();
        if (indices.length == 0) {
            String part = split == Split.HELD_OUT ? "held out" : "left for training";
            boolean eachItsOwnClass = split == Split.HELD_OUT && wholes(labels.length) >= 1;
            String reason = eachItsOwnClass
                    ? "each is the only one of its class, and classes keep a training example. Give more examples, or set"
                            + " dataset.hold-out-rule: every-nth."
                    : "hold-out is " + SettingText.number(share) + ". Change dataset.hold-out, or give more examples.";
            throw DataException.ofEmptyPart(
                    what + ": none of its " + labels.length + " examples is " + part + ", because " + reason);
        }
        return indices;
    }

    private boolean[] heldOut(int[] labels) {
        boolean[] heldOut = new boolean[labels.length];
        switch (rule) {
            case EVERY_NTH -> {
                for (int i = 0; i < labels.length; i++) {
                    heldOut[i] = wholes(i + 1) > wholes(i);
                }
            }
            case STRATIFIED -> {
                int count = (int) wholes(labels.length);
                for (int index :
                        Strata.of(labels).drawLeavingOneOfEach(count, new RandomStreams(seed).named("hold-out"))) {
                    heldOut[index] = true;
                }
            }
        }
        return heldOut;
    }

    /** The number of held-out examples among the first {@code examples} ones, rounded down. */
    private double wholes(int examples) {
        return Math.floor(examples * share + 1e-9);
    }
}
