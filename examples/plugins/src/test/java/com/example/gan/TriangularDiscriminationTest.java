package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class TriangularDiscriminationTest implements FDivergenceContract {
    @Override
    public FDivergence divergence() {
        return new TriangularDiscrimination();
    }

    @Override
    public FDivergence configured() {
        return new TriangularDiscrimination(GeneratorObjective.MINIMAX);
    }

    /** P = (½, ½) and Q = (¼, ¾): (1/16)/(3/4) + (1/16)/(5/4) = 2/15. */
    @Test
    void knownValue() {
        double value =
                0.25 * divergence().f().value(2) + 0.75 * divergence().f().value(2.0 / 3);
        assertThat(value).isCloseTo(2.0 / 15, within(1e-15));
    }
}
