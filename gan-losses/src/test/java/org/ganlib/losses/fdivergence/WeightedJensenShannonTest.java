package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class WeightedJensenShannonTest implements FDivergenceContract {
    private final FDivergence divergence = new WeightedJensenShannon(0.3, GeneratorObjective.NON_SATURATING);

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new WeightedJensenShannon(0.3, GeneratorObjective.MINIMAX);
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                0.129182329956027,
                -0.0663564334565746,
                new double[] {-0.0713883389858138, -0.222729257389389, -0.0397343073407059},
                new double[] {0.0293876919244713, 0.181431113915786});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                0.143205217660417,
                0.269514313349988,
                new double[] {0.135091730057758, 0.0134850923009168, 0.176034671686197},
                new double[] {-0.311229665600927, -0.124869947202441});
    }

    @Test
    void endsOfTheSafeRangeKeepTheirDigits() {
        assertThat(divergence.criticFake().value(30)).isCloseTo(19.907546576214873, within(1e-13));
        assertThat(divergence.criticFake().value(45)).isCloseTo(30.40754657621473, within(1e-13));
        assertThat(divergence.criticFake().value(800)).isCloseTo(558.9075465762147, within(1e-12));
        assertThat(divergence.criticFake().value(1e4)).isCloseTo(6998.907546576214, within(1e-11));
        assertThat(divergence.criticFake().value(-50)).isCloseTo(-0.24967246075711266, within(1e-15));
        assertThat(divergence.criticFake().derivative(30)).isCloseTo(0.6999999999998581, within(1e-15));
        assertThat(divergence.criticFake().derivative(1e4)).isEqualTo(0.7);
        assertThat(divergence.criticFake().derivative(-50)).isCloseTo(9.673043364982877e-73, within(1e-85));
    }

    @Test
    void withEqualWeightsIsTheTextbookDivergence() {
        FDivergence equal = new WeightedJensenShannon();
        FDivergence printed = new JensenShannon();
        for (double u : new double[] {0, 0.2, 1, 5}) {
            assertThat(equal.f().value(u)).isCloseTo(printed.f().value(u) / 2, within(1e-15));
        }
    }

    @Test
    void fAtZeroIsItsLimit() {
        assertThat(divergence.f().value(0)).isCloseTo(-0.7 * Math.log(0.7), within(1e-15));
    }

    @Test
    void conjugateEndsBeforeMinusPiLogPi() {
        double end = -0.3 * Math.log(0.3);
        assertThat(divergence.conjugateDomain()).isEqualTo(Interval.below(end));
        assertThat(divergence.conjugate(end)).isInfinite();
        assertThat(divergence.conjugate(Math.nextDown(end))).isNotNaN().isGreaterThan(10);
        assertThat(divergence.conjugate(1e-20)).isCloseTo(1e-20, within(1e-34));
    }

    @Test
    void weightsOfZeroAndOneAreRefused() {
        assertThatThrownBy(() -> new WeightedJensenShannon(0, GeneratorObjective.MINIMAX))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("pi: must be in (0, 1), was 0");
        assertThatThrownBy(() -> new WeightedJensenShannon(1, GeneratorObjective.MINIMAX))
                .hasMessage("pi: must be in (0, 1), was 1");
        assertThatThrownBy(() -> new WeightedJensenShannon(Double.NaN, null))
                .hasMessage("pi: must be in (0, 1), was .nan; generator-objective: is missing."
                        + " Choose minimax or non-saturating");
    }

    @Nested
    final class WithEqualWeights implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return new WeightedJensenShannon();
        }

        @Override
        public FDivergence configured() {
            return WeightedJensenShannonTest.this.configured();
        }
    }

    @Nested
    final class WithLittleWeightOnTheData implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return new WeightedJensenShannon(0.05, GeneratorObjective.NON_SATURATING);
        }

        @Override
        public FDivergence configured() {
            return WeightedJensenShannonTest.this.configured();
        }
    }
}
