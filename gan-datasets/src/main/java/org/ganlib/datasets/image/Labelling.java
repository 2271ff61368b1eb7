package org.ganlib.datasets.image;

/**
 * The numbers that a file gives its classes.
 *
 * @param first the label of the first class
 * @param classes the number of classes
 */
record Labelling(int first, int classes) {
    /** Ten classes, from 0. */
    static final Labelling TEN = new Labelling(0, 10);

    int last() {
        return first + classes - 1;
    }
}
