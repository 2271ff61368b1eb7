package org.ganlib.cli.reproduce.univariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.losses.fdivergence.JensenShannon;
import org.ganlib.losses.fdivergence.KullbackLeibler;
import org.ganlib.metrics.density.Mixture;
import org.ganlib.metrics.density.Mixture.Component;
import org.ganlib.metrics.density.Normal;
import org.junit.jupiter.api.Test;

final class OptimumTest {
    @Test
    void theBestFitOfANormalDistributionIsItself() {
        Normal normal = new Normal(-3, 0.25);
        Optimum optimum = Optimum.of(new JensenShannon(), new Mixture(List.of(new Component(1, normal))));

        assertThat(optimum.normal().mean()).isCloseTo(-3, within(1e-5));
        assertThat(optimum.normal().std()).isCloseTo(0.25, within(1e-5));
        assertThat(optimum.divergence()).isCloseTo(0, within(1e-8));
    }

    /**
     * KL(P‖Q) among normal Q is least where mean and variance agree: it is the maximum of the
     * likelihood.
     */
    @Test
    void theBestFitByKlHasTheMomentsOfTheData() {
        Mixture data = Fitting.density(new Gaussian1d());
        Optimum optimum = Optimum.of(new KullbackLeibler(), data);

        assertThat(optimum.normal().mean()).isCloseTo(0.33 * -1 + 0.67 * 2, within(1e-5));
        assertThat(optimum.normal().std())
                .isCloseTo(Math.sqrt(0.33 * (0.065 + 1) + 0.67 * (2 + 4) - 1.01 * 1.01), within(1e-5));
    }
}
