package org.ganlib.datasets.array;

/** The rule by which the whole numbers in a label file become classes. */
public enum LabelRule {
    /** Each label that occurs is a class, named by its number; other numbers are no classes. */
    PRESENT,
    /** All numbers from 0 to the largest label are classes, whether they occur or not. */
    FROM_ZERO
}
