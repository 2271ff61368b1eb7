package org.ganlib.metrics.image;

import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/**
 * Multi-scale structural similarity of two images, the mean over their channels:
 *
 * <pre>{@code MS-SSIM = l_M^w_M · Π_{s ≤ M} cs_s^w_s}</pre>
 *
 * <p>with l and cs the mean luminance and contrast-structure terms at scale s under a Gaussian
 * window of 11 pixels and σ = 1.5, K₁ = 0.01, K₂ = 0.03; each scale halves the one before by
 * averaging 2 × 2 pixels. Negative terms count as 0. There are as many of the five scales of the
 * paper as leave {@value #SMALLEST} pixels a side, with its weights of those rescaled to sum 1;
 * where a side has fewer than 11 pixels the window is cut to it.
 */
final class StructuralSimilarity {
    static final int SMALLEST = 7;

    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;

    private final TensorShape shape;
    private final int scales;
    private final double c1;
    private final double c2;

    /** @param range width of the range of values, > 0 */
    StructuralSimilarity(TensorShape shape, double range) {
        this.shape = shape;
        c1 = 0.01 * range * 0.01 * range;
        c2 = 0.03 * range * 0.03 * range;
        int fitting = 0;
        for (int side = Math.min(shape.height(), shape.width());
                fitting < WEIGHTS.length && (fitting == 0 || side >= SMALLEST);
                side /= 2) {
            fitting++;
        }
        scales = fitting;
    }

    int scales() {
        return scales;
    }

    /** The similarity of two examples, 1 for equal ones. */
    double of(Examples examples, int i, int j) {
        double sum = 0;
        for (int c = 0; c < shape.channels(); c++) {
            sum += ofChannel(Plane.of(examples, i, c), Plane.of(examples, j, c));
        }
        return sum / shape.channels();
    }

    private double ofChannel(Plane some, Plane other) {
        double total = 0;
        for (int s = 0; s < scales; s++) {
            total += WEIGHTS[s];
        }
        double product = 1;
        Plane a = some;
        Plane b = other;
        for (int s = 0; s < scales; s++) {
            boolean last = s == scales - 1;
            product *= Math.pow(Math.max(0, term(a, b, last)), WEIGHTS[s] / total);
            if (!last) {
                a = a.halved();
                b = b.halved();
            }
        }
        return product;
    }

    /**
     * The mean contrast-structure term; multiplied by luminance, pixel by pixel, at the coarsest
     * scale.
     */
    private double term(Plane a, Plane b, boolean luminance) {
        double[] window = window(Math.min(WINDOW, Math.min(a.height(), a.width())));
        // Variances do not change with the level, but lose their digits where it is high.
        double levelA = a.at(0);
        double levelB = b.at(0);
        Plane aboveA = a.minus(levelA);
        Plane aboveB = b.minus(levelB);
        Plane meanA = aboveA.filtered(window);
        Plane meanB = aboveB.filtered(window);
        Plane squareA = aboveA.times(aboveA).filtered(window);
        Plane squareB = aboveB.times(aboveB).filtered(window);
        Plane product = aboveA.times(aboveB).filtered(window);
        double sum = 0;
        for (int p = 0; p < meanA.size(); p++) {
            double covariance = product.at(p) - meanA.at(p) * meanB.at(p);
            double variances = squareA.at(p) - meanA.at(p) * meanA.at(p) + squareB.at(p) - meanB.at(p) * meanB.at(p);
            double ma = levelA + meanA.at(p);
            double mb = levelB + meanB.at(p);
            double structure = (2 * covariance + c2) / (variances + c2);
            sum += luminance ? structure * (2 * ma * mb + c1) / (ma * ma + mb * mb + c1) : structure;
        }
        return sum / meanA.size();
    }

    private static double[] window(int size) {
        double[] window = new double[size];
        double total = 0;
        for (int k = 0; k < size; k++) {
            double from = k - (size - 1) / 2.0;
            window[k] = Math.exp(-from * from / (2 * SIGMA * SIGMA));
            total += window[k];
        }
        for (int k = 0; k < size; k++) {
            window[k] /= total;
        }
        return window;
    }
}
