package org.ganlib.bench.contestant;

import java.util.List;

/** Times one library's matrix multiplication over several sizes. */
final class PeakSearch {
    /** Rows, inner dimension, columns: large squares, and what the workloads multiply. */
    private static final List<Size> SIZES = List.of(
            new Size(1024, 1024, 1024),
            new Size(768, 768, 768),
            new Size(512, 2048, 512),
            new Size(100, 1200, 1200),
            new Size(200, 784, 512));

    private static final double SECONDS_PER_SIZE = .05;

    private PeakSearch() {}

    /** The best of all sizes. */
    static Peak run(String library, Multiplication multiplication) {
        Peak best = Peak.NONE;
        for (Size size : SIZES) {
            Runnable product = multiplication.of(size);
            product.run();
            long end = System.nanoTime() + (long) (1e9 * SECONDS_PER_SIZE);
            long fastest = Long.MAX_VALUE;
            while (System.nanoTime() < end) {
                long started = System.nanoTime();
                product.run();
                fastest = Math.min(fastest, System.nanoTime() - started);
            }
            best = best.or(new Peak((double) size.flops() / fastest, library + " " + size));
        }
        return best;
    }

    /** Prepares one product. */
    interface Multiplication {
        /** Allocates the matrices; the result multiplies them. */
        Runnable of(Size size);
    }

    /**
     * The sizes of a product.
     *
     * @param rows the rows of the left matrix
     * @param inner columns of the left, rows of the right matrix
     * @param columns the columns of the right matrix
     */
    record Size(int rows, int inner, int columns) {
        long flops() {
            return 2L * rows * inner * columns;
        }

        @Override
        public String toString() {
            return rows + "×" + inner + "×" + columns;
        }
    }
}
