package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.ExamplesAhead;
import org.ganlib.game.Latent;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.Prior;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.Allocations;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** What is generated ahead is what would have been generated round by round. */
final class ExamplesAheadTest {
    private static final int SIZE = 5;

    @ParameterizedTest
    @EnumSource(Prior.class)
    void examplesAreThoseOfRoundsThatAreGeneratedOneByOne(Prior prior) {
        Latent latent = new Latent(3, prior, 0.5);
        LatentBatch expected = new LatentBatch(new HostMemory(), latent, SIZE, new RandomStream(7));
        try (Network generator = network();
                ExamplesAhead ahead = new ExamplesAhead(generator, latent, SIZE, new RandomStream(7))) {
            for (int step = 0; step < 2; step++) {
                // 104 rounds of 5 are two passes of 52: all of them would be more than 512 rows.
                for (int rounds : new int[] {5, 104, 4}) {
                    ahead.announce(rounds);
                    for (int i = 0; i < rounds; i++) {
                        assertThat(ahead.deal()).isTrue();
                        expected.draw();
                        try (Pass pass = generator.forward(Mode.TRAINING, tensors(expected.values()))) {
                            assertThat(arrayOf(ahead.examples()).equalsWithEps(arrayOf(pass.output()), 1e-6))
                                    .isTrue();
                        }
                    }
                    assertThat(ahead.deal()).isFalse();
                }
            }
        }
    }

    @Test
    void aPassIsOfSeveralRounds() {
        SilentNetwork generator = new SilentNetwork("generator", TensorShape.of(2), false, 10);
        try (ExamplesAhead ahead = new ExamplesAhead(generator, new Latent(), SIZE, new RandomStream(7))) {
            ahead.announce(104);
            while (ahead.deal()) {
                assertThat(arrayOf(ahead.examples()).shape()).containsExactly(SIZE, 2);
            }
            assertThat(generator.forwards()).isEqualTo(2);
            assertThat(generator.passes().get(0).input().shape()).containsExactly(52 * SIZE, 100);
        }
    }

    @Test
    void roundsThatCannotBeTakenTogetherAreLeftToTheGame() {
        for (int rounds : new int[] {0, 1, 103}) {
            SilentNetwork generator = new SilentNetwork("generator", TensorShape.of(2), false, 10);
            try (ExamplesAhead ahead = new ExamplesAhead(generator, new Latent(), SIZE, new RandomStream(7))) {
                ahead.announce(rounds);
                assertThat(ahead.deal()).isFalse();
            }
        }
        SilentNetwork normalised = new SilentNetwork("generator", TensorShape.of(2), true, 10);
        try (ExamplesAhead ahead = new ExamplesAhead(normalised, new Latent(), SIZE, new RandomStream(7))) {
            ahead.announce(4);
            assertThat(ahead.deal()).isFalse();
        }
    }

    @Test
    void roundsAllocateNothing() {
        SilentNetwork generator = new SilentNetwork("generator", TensorShape.of(2), false, 10);
        try (ExamplesAhead ahead = new ExamplesAhead(generator, new Latent(), SIZE, new RandomStream(7))) {
            Allocations.assertNone(50, 2_000, () -> {
                ahead.announce(4);
                while (ahead.deal()) {
                    ahead.examples();
                }
            });
        }
    }

    @Test
    void theGeneratorDoesNotPlayInARoundOfTheCriticAlone() {
        SilentNetwork generator = new SilentNetwork("generator", TensorShape.of(2), false, 10);
        SilentNetwork critic = new SilentNetwork("critic", TensorShape.of(1), false, 10);
        DatasetInfo data = new DatasetInfo(
                "points",
                TensorShape.of(2),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of(),
                "none",
                "none",
                "points");
        try (StandardGame game = new StandardGame(
                new Standard(new Latent(), CriticBatches.AUTO),
                new GameParts(
                        data,
                        SIZE,
                        new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                        new FirstScores(),
                        new CriticConstraint() {},
                        new RandomStreams(1)))) {
            game.announceCriticRounds(2);
            game.deal();
            game.play(Player.CRITIC, (name, value) -> {});
            assertThatIllegalStateException().isThrownBy(() -> game.play(Player.GENERATOR, (name, value) -> {}));
            game.deal();
            game.deal();
            game.play(Player.GENERATOR, (name, value) -> {});
            assertThat(generator.forwards()).isEqualTo(2);
        }
    }

    private static Network network() {
        return new Dl4jEngine()
                .build(new NetworkRequest(
                        "generator",
                        SmallNetworks.dense(Activation.TANH),
                        DataType.FLOAT,
                        new RandomStream(42),
                        new RandomStream(43)));
    }

    private record FirstScores() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            generatorLoss(scores, loss);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(scores.real()[0], scores.fake()[0]);
        }
    }
}
