package org.ganlib.problem;

/**
 * A failure whose message is meant for the user: it names what, where, and what to do. Never shown
 * with a stack trace.
 */
public sealed class GanException extends RuntimeException
        permits ConfigurationException, DataException, PluginException, TrainingDivergedException {
    /** A failure without an underlying cause. */
    public GanException(String message) {
        super(message);
    }

    /** A failure with a cause, which {@code --debug} shows. */
    public GanException(String message, Throwable cause) {
        super(message, cause);
    }
}
