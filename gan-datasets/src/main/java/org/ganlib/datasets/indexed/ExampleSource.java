package org.ganlib.datasets.indexed;

/**
 * Finitely many examples that are read by index, in a fixed order. Safe for use by several threads.
 */
public interface ExampleSource extends AutoCloseable {
    /** The number of examples, ≥ 1. */
    int count();

    /** The class of an example; −1 where there is none. */
    int label(int index);

    /**
     * Copies an example's values, row-major, in the data's range.
     *
     * @param start the index in the target at which the first example begins
     * @throws org.ganlib.problem.DataException if it cannot be read: names the file
     */
    void read(int index, float[] target, int start);

    /** Returns true if reading takes so long that other threads should do it ahead of use. */
    default boolean slow() {
        return false;
    }

    @Override
    default void close() {}
}
