package org.ganlib.problem;

/**
 * Data that is missing or damaged; the message names the file, and the offset where one is known.
 */
public final class DataException extends GanException {
    private final boolean emptyPart;

    /** Data that is missing or damaged. */
    public DataException(String message) {
        super(message);
        emptyPart = false;
    }

    /** Data that could not be read. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
        emptyPart = false;
    }

    private DataException(boolean emptyPart, String message) {
        super(message);
        this.emptyPart = emptyPart;
    }

    /** An exception for data that is sound but has no examples in the requested part. */
    public static DataException ofEmptyPart(String message) {
        return new DataException(true, message);
    }

    /** Tells whether the data is sound but has no examples in the requested part. */
    public boolean isOfEmptyPart() {
        return emptyPart;
    }
}
