package org.ganlib.datasets.image;

import java.io.IOException;

/**
 * An image that is damaged, or of a kind that is not read; the message says what and what to do, in
 * two sentences without the last stop.
 */
final class UnreadableImageException extends IOException {
    private static final long serialVersionUID = 1;

    /** An image that cannot be read for that reason, and is best replaced. */
    UnreadableImageException(String reason) {
        this(reason, "Replace or remove the file");
    }

    /** An image that cannot be read for that reason. */
    UnreadableImageException(String reason, String advice) {
        super(reason + ". " + advice);
    }
}
