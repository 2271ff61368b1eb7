package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class JensenShannonTest implements FDivergenceContract {
    private final FDivergence divergence = new JensenShannon();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new JensenShannon(GeneratorObjective.MINIMAX);
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                -0.202773009306138,
                0.237558974087823,
                new double[] {-0.0713883389858138, -0.222729257389389, -0.0397343073407059},
                new double[] {0.188770334399073, 0.375130052797559});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                0.663893657360529,
                -0.0624410259121766,
                new double[] {0.26194499434752, 0.110604075943945, 0.293599025992627},
                new double[] {-0.311229665600927, -0.124869947202441});
    }

    @Test
    void isTwiceTheTextbookDivergence() {
        double[] p = {0.5, 0.3, 0.2};
        double[] q = {0.2, 0.2, 0.6};
        double value = 0;
        double textbook = 0;
        for (int i = 0; i < p.length; i++) {
            double mixture = (p[i] + q[i]) / 2;
            value += q[i] * divergence.f().value(p[i] / q[i]);
            textbook += (p[i] * Math.log(p[i] / mixture) + q[i] * Math.log(q[i] / mixture)) / 2;
        }
        assertThat(value).isCloseTo(2 * textbook, within(1e-15));
    }

    @Test
    void isTheOriginalLossShiftedByLog4() {
        GanDivergence gan = new GanDivergence();
        for (double u : new double[] {0, 0.3, 1, 7}) {
            // E_Q[u] = 1, so f may also differ by a multiple of u − 1.
            assertThat(divergence.f().value(u) - gan.f().value(u))
                    .isCloseTo(Math.log(4) + Math.log(2) * (u - 1), within(1e-14));
        }
        for (double v : new double[] {-3, 0, 5}) {
            assertThat(divergence.criticReal().derivative(v))
                    .isEqualTo(gan.criticReal().derivative(v));
            assertThat(divergence.criticFake().derivative(v))
                    .isEqualTo(gan.criticFake().derivative(v));
        }
    }

    @Test
    void fIsLog2AtZero() {
        assertThat(divergence.f().value(0)).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void conjugateEndsBeforeLog2AndKeepsItsDigitsNearZero() {
        assertThat(divergence.conjugate(Math.log(2))).isInfinite();
        assertThat(divergence.conjugate(1e-20)).isEqualTo(1e-20);
        assertThat(divergence.conjugate(-1e4)).isEqualTo(-Math.log(2));
    }
}
