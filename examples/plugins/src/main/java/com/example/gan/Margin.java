package com.example.gan;

import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.PointwiseDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * The hinge loss. With the margin m, the critic minimises E max(0, m − V(x)) + E max(0, m + V(G(z)))
 * and the generator −E V(G(z)). The gradients are bounded by 1 for every score.
 *
 * @param margin m, the score from which a real example costs nothing; > 0
 */
@PluginName(
        value = "margin",
        summary = "Scores that are right by a margin cost nothing.",
        paper = "Lim, Ye, Geometric GAN, 2017, equations 2 and 3")
@Facts("Scores that are right by more than the margin give no gradient.")
public record Margin(
        @Setting("the score from which a real example costs nothing; > 0")
        double margin) implements PointwiseDivergence {
    /** The margin 1 of the paper. */
    public Margin() {
        this(1);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the margin is not positive */
    public Margin {
        Settings.check().positive("margin", margin).orThrow();
    }

    @Override
    public ScalarFunction criticReal() {
        return new Ramp(-1, margin);
    }

    @Override
    public ScalarFunction criticFake() {
        return new Ramp(1, margin);
    }

    @Override
    public ScalarFunction generatorReal() {
        return new Line(1);
    }

    @Override
    public ScalarFunction generatorFake() {
        return new Line(-1);
    }

    /** max(0, margin + sign·v). */
    private record Ramp(double sign, double margin) implements ScalarFunction {
        @Override
        public double value(double v) {
            return Math.max(0, margin + sign * v);
        }

        @Override
        public double derivative(double v) {
            return margin + sign * v > 0 ? sign : 0;
        }
    }

    /** slope·v. */
    private record Line(double slope) implements ScalarFunction {
        @Override
        public double value(double v) {
            return slope * v;
        }

        @Override
        public double derivative(double v) {
            return slope;
        }
    }
}
