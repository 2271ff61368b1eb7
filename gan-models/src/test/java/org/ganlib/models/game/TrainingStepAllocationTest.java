package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ganlib.config.Optimizers;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.network.ValueRange;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.ExponentialRate;
import org.ganlib.optimize.RmsProp;
import org.ganlib.optimize.Sgd;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.Allocations;
import org.ganlib.train.TrainingStep;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole step around networks that allocate nothing. */
final class TrainingStepAllocationTest {
    private static final TensorShape NUMBERS = TensorShape.of(3);

    static Stream<Arguments> steps() {
        UpdateSchedule several = new RegularSchedule(3, RegularSchedule.Update.ALTERNATING, false);
        UpdateSchedule atOnce = new RegularSchedule(1, RegularSchedule.Update.SIMULTANEOUS, true);
        InstanceNoise none = InstanceNoise.NONE;
        Optimizer adam = new Adam(2e-4, 0.5, 0.999, 1e-8, 1e-4, new ExponentialRate());
        return Stream.of(
                Arguments.of(adam, new RegularSchedule(), none),
                Arguments.of(adam, several, new InstanceNoise(0.1, 1_000)),
                Arguments.of(new RmsProp(), several, none),
                Arguments.of(new Sgd(), atOnce, none),
                Arguments.of(new Sgd(0.1, 0.9, true, 0, new ExponentialRate()), several, none));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepAllocatesNothing(Optimizer optimizer, UpdateSchedule schedule, InstanceNoise noise) {
        int weights = ParameterSlabs.LENGTH + 100;
        SilentNetwork generator = new SilentNetwork("generator", NUMBERS, true, weights);
        SilentNetwork critic = new SilentNetwork("critic", TensorShape.of(1), false, weights);
        DatasetInfo data = new DatasetInfo(
                "draws", NUMBERS, ValueRange.UNBOUNDED, OptionalInt.empty(), List.of(), "none", "none", "draws");
        RandomStreams streams = new RandomStreams(1);
        GameParts parts = new GameParts(
                data,
                8,
                new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                new FirstScore(),
                new Halving(),
                streams,
                noise);
        try (TrainingStep step = new TrainingStep(
                new Standard(new Latent(5, Prior.NORMAL, 1), CriticBatches.AUTO),
                parts,
                new Optimizers(optimizer, optimizer),
                schedule,
                new Draws(streams.named("data")),
                0.99)) {
            long[] number = new long[1];
            Allocations.assertNone(50, 2_000, () -> step.run(++number[0]));
            assertThat(step.examplesSeen()).isPositive();
        }
    }

    /** Normal numbers without end. */
    private record Draws(RandomStream random) implements BatchStream {
        @Override
        public void next(Batch batch) {
            FloatBuffer features = batch.toFill();
            random.fillNormal(features);
        }

        @Override
        public byte[] cursor() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] cursor) {}
    }

    /** Both losses are the first fake score. */
    private record FirstScore() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(0, scores.fake()[0]);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(0, scores.fake()[0]);
        }
    }

    /** Halves every parameter of the critic at both moments. */
    private record Halving() implements CriticConstraint, ParameterRule {
        @Override
        public Optional<ParameterRule> ruleBeforeStep(ParameterLayout critic) {
            return Optional.of(this);
        }

        @Override
        public Optional<ParameterRule> ruleAfterUpdate(ParameterLayout critic) {
            return Optional.of(this);
        }

        @Override
        public void apply(float[] slab, int count, long first) {
            for (int i = 0; i < count; i++) {
                slab[i] /= 2;
            }
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            throw new AssertionError("the networks are of single precision");
        }
    }
}
