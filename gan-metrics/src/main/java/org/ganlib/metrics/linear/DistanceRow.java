package org.ganlib.metrics.linear;

import org.ganlib.spi.Examples;

/**
 * The squared Euclidean distances of one example to consecutive ones of another set, each with a
 * bound of its rounding error. Where a comparison depends on that error, the distance is measured
 * exactly: ties are ties, and rounding decides nothing.
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
     * @param error bounds the difference from the correctly rounded distance; 0 where this is the
     * same
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
     * The squared distance, rounded once: the double nearest to the real number. Equal distances
     * are equal doubles.
     */
    public double exact(int place) {
        if (errors[place] != 0) {
            values[place] = ExactDistance.squared(some, example, others, first + place);
            errors[place] = 0;
        }
        return values[place];
    }

    /** Tells whether the exact squared distance is at most that. */
    public boolean isAtMost(int place, double bound) {
        if (least(place) > bound) {
            return false;
        }
        return most(place) <= bound || exact(place) <= bound;
    }
}
