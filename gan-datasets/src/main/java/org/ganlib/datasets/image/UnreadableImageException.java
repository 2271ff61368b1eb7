package org.ganlib.datasets.image;

import java.io.IOException;

/**
 * Thrown for an image that is damaged, or of a kind that cannot be read. The message has two
 * sentences, the reason and the advice, without the last full stop.
 */
final class UnreadableImageException extends IOException {
    private static final long serialVersionUID = 1;

    /** Creates the exception with a reason, and the advice to replace the image. */
    UnreadableImageException(String reason) {
        this(reason, "Replace or remove the file");
    }

    /** Creates the exception with a reason and an advice. */
    UnreadableImageException(String reason, String advice) {
        super(reason + ". " + advice);
    }
}
