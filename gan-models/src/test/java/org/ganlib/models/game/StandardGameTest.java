package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.Allocations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandardGameTest {
    private static final int SIZE = 4;
    private static final TensorShape PICTURE = TensorShape.of(1, 2, 3);

    private final SilentNetwork generator = new SilentNetwork("generator", PICTURE, true, 10);

    @ParameterizedTest
    @CsvSource({"true, UNIFORM, 1", "false, UNIFORM, 1", "false, NORMAL, 2"})
    void aRoundAllocatesNothing(boolean normalisedCritic, Prior prior, double scale) {
        SilentNetwork critic = new SilentNetwork("critic", TensorShape.of(1), normalisedCritic, 10);
        try (StandardGame game = game(critic, new Latent(5, prior, scale))) {
            double[] last = new double[1];
            Measurements measurements = (name, value) -> last[0] = value;
            Allocations.assertNone(50, 2_000, () -> {
                game.real().toFill().put(0, 1f);
                game.deal();
                game.play(Player.CRITIC, measurements);
                game.resampleLatents();
                game.play(Player.GENERATOR, measurements);
            });
        }
    }

    @Test
    void theCriticsPassOverFakesServesBothPlayersWhoMoveAtOnce() {
        SilentNetwork critic = new SilentNetwork("critic", TensorShape.of(1), true, 10);
        try (StandardGame game = game(critic, new Latent())) {
            game.deal();
            game.playTogether((name, value) -> {});
            assertThat(critic.forwards()).isEqualTo(2);
        }
    }

    @Test
    void theJointBatchIsRealExamplesThenGeneratedOnes() {
        SilentNetwork critic = new SilentNetwork("critic", TensorShape.of(1), false, 10);
        try (StandardGame game = game(critic, new Latent())) {
            FloatBuffer real = game.real().toFill();
            assertThat(real.capacity()).isEqualTo(SIZE * PICTURE.elements());
            assertThat(arrayOf(game.real().features()).shape()).containsExactly(SIZE, 1, 2, 3);
            for (int i = 0; i < real.capacity(); i++) {
                real.put(i, i + 1);
            }
            game.deal();
            game.play(Player.CRITIC, (name, value) -> {});
            generator.passes().get(0).output.array().assign(-2);
            game.play(Player.CRITIC, (name, value) -> {});

            float[] seen = critic.passes().get(0).input().dup().data().asFloat();
            assertThat(seen).hasSize(2 * SIZE * PICTURE.elements());
            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i]).as("value %d", i).isEqualTo(i < seen.length / 2 ? i + 1 : -2);
            }
        }
    }

    @Test
    void theGeneratorRunsOnceForBothPlayers() {
        SilentNetwork critic = new SilentNetwork("critic", TensorShape.of(1), false, 10);
        try (StandardGame game = game(critic, new Latent())) {
            game.deal();
            game.play(Player.CRITIC, (name, value) -> {});
            game.play(Player.GENERATOR, (name, value) -> {});
            assertThat(generator.passes()).hasSize(1);
            assertThat(critic.passes()).hasSize(2);
        }
    }

    private StandardGame game(SilentNetwork critic, Latent latent) {
        DatasetInfo data = new DatasetInfo(
                "pictures", PICTURE, ValueRange.UNIT, OptionalInt.empty(), List.of(), "none", "none", "pictures");
        return new StandardGame(
                new Standard(latent, CriticBatches.AUTO),
                new GameParts(
                        data,
                        SIZE,
                        new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                        new MeanScore(),
                        new CriticConstraint() {},
                        new RandomStreams(1)));
    }

    /** Needs the real scores for the generator, so that every pass of a game is run. */
    private record MeanScore() implements Divergence {
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
