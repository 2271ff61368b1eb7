package org.ganlib.datasets.array;

/** The rule by which the whole numbers in a file of labels become classes. */
public enum LabelRule {
    /**
     * Each label that occurs is a class, called by its number; labels that do not occur are none.
     */
    PRESENT,
    /** The classes are the numbers from 0 to the largest label, whether they occur or not. */
    FROM_ZERO
}
