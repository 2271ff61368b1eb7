package org.ganlib.onednn.primitive;

/**
 * A computation over memory. Its operands are chosen when it is made, and running it allocates
 * nothing.
 */
public interface Operation {
    /** Runs it once, on the calling thread. */
    void run();
}
