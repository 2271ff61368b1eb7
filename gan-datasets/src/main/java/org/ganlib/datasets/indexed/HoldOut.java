package org.ganlib.datasets.indexed;

import java.util.stream.IntStream;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStreams;
import org.ganlib.random.Strata;
import org.ganlib.spi.Split;

/**
 * The division of one file's or folder's examples into those for training and those held out.
 *
 * @param share the share that is held out, in [0, 1)
 * @param rule how they are chosen
 * @param seed which ones a random rule chooses. It belongs to the data and not to a run: all runs
 *     on the same data with the same settings hold out the same examples
 */
public record HoldOut(double share, Rule rule, long seed) {
    /** The rule by which held-out examples are chosen. */
    public enum Rule {
        /**
         * At random, each class in proportion. Every class keeps a training example; where it has
         * two or more and there are as many held-out examples as such classes, it has a held-out
         * one as well.
         */
        STRATIFIED,
        /**
         * Spread evenly over the order of the file: a share of 0.1 holds out the 10th, the 20th and
         * so on. Where the order has a period, this takes whole classes.
         */
        EVERY_NTH
    }

    /**
     * The indices of a split, ascending.
     *
     * @param what names the data in messages
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

    /**
     * The number of examples that are held out of the number given, before it is cut to a whole.
     */
    private double wholes(int examples) {
        return Math.floor(examples * share + 1e-9);
    }
}
