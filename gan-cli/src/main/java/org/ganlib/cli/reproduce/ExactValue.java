package org.ganlib.cli.reproduce;

import java.util.Optional;
import org.ganlib.losses.integral.Wasserstein;
import org.ganlib.losses.leastsquares.LeastSquares;
import org.ganlib.metrics.density.EarthMover;
import org.ganlib.metrics.density.ExactDivergence;
import org.ganlib.metrics.density.Expectation;
import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FDivergence;

/**
 * What a divergence plugin measures between two densities.
 *
 * @param value the divergence itself; for least squares S = ∫(p − q)²/(p + q), whatever the labels
 * @param bound what the optimal critic makes of the plugin's variational form
 */
public record ExactValue(double value, double bound) {
    /** The values for a divergence whose form as an integral is known; empty for others. */
    public static Optional<ExactValue> of(Divergence divergence, KnownDensity p, KnownDensity q) {
        if (divergence instanceof FDivergence f) {
            ExactDivergence exact = new ExactDivergence(p, q);
            return Optional.of(new ExactValue(exact.value(f), exact.bound(f)));
        }
        if (divergence instanceof Wasserstein) {
            EarthMover mover = new EarthMover(p, q);
            return Optional.of(new ExactValue(mover.value(), mover.bound()));
        }
        return divergence instanceof LeastSquares squares
                ? Optional.of(new ExactValue(new ExactDivergence(p, q).triangular(), bound(squares, p, q)))
                : Optional.empty();
    }

    /**
     * The critic's loss is at least (b − a)²·(2 − S)/8, which it attains at (bp + aq)/(p + q): any critic bounds S from below by
     * 2 − 8·loss/(b − a)².
     */
    private static double bound(LeastSquares squares, KnownDensity p, KnownDensity q) {
        double width = squares.b() - squares.a();
        double loss = Expectation.of(p, x -> squares.criticReal().value(optimal(squares, p, q, x)), q.landmarks())
                + Expectation.of(q, x -> squares.criticFake().value(optimal(squares, p, q, x)), p.landmarks());
        return 2 - 8 * loss / (width * width);
    }

    private static double optimal(LeastSquares squares, KnownDensity p, KnownDensity q, double x) {
        double odds = Math.exp(q.logDensity(x) - p.logDensity(x));
        double share = 1 / (1 + odds);
        return squares.a() + (squares.b() - squares.a()) * share;
    }
}
