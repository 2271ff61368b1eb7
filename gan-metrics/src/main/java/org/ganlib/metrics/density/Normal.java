package org.ganlib.metrics.density;

import java.util.List;
import org.ganlib.spi.Interval;
import org.hipparchus.special.Erf;

/**
 * N(mean, std²): p(x) = exp(−(x − mean)²/(2·std²))/(std·√(2π)).
 *
 * @param mean any finite number within 10⁸ std of 0
 * @param std standard deviation, positive
 */
public record Normal(double mean, double std) implements KnownDensity {
    private static final double HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
    private static final double ROOT_TWO = Math.sqrt(2);

    /** @throws org.ganlib.plugin.InvalidSettingsException if a parameter breaks its rule */
    public Normal {
        DensityParameters.check("mean", mean, "std", std).orThrow();
    }

    @Override
    public double logDensity(double x) {
        double z = (x - mean) / std;
        return -z * z / 2 - HALF_LOG_TWO_PI - Math.log(std);
    }

    @Override
    public double cdf(double x) {
        return Erf.erfc((mean - x) / (std * ROOT_TWO)) / 2;
    }

    @Override
    public double survival(double x) {
        return Erf.erfc((x - mean) / (std * ROOT_TWO)) / 2;
    }

    @Override
    public double quantile(double probability) {
        DensityParameters.requireProbability(probability);
        return mean - std * ROOT_TWO * Erf.erfcInv(2 * probability);
    }

    @Override
    public Interval support() {
        return Interval.REALS;
    }

    @Override
    public List<LogQuadratic> tail(Side side) {
        double precision = 1 / (std * std);
        return List.of(new LogQuadratic(-precision / 2, mean * precision, logDensity(0)));
    }

    @Override
    public List<Landmark> landmarks() {
        return List.of(new Landmark(mean, std));
    }

    @Override
    public String toString() {
        return "normal:" + DensityParameters.join(mean, std);
    }
}
