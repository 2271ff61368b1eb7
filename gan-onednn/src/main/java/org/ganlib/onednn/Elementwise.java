package org.ganlib.onednn;

/**
 * A nonlinearity applied to each element.
 *
 * @param kind which
 * @param slope of a leaky rectifier below 0; 0 for every other kind
 */
record Elementwise(Kind kind, float slope) {
    static final Elementwise IDENTITY = new Elementwise(Kind.IDENTITY, 0);

    enum Kind {
        IDENTITY,
        RECTIFIER,
        ELU,
        TANH,
        LOGISTIC,
        SOFTPLUS
    }

    boolean isIdentity() {
        return kind == Kind.IDENTITY;
    }

    /** Whether the derivative follows from the output alone, so that the input need not be kept. */
    boolean derivativeFollowsFromOutput() {
        return kind != Kind.SOFTPLUS;
    }
}
