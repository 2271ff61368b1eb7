package org.ganlib.metrics.density;

/** One of the two ends of the real line. */
public enum Side {
    /** x → −∞. */
    LEFT(-1),
    /** x → +∞. */
    RIGHT(1);

    private final int sign;

    Side(int sign) {
        this.sign = sign;
    }

    /** −1 or 1. */
    int sign() {
        return sign;
    }
}
