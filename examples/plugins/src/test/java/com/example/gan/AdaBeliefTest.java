package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.network.UpdateRule;
import org.ganlib.spi.Optimizer;
import org.ganlib.testkit.OptimizerContract;
import org.junit.jupiter.api.Test;

final class AdaBeliefTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return new AdaBelief();
    }

    /**
     * The first update with the gradient g: m = (1 − β₁)g and s = (1 − β₂)(β₁g)² + ε, so that the
     * step is η/(√((β₁g)² + ε/(1 − β₂))/g + ε/g).
     */
    @Test
    void knownFirstStep() {
        double[] parameters = {1};
        UpdateRule rule = new AdaBelief(0.1, 0.5, 0.9, 1e-3, new HalfCosine()).rule();
        rule.begin(0, 0.1);
        rule.update(parameters, new double[] {2}, new double[][] {{0}, {0}}, 1);
        assertThat(parameters[0]).isCloseTo(1 - 0.1 * 2 / (Math.sqrt(1 + 1e-3 / 0.1) + 1e-3), within(1e-12));
    }
}
