package org.ganlib.metrics.density;

import java.util.List;
import org.ganlib.spi.Interval;

/**
 * The Laplace density p(x) = exp(−|x − location|/scale)/(2·scale).
 *
 * @param location any finite number within 10⁸ scales of 0
 * @param scale positive; the standard deviation is √2·scale
 */
public record Laplace(double location, double scale) implements KnownDensity {
    /** @throws org.ganlib.plugin.InvalidSettingsException if a parameter breaks its rule */
    public Laplace {
        DensityParameters.check("location", location, "scale", scale).orThrow();
    }

    @Override
    public double logDensity(double x) {
        return -Math.abs(x - location) / scale - Math.log(2 * scale);
    }

    @Override
    public double cdf(double x) {
        double z = (x - location) / scale;
        return z < 0 ? Math.exp(z) / 2 : 1 - Math.exp(-z) / 2;
    }

    @Override
    public double survival(double x) {
        return cdf(2 * location - x);
    }

    @Override
    public double quantile(double probability) {
        DensityParameters.requireProbability(probability);
        return probability < 0.5
                ? location + scale * Math.log(2 * probability)
                : location - scale * Math.log(2 * (1 - probability));
    }

    @Override
    public Interval support() {
        return Interval.REALS;
    }

    @Override
    public List<LogQuadratic> tail(Side side) {
        double slope = -side.sign() / scale;
        return List.of(new LogQuadratic(0, slope, -slope * location - Math.log(2 * scale)));
    }

    @Override
    public List<Landmark> landmarks() {
        return List.of(new Landmark(location, scale));
    }

    @Override
    public String toString() {
        return "laplace:" + DensityParameters.join(location, scale);
    }
}
