package org.ganlib.datasets.image;

/**
 * How a file numbers its classes.
 *
 * @param first the label of the first class
 * @param classes how many there are
 */
record Labelling(int first, int classes) {
    /** Ten classes, from 0. */
    static final Labelling TEN = new Labelling(0, 10);

    int last() {
        return first + classes - 1;
    }
}
