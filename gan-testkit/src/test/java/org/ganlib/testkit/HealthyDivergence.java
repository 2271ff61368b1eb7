package org.ganlib.testkit;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.PointwiseDivergence;
import org.ganlib.spi.ScalarFunction;

/** A divergence that keeps every law: squared distance to ± a label. */
@PluginName(value = "healthy", summary = "Keeps every law.")
public record HealthyDivergence(@Setting("the label") double label) implements PointwiseDivergence {
    /** Label 1. */
    public HealthyDivergence() {
        this(1);
    }

    @Override
    public ScalarFunction criticReal() {
        return distanceTo(label);
    }

    @Override
    public ScalarFunction criticFake() {
        return distanceTo(-label);
    }

    @Override
    public ScalarFunction generatorReal() {
        return distanceTo(-label);
    }

    @Override
    public ScalarFunction generatorFake() {
        return distanceTo(label);
    }

    private static ScalarFunction distanceTo(double target) {
        return new Curve(v -> (v - target) * (v - target), v -> 2 * (v - target));
    }
}
