package org.ganlib.spi;

/** Endless minibatches with a position that can be saved. Used by one thread. */
public interface BatchStream {
    /**
     * Writes the next examples to {@link Batch#toFill} and their classes to {@link Batch#labels}.
     * The caller then calls {@link Batch#filled}.
     */
    void next(Batch batch);

    /**
     * The position within the current epoch's order; with the state of the random stream it
     * determines everything that follows.
     */
    byte[] cursor();

    /**
     * Continues where {@link #cursor()} was taken.
     *
     * @throws IllegalArgumentException if it is no cursor of this data
     */
    void restore(byte[] cursor);
}
