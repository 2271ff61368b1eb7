package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.PointwiseDivergence;
import org.ganlib.spi.ScalarFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DivergenceContractTest {
    static Stream<Arguments> brokenDivergences() {
        return Stream.of(
                Arguments.of("gradientsEqualCentralDifferences", WrongGradient.class),
                Arguments.of("duplicatingTheBatchChangesNothing", SumInsteadOfMean.class),
                Arguments.of("permutingTheBatchChangesNothingButOrder", FirstScoreCountsMore.class),
                Arguments.of("scoresAreNotChanged", ChangesTheScores.class),
                Arguments.of("aReusedLossIsOverwritten", AddsToTheGradients.class),
                Arguments.of("staysFiniteUpToTheSafeScore", OverflowsEarly.class),
                Arguments.of("overflowIsInfiniteAndNeverNaN", OverflowsToNaN.class),
                Arguments.of("theGeneratorsSideIsInBalanceWhereTheCriticIs", EncoderHelpsTheCritic.class),
                Arguments.of("anEncoderOnTheRealSideIsMoved", ForgetsTheEncoder.class),
                Arguments.of("thePreparedFormIsTheSameDivergence", PreparesAnother.class),
                Arguments.of("theFakeSideAloneIsTheFakeSideOfBoth", AloneIsAnother.class));
    }

    @ParameterizedTest
    @MethodSource("brokenDivergences")
    void aBrokenDivergenceFailsItsLawAndNoOther(String law, Class<?> contract) {
        assertThat(Laws.brokenBy(contract)).containsExactly(law);
    }

    @Test
    void everyLawHasADivergenceThatBreaksIt() {
        assertThat(brokenDivergences().map(broken -> broken.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(Laws.statedBy(DivergenceContract.class));
    }

    @Test
    void aHealthyDivergenceKeepsEveryLaw() {
        assertThat(Laws.brokenBy(Healthy.class)).isEmpty();
        assertThat(Laws.keptBy(Healthy.class))
                .isEqualTo(Laws.statedBy(DivergenceContract.class).size()
                        + Laws.statedBy(PluginContract.class).size());
    }

    /**
     * A healthy divergence with something done to the scores and the loss after each computation.
     */
    private record Spoilt(BiConsumer<CriticScores, PlayerLoss> afterwards) implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            new HealthyDivergence().criticLoss(scores, loss);
            afterwards.accept(scores, loss);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            new HealthyDivergence().generatorLoss(scores, loss);
            afterwards.accept(scores, loss);
        }
    }

    /** A divergence that keeps what a loss held before and adds to it. */
    private record Adding() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            add(scores, loss, new HealthyDivergence()::criticLoss);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            add(scores, loss, new HealthyDivergence()::generatorLoss);
        }

        private static void add(
                CriticScores scores, PlayerLoss loss, BiConsumer<CriticScores, PlayerLoss> computation) {
            PlayerLoss fresh = PlayerLoss.sizedFor(scores);
            computation.accept(scores, fresh);
            loss.setValues(fresh.realValue(), fresh.fakeValue());
            Arrays.setAll(loss.realGradient(), i -> loss.realGradient()[i] + fresh.realGradient()[i]);
            Arrays.setAll(loss.fakeGradient(), i -> loss.fakeGradient()[i] + fresh.fakeGradient()[i]);
        }
    }

    /** A divergence whose prepared form has another label. */
    private record PreparedOtherwise() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            new HealthyDivergence().criticLoss(scores, loss);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            new HealthyDivergence().generatorLoss(scores, loss);
        }

        @Override
        public boolean generatorNeedsRealScores() {
            return false;
        }

        @Override
        public Divergence prepared() {
            return new HealthyDivergence(3).prepared();
        }
    }

    /** A divergence whose fake side alone has another label. */
    private record AloneOtherwise() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            new HealthyDivergence().criticLoss(scores, loss);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            new HealthyDivergence().generatorLoss(scores, loss);
        }

        @Override
        public void generatorFakeLoss(CriticScores scores, PlayerLoss loss) {
            new HealthyDivergence(3).generatorLoss(scores, loss);
        }
    }

    /** A healthy divergence with other penalties for the generator's side. */
    private record OtherGenerator(ScalarFunction generatorReal, ScalarFunction generatorFake)
            implements PointwiseDivergence {
        @Override
        public ScalarFunction criticReal() {
            return new HealthyDivergence().criticReal();
        }

        @Override
        public ScalarFunction criticFake() {
            return new HealthyDivergence().criticFake();
        }
    }

    static final class EncoderHelpsTheCritic implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new OtherGenerator(new HealthyDivergence().criticReal(), new HealthyDivergence().generatorFake());
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class ForgetsTheEncoder implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new OtherGenerator(new Curve(v -> 0, v -> 0), new Curve(v -> v * v, v -> 2 * v));
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class PreparesAnother implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new PreparedOtherwise();
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class AloneIsAnother implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new AloneOtherwise();
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class Healthy implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new HealthyDivergence();
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class WrongGradient implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new Spoilt(
                    (scores, loss) -> Arrays.setAll(loss.fakeGradient(), i -> 1.0001 * loss.fakeGradient()[i]));
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class SumInsteadOfMean implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new Spoilt((scores, loss) -> {
                int count = scores.fake().length;
                loss.setValues(loss.realValue(), loss.fakeValue() * count);
                Arrays.setAll(loss.fakeGradient(), i -> count * loss.fakeGradient()[i]);
            });
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class FirstScoreCountsMore implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new Spoilt((scores, loss) -> {
                loss.setValues(loss.realValue() + scores.real()[0], loss.fakeValue());
                loss.realGradient()[0] += 1;
            });
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class ChangesTheScores implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new Spoilt((scores, loss) -> scores.fake()[0] += 1);
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class AddsToTheGradients implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new Adding();
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class OverflowsEarly implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new Spoilt((scores, loss) -> {
                if (Arrays.stream(scores.fake()).anyMatch(v -> v > 5e3)) {
                    loss.setValues(loss.realValue(), Double.POSITIVE_INFINITY);
                }
            });
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }
    }

    static final class OverflowsToNaN implements DivergenceContract {
        @Override
        public Divergence divergence() {
            return new Spoilt((scores, loss) -> {
                if (Arrays.stream(scores.real()).anyMatch(v -> v < -5e3)) {
                    loss.realGradient()[0] = Double.NaN;
                }
            });
        }

        @Override
        public Divergence configured() {
            return new HealthyDivergence(3);
        }

        @Override
        public double safeScore() {
            return 1e3;
        }
    }
}
