package org.ganlib.datasets.synthetic;

import java.util.List;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * The section through a Swiss roll: {@code radius/(4.5π)·(t cos t, t sin t)} with t uniform in
 * [1.5π, 4.5π], and normal noise.
 *
 * @param radius the radius at which the roll ends, > 0
 * @param std standard deviation of the noise in each coordinate, at least a thousandth of the
 *     radius
 */
@PluginName(
        value = "swiss-roll",
        summary = "The section through a Swiss roll, with noise, drawn without end.",
        paper = "Marsland, Machine Learning: An Algorithmic Perspective, 2009, chapter 10")
@Facts({"examples: points of the plane, unbounded; no classes", "licence: " + SyntheticInfo.LICENCE})
public record SwissRoll(
        @Setting("where the roll ends, > 0") double radius,

        @Setting("standard deviation of the noise in each coordinate, ≥ radius/1000")
        double std)
        implements DatasetSource {
    /** Radius 1 with noise of standard deviation 0.02. */
    public SwissRoll() {
        this(1, 0.02);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a number is out of its range */
    public SwissRoll {
        Settings.check()
                .positive("radius", radius)
                .positive("std", std)
                .rule(
                        !(radius > 0 && std > 0) || std >= radius / 1000,
                        "std",
                        "must be ≥ radius/1000 = " + SettingText.number(radius / 1000) + ", was "
                                + SettingText.number(std))
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        DatasetInfo info = SyntheticInfo.of(
                "swiss-roll",
                2,
                ValueRange.UNBOUNDED,
                List.of(),
                "Marsland: Machine Learning: An Algorithmic Perspective, 2009",
                "Swiss roll, radius " + SettingText.number(radius) + ", std " + SettingText.number(std));
        return new Draws(new NoisyCurves(List.of(new Roll(radius)), std), info, split);
    }

    private record Roll(double radius) implements PlaneCurve {
        private static final double START = 1.5 * Math.PI;
        private static final double END = 4.5 * Math.PI;

        @Override
        public double x(double s) {
            return radius / END * angle(s) * Math.cos(angle(s));
        }

        @Override
        public double y(double s) {
            return radius / END * angle(s) * Math.sin(angle(s));
        }

        private static double angle(double s) {
            return START + s * (END - START);
        }

        @Override
        public double fastest() {
            return radius / END * (END - START) * Math.hypot(1, END);
        }
    }
}
