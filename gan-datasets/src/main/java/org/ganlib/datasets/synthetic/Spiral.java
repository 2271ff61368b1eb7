package org.ganlib.datasets.synthetic;

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
 * Arms that wind out of 0 at equal angles, {@code radius·s·(cos(2π·turns·s + a), sin(2π·turns·s +
 * a))} with {@code s = √u} and u uniform in [0, 1], and normal noise; labelled with the arm. The
 * root makes draws about equally dense along an arm.
 *
 * @param arms the number of arms, 1 to 100
 * @param turns the number of turns of an arm, > 0
 * @param radius the radius at which an arm ends, > 0
 * @param std standard deviation of the noise in each coordinate, > 0
 */
@PluginName(
        value = "spiral",
        summary = "Arms of a spiral, with noise, drawn without end.",
        paper = "after Lang and Witbrock, Learning to Tell Two Spirals Apart, 1988")
@Facts({
    "examples: points of the plane, unbounded; a class for each arm where there are several",
    "licence: " + SyntheticInfo.LICENCE
})
public record Spiral(
        @Setting("how many arms, 1 to 100") int arms,
        @Setting("how often an arm winds around, > 0") double turns,
        @Setting("where an arm ends, > 0") double radius,

        @Setting("standard deviation of the noise in each coordinate, > 0")
        double std)
        implements DatasetSource {
    /** Two arms of one and a half turns, radius 1, with noise of standard deviation 0.02. */
    public Spiral() {
        this(2, 1.5, 1, 0.02);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if a number is out of its range, or the
     *     arms are too long for so little noise
     */
    public Spiral {
        double length = arms * radius * Math.hypot(1, 2 * Math.PI * turns);
        Settings.check()
                .within("arms", arms, 1, 100)
                .positive("turns", turns)
                .positive("radius", radius)
                .positive("std", std)
                .rule(
                        !(std > 0 && length > 0) || length / std <= NoisyCurves.LONGEST,
                        "std",
                        "must be ≥ " + SettingText.number(length / NoisyCurves.LONGEST)
                                + " for arms of that length, was " + SettingText.number(std))
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        List<PlaneCurve> curves = IntStream.range(0, arms)
                .<PlaneCurve>mapToObj(arm -> new Arm(radius, turns, 2 * Math.PI * arm / arms))
                .toList();
        DatasetInfo info = SyntheticInfo.of(
                "spiral",
                2,
                ValueRange.UNBOUNDED,
                arms == 1
                        ? List.of()
                        : IntStream.range(0, arms).mapToObj(arm -> "arm " + arm).toList(),
                "after Lang, Witbrock: Learning to Tell Two Spirals Apart, 1988",
                "spiral of " + arms + " arms, turns " + SettingText.number(turns) + ", radius "
                        + SettingText.number(radius) + ", std " + SettingText.number(std));
        return new Draws(new NoisyCurves(curves, std), info, split);
    }

    private record Arm(double radius, double turns, double start) implements PlaneCurve {
        @Override
        public double x(double s) {
            return radius * s * Math.cos(2 * Math.PI * turns * s + start);
        }

        @Override
        public double y(double s) {
            return radius * s * Math.sin(2 * Math.PI * turns * s + start);
        }

        @Override
        public double density(double s) {
            return 2 * s;
        }

        @Override
        public double quantile(double u) {
            return Math.sqrt(u);
        }

        @Override
        public double fastest() {
            return radius * Math.hypot(1, 2 * Math.PI * turns);
        }
    }
}
