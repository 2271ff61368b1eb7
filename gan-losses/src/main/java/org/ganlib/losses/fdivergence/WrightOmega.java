package org.ganlib.losses.fdivergence;

/**
 * ω(z), the solution of ω + log ω = z for real z (Corless and Jeffrey, The Wright ω Function,
 * 2002): ω(z) = W₀(e^z) without the overflow.
 */
final class WrightOmega {
    /** Newton's method needs at most 7 steps anywhere; the limit only ends the search for NaN. */
    private static final int MOST_STEPS = 50;

    private WrightOmega() {}

    /**
     * ℓ = log ω(1 + y), for which e^ℓ − 1 + ℓ = y. Taking y instead of z keeps the digits near ω =
     * 1, where ℓ ≈ y/2.
     *
     * <p>The left side is convex and increasing, so Newton's method falls monotonically to the root
     * from any point above it. Both y/2 and, for y > 0, log(1 + y) are above, because e^x − 1 ≥ x;
     * the smaller of them starts.
     */
    static double logOfOnePlus(double y) {
        double root = y > 0 ? Math.min(y / 2, Math.log1p(y)) : y / 2;
        for (int step = 0; step < MOST_STEPS; step++) {
            double next = root - (Math.expm1(root) + root - y) / (Math.exp(root) + 1);
            if (next >= root) {
                break;
            }
            root = next;
        }
        return root;
    }
}
