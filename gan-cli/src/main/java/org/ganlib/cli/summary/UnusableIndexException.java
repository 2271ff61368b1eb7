package org.ganlib.cli.summary;

/** An index that cannot be read or written. Nothing is lost: the runs' own files say the same. */
final class UnusableIndexException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean replaceable;

    /** @param replaceable whether the file may be deleted and made anew */
    UnusableIndexException(String message, boolean replaceable, Throwable cause) {
        super(message, cause);
        this.replaceable = replaceable;
    }

    boolean isReplaceable() {
        return replaceable;
    }
}
