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

final class AlphaTest implements FDivergenceContract {
    private final FDivergence divergence = new Alpha();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new Alpha(1.5, GeneratorObjective.MINIMAX);
    }

    @Override
    public double safeScore() {
        return 600;
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                -1.50962582874619,
                7.01373439963196,
                new double[] {-0.0713883389858138, -0.222729257389389, -0.0397343073407059},
                new double[] {1.31206216978662, 6.04978410059036});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                15.2455720867545,
                -1.36929384535223,
                new double[] {4.91612271884341, 0.732048303227787, 9.86530890536653},
                new double[] {-0.311229665600927, -0.124869947202441});
    }

    private static Alpha alpha(double alpha) {
        return new Alpha(alpha, GeneratorObjective.NON_SATURATING);
    }

    @Test
    void criticLossHasItsKnownAnswerForEveryBranch() {
        assertCriticLoss(
                alpha(0.3),
                -0.938197257317621,
                1.94460080263129,
                new double[] {-0.0713883389858138, -0.222729257389389, -0.0397343073407059},
                new double[] {0.537854506861753, 1.23445826430295});
        assertCriticLoss(
                alpha(-1),
                -0.00962582874619247,
                -0.0769166045007794,
                new double[] {-0.0713883389858138, -0.222729257389389, -0.0397343073407059},
                new double[] {0.222981764281502, 0.164720791124785});
        assertCriticLoss(
                alpha(1.5),
                -0.866666666666667,
                0.71525,
                new double[] {-0.333333333333333, -0.333333333333333, -0.333333333333333},
                new double[] {0.28125, 1.20125});
        assertCriticLoss(
                alpha(2),
                -0.866666666666667,
                0.665,
                new double[] {-0.333333333333333, -0.333333333333333, -0.333333333333333},
                new double[] {0.25, 1.05});
    }

    @Test
    void endsOfTheSafeRangeKeepTheirDigits() {
        assertThat(alpha(0.5).criticFake().value(-30)).isCloseTo(-1.8666666666666671, within(1e-14));
        assertThat(alpha(0.5).criticFake().derivative(-30)).isCloseTo(0.004444444444444001, within(1e-16));
        assertThat(alpha(0.5).criticFake().value(600)).isCloseTo(1.5092081203719759e261, within(1e249));
        assertThat(alpha(0.01).criticFake().value(1e4)).isCloseTo(7.381992066518766e45, within(1e33));
        assertThat(alpha(0.01).criticFake().derivative(1e4)).isCloseTo(7.456557642948248e43, within(1e31));
        assertThat(alpha(-1).criticFake().value(1e4)).isEqualTo(1);
        assertThat(alpha(-1).criticFake().value(-1e4)).isCloseTo(-140.4213562373095, within(1e-11));
        assertThat(alpha(-1).criticFake().derivative(-1e4)).isCloseTo(0.007071067811865475, within(1e-15));
        assertThat(alpha(1.5).criticFake().value(1e4)).isCloseTo(83383343333.33333, within(1e-2));
        assertThat(alpha(1.5).criticFake().derivative(1e4)).isCloseTo(25010001.0, within(1e-5));
    }

    @Test
    void aboveOneTheBaseIsClampedAtZero() {
        // Without the clamp the power of a negative base is NaN.
        assertThat(alpha(3).conjugate(-0.6)).isCloseTo(-1 / 3.0, within(1e-15));
        assertThat(alpha(3).conjugateOfActivation().value(-1e4)).isCloseTo(-1 / 3.0, within(1e-15));
        assertThat(alpha(3).conjugateOfActivation().derivative(-0.6)).isZero();
        assertThat(alpha(3).conjugate(-0.4)).isCloseTo(-0.3035190936333361, within(1e-15));
        assertThat(alpha(3).conjugateOfActivation().derivative(-0.4)).isCloseTo(0.44721359549995787, within(1e-15));
        assertThat(alpha(3).conjugate(2)).isCloseTo(3.3934466291663163, within(1e-14));
    }

    @Test
    void twoIsHalfOfPearson() {
        assertMultiple(2, new Pearson(), 0.5);
    }

    @Test
    void oneHalfIsTwiceSquaredHellinger() {
        assertMultiple(0.5, new SquaredHellinger(), 2);
    }

    @Test
    void minusOneIsHalfOfNeyman() {
        assertMultiple(-1, new Neyman(), 0.5);
    }

    private static void assertMultiple(double alpha, FDivergence other, double factor) {
        for (double u : new double[] {0.1, 0.7, 1, 2.5, 9}) {
            assertThat(alpha(alpha).f().value(u)).isCloseTo(factor * other.f().value(u), within(1e-12));
            assertThat(alpha(alpha).f().derivative(u))
                    .isCloseTo(factor * other.f().derivative(u), within(1e-12));
        }
    }

    @Test
    void nearOneIsKullbackLeibler() {
        // Equal up to a multiple of u − 1, of which E_Q is 0, so f′ differs by its constant, 1.
        FDivergence limit = new KullbackLeibler();
        for (double alpha : new double[] {1 + 1e-9, 1 - 1e-9}) {
            for (double u : new double[] {0.1, 0.7, 2.5, 9}) {
                assertThat(alpha(alpha).f().value(u)).isCloseTo(limit.f().value(u) - (u - 1), within(1e-7));
                assertThat(alpha(alpha).optimalCritic(u)).isCloseTo(limit.optimalCritic(u) - 1, within(1e-7));
            }
        }
    }

    @Test
    void nearZeroIsReverseKullbackLeibler() {
        FDivergence limit = new ReverseKullbackLeibler();
        for (double alpha : new double[] {1e-9, -1e-9}) {
            for (double u : new double[] {0.1, 0.7, 2.5, 9}) {
                assertThat(alpha(alpha).f().value(u)).isCloseTo(limit.f().value(u) + (u - 1), within(1e-7));
                assertThat(alpha(alpha).optimalCritic(u)).isCloseTo(limit.optimalCritic(u) + 1, within(1e-7));
            }
        }
    }

    @Test
    void fDoesNotCancelNearTheSingularValues() {
        assertThat(alpha(1.00000001).f().value(3)).isCloseTo(1.2958368711501949, within(1e-14));
        assertThat(alpha(0.99999999).f().value(3)).isCloseTo(1.2958368608584634, within(1e-14));
        assertThat(alpha(0.00000001).f().value(3)).isCloseTo(0.9013877143110226, within(1e-14));
        assertThat(alpha(1e-12).f().value(3)).isCloseTo(0.9013877113321882, within(1e-14));
        assertThat(alpha(-0.00000001).f().value(0.2)).isCloseTo(0.8094379172911732, within(1e-14));
    }

    @Test
    void followsFAndNotTheIntegralWithPAndQExchanged() {
        // P = (½, ½), Q = (¼, ¾), α = 2: ½∫(p − q)²/q = 1/6; exchanged, which is α = −1, it would
        // be ⅛.
        FDivergence two = alpha(2);
        double value = 0.25 * two.f().value(0.5 / 0.25) + 0.75 * two.f().value(0.5 / 0.75);
        assertThat(value).isCloseTo(1 / 6.0, within(1e-15));
    }

    @Test
    void fAtZeroIsItsLimit() {
        assertThat(alpha(2).f().value(0)).isEqualTo(0.5);
        assertThat(alpha(0.5).f().value(0)).isEqualTo(2);
        assertThat(alpha(0.8).f().value(0)).isEqualTo(1.25);
        assertThat(alpha(-1).f().value(0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void conjugateEndsAtOneOverOneMinusAlpha() {
        assertThat(alpha(0.5).conjugate(2)).isInfinite();
        assertThat(alpha(0.5).conjugate(1)).isCloseTo(2, within(1e-14));
        assertThat(alpha(-1).conjugate(0.5)).isEqualTo(1);
        assertThat(alpha(-1).conjugate(0.5000001)).isInfinite();
        assertThat(alpha(2).conjugateDomain()).isEqualTo(Interval.REALS);
    }

    @Test
    void zeroAndOneAndInfinityAreRefused() {
        assertThatThrownBy(() -> alpha(0))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("alpha: must not be 0 or 1, was 0. Use 'reverse-kl' for α→0");
        assertThatThrownBy(() -> alpha(1)).hasMessage("alpha: must not be 0 or 1, was 1. Use 'kl' for α→1");
        assertThatThrownBy(() -> alpha(Double.NEGATIVE_INFINITY))
                .hasMessage("alpha: must be a finite number, was -.inf");
    }

    @Nested
    final class BelowZero implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return alpha(-1);
        }

        @Override
        public FDivergence configured() {
            return AlphaTest.this.configured();
        }
    }

    @Nested
    final class SlightlyBelowZero implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return alpha(-0.7);
        }

        @Override
        public FDivergence configured() {
            return AlphaTest.this.configured();
        }
    }

    @Nested
    final class BetweenZeroAndOne implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return alpha(0.3);
        }

        @Override
        public FDivergence configured() {
            return AlphaTest.this.configured();
        }

        @Override
        public double safeScore() {
            return 1600;
        }
    }

    @Nested
    final class BetweenHalfAndOne implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return alpha(0.7);
        }

        @Override
        public FDivergence configured() {
            return AlphaTest.this.configured();
        }

        @Override
        public double safeScore() {
            return 280;
        }
    }

    @Nested
    final class SlightlyAboveOne implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return alpha(1.3);
        }

        @Override
        public FDivergence configured() {
            return AlphaTest.this.configured();
        }
    }

    @Nested
    final class AboveOne implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return alpha(1.5);
        }

        @Override
        public FDivergence configured() {
            return AlphaTest.this.configured();
        }
    }

    @Nested
    final class Two implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return alpha(2);
        }

        @Override
        public FDivergence configured() {
            return AlphaTest.this.configured();
        }
    }
}
