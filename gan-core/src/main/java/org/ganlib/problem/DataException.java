package org.ganlib.problem;

/** Data that is missing or damaged; the message names the file, and the offset where one is known. */
public final class DataException extends GanException {
    /** Data that is missing or damaged. */
    public DataException(String message) {
        super(message);
    }

    /** Data that could not be read. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
