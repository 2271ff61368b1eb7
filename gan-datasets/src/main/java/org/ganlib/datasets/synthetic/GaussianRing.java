package org.ganlib.datasets.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
 * Round normal distributions of equal shares on a circle, at the angles {@code 2πk/modes}; labelled
 * with k.
 *
 * <p>The released code of the LSGAN stability experiment spaces its angles over the full circle
 * with both ends, so that the last mode falls on the first: one place is drawn twice as often, and
 * there is one place fewer, {@code 2π/(modes − 1)} apart. {@code as-released} repeats that.
 *
 * @param modes the number of normal distributions; ≥ 1, and ≥ 3 as released
 * @param radius the radius of the circle, > 0
 * @param std standard deviation of each coordinate around its mode, > 0
 * @param asReleased true if the first mode is drawn twice as often
 */
@PluginName(
        value = "gaussian-ring",
        summary = "Normal distributions on a circle, drawn without end.",
        paper = "Mao et al., Least Squares Generative Adversarial Networks, 2016, stability experiment")
@Facts({"examples: points of the plane, unbounded; a class for each mode", "licence: " + SyntheticInfo.LICENCE})
public record GaussianRing(
        @Setting("how many normal distributions") int modes,
        @Setting("radius of the circle, > 0") double radius,

        @Setting("standard deviation of each coordinate around its mode, > 0")
        double std,

        @Setting(
                "whether the last mode falls on the first, as in LSGAN's released code: one place fewer, one twice as often")
        boolean asReleased)
        implements DatasetSource {
    private static final int MOST_MODES = 10_000;

    /** Eight modes at radius 1, with standard deviation 0.01. */
    public GaussianRing() {
        this(8, 1, 0.01, false);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a number is out of its range */
    public GaussianRing {
        Settings.check()
                .within("modes", modes, asReleased ? 3 : 1, MOST_MODES)
                .positive("radius", radius)
                .positive("std", std)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        int places = asReleased ? modes - 1 : modes;
        double[][] centres = new double[places][];
        double[] weights = new double[places];
        for (int k = 0; k < places; k++) {
            double angle = 2 * Math.PI * k / places;
            centres[k] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
            weights[k] = (asReleased && k == 0 ? 2.0 : 1.0) / modes;
        }
        return new Draws(NormalMixture.of(weights, centres, std), info(places), split);
    }

    private DatasetInfo info(int places) {
        List<String> names = new ArrayList<>();
        IntStream.range(0, places).forEach(k -> names.add("mode " + k));
        return SyntheticInfo.of(
                "gaussian-ring",
                2,
                ValueRange.UNBOUNDED,
                names,
                "Mao, Li, Xie, Lau, Wang, Smolley: Least Squares Generative Adversarial Networks, 2016",
                "ring of " + modes + " modes, radius " + SettingText.number(radius) + ", std " + SettingText.number(std)
                        + (asReleased ? ", the first drawn twice" : ""));
    }
}
