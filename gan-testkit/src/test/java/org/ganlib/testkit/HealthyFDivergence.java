package org.ganlib.testkit;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/** An f-divergence that keeps every law: Kullback–Leibler. Scores beyond 700 overflow. */
@PluginName(value = "healthy-f", summary = "Keeps every law.")
public record HealthyFDivergence(
        @Setting("what the generator minimises") GeneratorObjective generatorObjective) implements FDivergence {
    /** Non-saturating. */
    public HealthyFDivergence() {
        this(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public ScalarFunction f() {
        return new Curve(u -> u * Math.log(u), u -> 1 + Math.log(u));
    }

    @Override
    public double conjugate(double t) {
        return Math.exp(t - 1);
    }

    @Override
    public Interval conjugateDomain() {
        return Interval.REALS;
    }

    @Override
    public ScalarFunction outputActivation() {
        return new Curve(v -> v, v -> 1);
    }

    @Override
    public ScalarFunction conjugateOfActivation() {
        return new Curve(v -> Math.exp(v - 1), v -> Math.exp(v - 1));
    }
}
