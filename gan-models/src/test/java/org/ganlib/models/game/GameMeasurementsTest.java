package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What games record of a turn, with networks whose outputs are set by the test: the critic scores 2
 * for real examples and 5 for generated ones, the divergence's parts are 10 and 20 for the critic
 * and 1 and 3 for the generator, and the penalty is ¼.
 */
final class GameMeasurementsTest {
    private static final Latent LATENT = new Latent(5, Prior.NORMAL, 2);

    @ParameterizedTest
    @EnumSource(
            value = CriticBatches.class,
            names = {"JOINT", "SEPARATE"})
    void theCriticsLossHasBothPartsAndThePenalty(CriticBatches batches) {
        for (GanModel model : new GanModel[] {
            new Standard(LATENT, batches),
            new Conditional(LATENT, FakeLabels.UNIFORM, batches),
            new Bigan(LATENT, batches),
            new LatentRegressor(LATENT, batches)
        }) {
            GameParts parts = parts(model);
            try (Game game = model.assemble(parts)) {
                game.deal();
                Recorded recorded = play(game, parts, Player.CRITIC);
                assertThat(recorded.values)
                        .as(model.toString())
                        .containsOnly(
                                Map.entry(Measurements.CRITIC_LOSS, 30.25),
                                Map.entry(Measurements.REAL_SCORE, 2.0),
                                Map.entry(Measurements.FAKE_SCORE, 5.0));
                assertThat(recorded.real).containsOnly(2);
                assertThat(recorded.fake).containsOnly(5);
            }
        }
    }

    /** In a game of pairs both sides move, so both parts count. */
    @ParameterizedTest
    @EnumSource(
            value = CriticBatches.class,
            names = {"JOINT", "SEPARATE"})
    void theGeneratorsLossIsThePartOfTheFakeSideOrOfBoth(CriticBatches batches) {
        requireGeneratorLoss(new Standard(LATENT, batches), 3);
        requireGeneratorLoss(new Conditional(LATENT, FakeLabels.DATA, batches), 3);
        requireGeneratorLoss(new Bigan(LATENT, batches), 4);
    }

    /**
     * The encoder answers 0, and latents are normal numbers of standard deviation 2: 4 ± 4·√(2/20).
     */
    @Test
    void theRegressionIsRecordedBesideTheLoss() {
        GanModel model = new JointLatentRegressor(LATENT, CriticBatches.SEPARATE, 0.5);
        GameParts parts = parts(model);
        try (Game game = model.assemble(parts)) {
            game.deal();
            Recorded recorded = play(game, parts, Player.GENERATOR);
            assertThat(recorded.values).containsOnlyKeys(Measurements.GENERATOR_LOSS, Measurements.LATENT_ERROR);
            assertThat(recorded.values).containsEntry(Measurements.GENERATOR_LOSS, 3.0);
            float[] latents = SilentParts.network(parts, NetworkRole.GENERATOR)
                    .passes()
                    .get(0)
                    .input()
                    .data()
                    .asFloat();
            double squares = 0;
            for (float latent : latents) {
                squares += latent * latent;
            }
            assertThat(latents).hasSize(SilentParts.SIZE * 5);
            // Half of the mean square.
            assertThat(recorded.values.get(Measurements.LATENT_ERROR))
                    .isCloseTo(0.5 * squares / latents.length, within(1e-6));
        }
    }

    @Test
    void labelsAreForModelsWithClasses() {
        GanModel plain = new Standard(LATENT, CriticBatches.AUTO);
        Sampler sampler = plain.sampler(SilentParts.PICTURES, parts(plain).networks());
        assertThat(sampler.classes()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.generate(sampler.drawLatents(1, new RandomStream(1)), new int[1]))
                .withMessage("this model is not conditional: it takes no labels");
        GanModel conditional = new Conditional(LATENT, FakeLabels.DATA, CriticBatches.AUTO);
        Sampler ofClasses =
                conditional.sampler(SilentParts.PICTURES, parts(conditional).networks());
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> ofClasses.generate(ofClasses.drawLatents(1, new RandomStream(1)), new int[] {3}))
                .withMessage("labels must be in 0..2, was 3");
    }

    private static void requireGeneratorLoss(GanModel model, double expected) {
        GameParts parts = parts(model);
        try (Game game = model.assemble(parts)) {
            game.deal();
            assertThat(play(game, parts, Player.GENERATOR).values)
                    .as(model.toString())
                    .containsExactly(Map.entry(Measurements.GENERATOR_LOSS, expected));
            Recorded together = new Recorded();
            game.deal();
            game.playTogether(together);
            assertThat(together.values)
                    .as("%s, together", model)
                    .containsOnlyKeys(
                            Measurements.CRITIC_LOSS,
                            Measurements.REAL_SCORE,
                            Measurements.FAKE_SCORE,
                            Measurements.GENERATOR_LOSS)
                    .containsEntry(Measurements.CRITIC_LOSS, 30.25)
                    .containsEntry(Measurements.GENERATOR_LOSS, expected);
        }
    }

    /** A first turn makes the passes, whose outputs are then set for the second. */
    private static Recorded play(Game game, GameParts parts, Player player) {
        game.play(Player.CRITIC, new Recorded());
        if (player == Player.GENERATOR) {
            game.play(Player.GENERATOR, new Recorded());
        }
        var passes = SilentParts.network(parts, NetworkRole.CRITIC).passes();
        for (int i = 0; i < passes.size(); i++) {
            var output = passes.get(i).output.array();
            if (output.length() == 2 * SilentParts.SIZE) {
                for (int row = 0; row < output.length(); row++) {
                    output.putScalar(row, row < SilentParts.SIZE ? 2 : 5);
                }
            } else {
                // The fake side comes first where the sides go separately.
                output.assign(i == 0 ? 5 : 2);
            }
        }
        Recorded recorded = new Recorded();
        game.play(player, recorded);
        return recorded;
    }

    private static GameParts parts(GanModel model) {
        GameParts silent = SilentParts.of(model, false);
        return new GameParts(
                silent.data(),
                silent.batchSize(),
                silent.networks(),
                new Parts(),
                new CriticConstraint() {
                    @Override
                    public double penalise(CriticTurn turn) {
                        return 0.25;
                    }
                },
                new RandomStreams(1));
    }

    private static final class Recorded implements Measurements {
        private final Map<String, Double> values = new LinkedHashMap<>();
        private double[] real = {};
        private double[] fake = {};

        @Override
        public void record(String name, double value) {
            values.put(name, value);
        }

        @Override
        public void scores(CriticScores scores) {
            real = scores.real().clone();
            fake = scores.fake().clone();
        }
    }

    private record Parts() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(10, 20);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(1, 3);
        }
    }
}
