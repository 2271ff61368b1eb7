package org.ganlib.losses.hinge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.testkit.DivergenceContract;
import org.junit.jupiter.api.Test;

final class HingeTest implements DivergenceContract {
    private final Hinge divergence = new Hinge();

    @Override
    public Divergence divergence() {
        return divergence;
    }

    @Override
    public Divergence configured() {
        return new Hinge();
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        // (0 + 1.7 + 0)/3 and (0.5 + 2.1)/2
        assertCriticLoss(divergence, 1.7 / 3, 1.3, new double[] {0, -1 / 3.0, 0}, new double[] {0.5, 0.5});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence, 2.6 / 3, -0.3, new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, new double[] {-0.5, -0.5});
    }

    @Test
    void anExampleBeyondItsMarginTeachesTheCriticNothing() {
        PlayerLoss loss = new PlayerLoss(3, 3);
        divergence.criticLoss(new CriticScores(new double[] {1, 1.5, 9}, new double[] {-1, -1.5, -9}), loss);
        assertThat(loss.value()).isZero();
        assertThat(loss.realGradient()).containsExactly(0, 0, 0);
        assertThat(loss.fakeGradient()).containsExactly(0, 0, 0);
    }

    /** At the sign of p − q no change of a score lowers the critic's loss, whose value is known. */
    @Test
    void theOptimalCriticIsTheSignOfTheDifference() {
        double[] p = {0.5, 0.3, 0.2};
        double[] q = {0.2, 0.2, 0.6};
        double variation = 0.4;
        double critic = 0;
        double generator = 0;
        for (int i = 0; i < p.length; i++) {
            double optimal = Math.signum(p[i] - q[i]);
            double least = criticLoss(p[i], q[i], optimal);
            for (double other = -3; other <= 3; other += 0.125) {
                assertThat(criticLoss(p[i], q[i], other)).isGreaterThanOrEqualTo(least);
            }
            critic += least;
            generator += p[i] * divergence.generatorReal().value(optimal)
                    + q[i] * divergence.generatorFake().value(optimal);
        }
        assertThat(critic).isCloseTo(2 - 2 * variation, within(1e-15));
        assertThat(generator).isCloseTo(2 * variation, within(1e-15));
    }

    private double criticLoss(double p, double q, double score) {
        return p * divergence.criticReal().value(score)
                + q * divergence.criticFake().value(score);
    }
}
