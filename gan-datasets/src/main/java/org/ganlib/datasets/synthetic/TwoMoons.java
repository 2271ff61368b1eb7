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
 * Two half circles of radius 1 that reach into each other, {@code (cos t, sin t)} and {@code (1 −
 * cos t, ½ − sin t)} with t uniform in [0, π], and normal noise; labelled with their half circle.
 *
 * @param std standard deviation of the noise in each coordinate, 0.001 to 10
 */
@PluginName(
        value = "two-moons",
        summary = "Two half circles that reach into each other, with noise, drawn without end.",
        paper = "Pedregosa et al., Scikit-learn: Machine Learning in Python, 2011: make_moons")
@Facts({"examples: points of the plane, unbounded; two classes, upper and lower", "licence: " + SyntheticInfo.LICENCE})
public record TwoMoons(
        @Setting("standard deviation of the noise in each coordinate, 0.001 to 10")
        double std) implements DatasetSource {
    /** Two moons with noise of standard deviation 0.05. */
    public TwoMoons() {
        this(0.05);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the noise is out of its range */
    public TwoMoons {
        Settings.check().within("std", std, 1e-3, 10).orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        NoisyCurves law = new NoisyCurves(List.of(new HalfCircle(0, 0, 1), new HalfCircle(1, 0.5, -1)), std);
        DatasetInfo info = SyntheticInfo.of(
                "two-moons",
                2,
                ValueRange.UNBOUNDED,
                List.of("upper", "lower"),
                "Pedregosa et al.: Scikit-learn: Machine Learning in Python, Journal of Machine Learning Research 12, 2011",
                "two half circles, std " + SettingText.number(std));
        return new Draws(law, info, split);
    }

    /** {@code centre + sign·(cos πs, sin πs)}. */
    private record HalfCircle(double centreX, double centreY, int sign) implements PlaneCurve {
        @Override
        public double x(double s) {
            return centreX + sign * Math.cos(Math.PI * s);
        }

        @Override
        public double y(double s) {
            return centreY + sign * Math.sin(Math.PI * s);
        }

        @Override
        public double fastest() {
            return Math.PI;
        }
    }
}
