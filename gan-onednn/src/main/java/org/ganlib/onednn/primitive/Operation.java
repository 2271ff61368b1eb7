package org.ganlib.onednn.primitive;

/** A piece of work over memory that was chosen when it was made. Running it allocates nothing. */
public interface Operation {
    /** Runs it once, on the calling thread. */
    void run();
}
