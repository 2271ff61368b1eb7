package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.util.ArrayList;
import java.util.Optional;
import org.ganlib.config.AverageRule;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.UpdateRule;
import org.ganlib.optimize.AdamW;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.spi.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An optimizer that only updates parameters gets everything else from the trainer, and cannot leave
 * it out: weight decay, clipping, averaging and checks.
 */
final class NetworkUpdaterTest {
    /** An optimizer with θ ← θ − g. */
    private record OnlyMoves() implements Optimizer {
        @Override
        public UpdateRule rule() {
            return new UpdateRule() {
                @Override
                public int stateVectors() {
                    return 0;
                }

                @Override
                public void begin(long step, double learningRate) {}

                @Override
                public void update(float[] parameters, float[] gradients, float[][] state, int count) {
                    for (int i = 0; i < count; i++) {
                        parameters[i] -= gradients[i];
                    }
                }

                @Override
                public void update(double[] parameters, double[] gradients, double[][] state, int count) {
                    for (int i = 0; i < count; i++) {
                        parameters[i] -= gradients[i];
                    }
                }
            };
        }

        @Override
        public double learningRate(long step) {
            return 1;
        }

        @Override
        public double weightDecay() {
            return 0.1;
        }
    }

    /** A rule that clips parameters to ±0.5. */
    private record Clip() implements ParameterRule {
        @Override
        public void apply(float[] slab, int count, long first) {
            for (int i = 0; i < count; i++) {
                slab[i] = Math.max(-0.5f, Math.min(0.5f, slab[i]));
            }
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            for (int i = 0; i < count; i++) {
                slab[i] = Math.max(-0.5, Math.min(0.5, slab[i]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void decayClippingAndAverageAreTheTrainers(DataType precision) {
        FakeNetwork network = new FakeNetwork("critic", new ArrayList<>(), precision);
        arrayOf(network.parameters()).putScalar(0, 0.4).putScalar(1, 0.4);
        NetworkUpdater updater = new NetworkUpdater(
                NetworkRole.CRITIC,
                network,
                new OnlyMoves(),
                Optional.of(new Clip()),
                new Averaging(0.5, AverageRule.CONSTANT));
        arrayOf(network.gradients()).putScalar(0, 0.1).putScalar(1, -3);
        updater.update(true);
        // Weight decay adds 0.1 · 0.4 to the weight's gradient. The bias has no weight decay, and
        // is clipped.
        assertThat(arrayOf(network.parameters()).getDouble(0)).isCloseTo(0.4 - 0.1 - 0.04, within(1e-7));
        assertThat(arrayOf(network.parameters()).getDouble(1)).isEqualTo(0.5);
        updater.average().orElseThrow().exchangeWith(network);
        assertThat(arrayOf(network.parameters()).getDouble(0)).isCloseTo((0.4 + 0.26) / 2, within(1e-7));
        assertThat(arrayOf(network.parameters()).getDouble(1)).isCloseTo(0.45, within(1e-7));
        assertThat(arrayOf(network.gradients()).sumNumber().doubleValue())
                .as("cleared")
                .isZero();
        assertThat(updater.isFinite()).isTrue();
    }

    /** The optimizer says that its decay is decoupled, and the trainer takes it from the weight. */
    @Test
    void decoupledDecayIsTakenFromTheWeight() {
        FakeNetwork network = new FakeNetwork("critic", new ArrayList<>());
        arrayOf(network.parameters()).putScalar(0, 0.4).putScalar(1, 0.4);
        AdamW optimizer = new AdamW(0.5, 0, 0, 1e-8, 0.25, new ConstantRate());
        NetworkUpdater updater =
                new NetworkUpdater(NetworkRole.CRITIC, network, optimizer, Optional.empty(), Averaging.NONE);
        arrayOf(network.gradients()).assign(0);
        updater.update(true);
        assertThat(arrayOf(network.parameters()).getDouble(0)).isCloseTo(0.4 * 0.875, within(1e-7));
        assertThat(arrayOf(network.parameters()).getFloat(1)).isEqualTo(0.4f);
    }

    @Test
    void notANumberIsNoticed() {
        FakeNetwork network = new FakeNetwork("critic", new ArrayList<>());
        NetworkUpdater updater =
                new NetworkUpdater(NetworkRole.CRITIC, network, new OnlyMoves(), Optional.empty(), Averaging.NONE);
        arrayOf(network.gradients()).putScalar(1, Double.NaN);
        updater.update(true);
        assertThat(updater.isFinite()).isFalse();
        assertThat(updater.firstNonFinite()).contains("critic parameter only/b[0]");
    }
}
