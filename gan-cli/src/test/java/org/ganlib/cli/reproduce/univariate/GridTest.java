package org.ganlib.cli.reproduce.univariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.ganlib.losses.fdivergence.KullbackLeibler;
import org.ganlib.metrics.density.Normal;
import org.junit.jupiter.api.Test;

final class GridTest {
    private static final Grid GRID = new Grid(-20, 22, 4201);
    private static final Normal P = new Normal(0, 1);
    private static final Normal Q = new Normal(0.6, 1.3);
    /** KL(P‖Q) = log 1.3 + (1 + 0.6²)/(2·1.3²) − ½. */
    private static final double KL = Math.log(1.3) + (1 + 0.36) / (2 * 1.69) - 0.5;

    @Test
    void theBoundOfTheOptimalCriticIsTheDivergence() {
        double[] scores = scoresPlus(0);
        assertThat(GRID.bound(new KullbackLeibler(), P, Q, scores)).isCloseTo(KL, within(1e-10));
    }

    /** With V = T* + c the bound is KL + c + 1 − e^c. */
    @Test
    void theBoundOfAnotherCriticIsLess() {
        assertThat(GRID.bound(new KullbackLeibler(), P, Q, scoresPlus(0.5)))
                .isCloseTo(KL + 0.5 + 1 - Math.exp(0.5), within(1e-10));
    }

    private static double[] scoresPlus(double offset) {
        return DoubleStream.of(GRID.points())
                .map(x -> 1 + P.logDensity(x) - Q.logDensity(x) + offset)
                .toArray();
    }
}
