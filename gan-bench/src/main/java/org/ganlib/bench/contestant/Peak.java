package org.ganlib.bench.contestant;

/**
 * The best rate of a matrix multiplication.
 *
 * @param gflops 10⁹ operations per second, 2 per multiplication and addition
 * @param what library and sizes, for example {@code oneDNN 1024×1024×1024}
 */
public record Peak(double gflops, String what) {
    /** No rate at all. */
    public static final Peak NONE = new Peak(0, "");

    /** The better of two. */
    public Peak or(Peak other) {
        return other.gflops > gflops ? other : this;
    }
}
