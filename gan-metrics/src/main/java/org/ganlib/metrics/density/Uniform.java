package org.ganlib.metrics.density;

import java.util.List;
import org.ganlib.plugin.SettingText;
import org.ganlib.spi.Interval;

/**
 * The uniform density on [low, high].
 *
 * @param low lower end, finite
 * @param high upper end, finite and above {@code low}
 */
public record Uniform(double low, double high) implements KnownDensity {
    /** @throws org.ganlib.plugin.InvalidSettingsException if a parameter breaks its rule */
    public Uniform {
        // A width that is none is reported as the one rule that it breaks.
        DensityParameters.check("low", low, "high - low", low < high ? high - low : Double.MAX_VALUE)
                .finite("high", high)
                .rule(
                        low < high,
                        "high",
                        "must be above low, was " + SettingText.number(high) + " with low " + SettingText.number(low))
                .orThrow();
    }

    @Override
    public double logDensity(double x) {
        return x >= low && x <= high ? -Math.log(high - low) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double cdf(double x) {
        return Math.min(1, Math.max(0, (x - low) / (high - low)));
    }

    @Override
    public double survival(double x) {
        return Math.min(1, Math.max(0, (high - x) / (high - low)));
    }

    @Override
    public double quantile(double probability) {
        DensityParameters.requireProbability(probability);
        return probability < 0.5 ? low + probability * (high - low) : high - (1 - probability) * (high - low);
    }

    @Override
    public Interval support() {
        return Interval.closed(low, high);
    }

    @Override
    public List<LogQuadratic> tail(Side side) {
        return List.of();
    }

    @Override
    public List<Landmark> landmarks() {
        double width = high - low;
        return List.of(new Landmark(low, width), new Landmark(high, width));
    }

    @Override
    public String toString() {
        return "uniform:" + DensityParameters.join(low, high);
    }
}
