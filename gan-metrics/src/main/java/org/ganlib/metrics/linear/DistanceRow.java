package org.ganlib.metrics.linear;

import org.ganlib.spi.Examples;

/**
 * The squared Euclidean distances of one example to consecutive examples of another set, each with
 * a bound of its rounding error. If a comparison could depend on that error, the distance is
 * computed exactly, so that ties are recognised as ties.
 */
public final class DistanceRow {
    private final Examples some;
    private final Examples others;
    private final double[] values;
    private final double[] errors;
    private int example;
    private int first;
    private int count;

    DistanceRow(Examples some, Examples others, int longest) {
        this.some = some;
        this.others = others;
        values = new double[longest];
        errors = new double[longest];
    }

    /** Sees one row of a block. */
    @FunctionalInterface
    public interface Visitor {
        /** The row is another one after the call. */
        void see(DistanceRow row);
    }

    /** Makes this the row of an example, to be filled through {@link #put}. */
    void begin(int index, int firstOther, int others) {
        example = index;
        first = firstOther;
        count = others;
    }

    /**
     * Sets a distance.
     *
     * @param error a bound of the difference from the correctly rounded distance; 0 if {@code
     *     value} is that
     */
    void put(int j, double value, double error) {
        values[j] = value;
        errors[j] = error;
    }

    /** The index in the first set. */
    public int example() {
        return example;
    }

    /** The index in the second set of place 0. */
    public int first() {
        return first;
    }

    /** The number of distances; their indices are 0 … count − 1. */
    public int count() {
        return count;
    }

    /** A number that the exact squared distance is not below. */
    public double least(int place) {
        return values[place] - errors[place];
    }

    /** A number that the exact squared distance is not above. */
    public double most(int place) {
        return values[place] + errors[place];
    }

    /**
     * The correctly rounded squared distance: the double nearest to the exact value. Equal
     * distances are equal doubles.
     */
    public double exact(int place) {
        if (errors[place] != 0) {
            values[place] = ExactDistance.squared(some, example, others, first + place);
            errors[place] = 0;
        }
        return values[place];
    }

    /** Tells whether the exact squared distance is at most {@code bound}. */
    public boolean isAtMost(int place, double bound) {
        if (least(place) > bound) {
            return false;
        }
        return most(place) <= bound || exact(place) <= bound;
    }
}
