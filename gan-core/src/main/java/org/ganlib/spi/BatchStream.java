package org.ganlib.spi;

/** Endless minibatches with a position that can be saved. Used by one thread. */
public interface BatchStream {
    /** Fills the batch with the next examples. */
    void next(Batch batch);

    /** The position within the current epoch's order; with the state of the random stream it determines everything that follows. */
    byte[] cursor();

    /**
     * Continues where {@link #cursor()} was taken.
     *
     * @throws IllegalArgumentException if it is no cursor of this data
     */
    void restore(byte[] cursor);
}
