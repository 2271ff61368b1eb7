package org.ganlib.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ganlib.spi.KnownDistribution.Modes;
import org.junit.jupiter.api.Test;

final class KnownDistributionTest {
    @Test
    void modesCannotBeChangedFromOutside() {
        double[][] centres = {{1, 2}, {3, 4}};
        double[] weights = {0.5, 0.5};
        Modes modes = new Modes(centres, weights, 0.1);
        centres[0][0] = 9;
        weights[0] = 9;
        modes.centres()[1][1] = 9;
        modes.weights()[1] = 9;
        assertThat(modes.centres()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(modes.weights()).containsExactly(0.5, 0.5);
        assertThat(modes.count()).isEqualTo(2);
    }

    @Test
    void whatIsNoMixtureIsRefused() {
        assertThatThrownBy(() -> new Modes(new double[0][], new double[0], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Modes(new double[][] {{1}, {1, 2}}, new double[] {0.5, 0.5}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as many coordinates");
        assertThatThrownBy(() -> new Modes(new double[][] {{1}, {2}}, new double[] {0.5, 0.4}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("together 1");
        assertThatThrownBy(() -> new Modes(new double[][] {{1}}, new double[] {1}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("std must be > 0, was 0.0");
    }
}
