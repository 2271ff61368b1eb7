package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.ganlib.tensor.HostTensor.over;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.Wanted;
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
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who moves what, when networks run again, and what is closed, with networks that compute nothing.
 */
final class GameTurnsTest {
    private static final Latent LATENT = new Latent(5, Prior.NORMAL, 2);
    private static final Measurements NOWHERE = (name, value) -> {};

    @Test
    void playersMoveTheirNetworks() {
        List<NetworkRole> generator = List.of(NetworkRole.GENERATOR);
        List<NetworkRole> both = List.of(NetworkRole.GENERATOR, NetworkRole.ENCODER);
        requireMoves(new Standard(LATENT, CriticBatches.AUTO), generator, List.of(NetworkRole.CRITIC));
        requireMoves(
                new Conditional(LATENT, FakeLabels.DATA, CriticBatches.AUTO), generator, List.of(NetworkRole.CRITIC));
        requireMoves(new Bigan(LATENT, CriticBatches.AUTO), both, List.of(NetworkRole.CRITIC));
        requireMoves(new LatentRegressor(LATENT, CriticBatches.AUTO), both, List.of(NetworkRole.CRITIC));
        requireMoves(new Autoencoder(LATENT, Norm.L2), both, List.of());
    }

    private static void requireMoves(GanModel model, List<NetworkRole> generator, List<NetworkRole> critic) {
        try (Game game = model.assemble(SilentParts.of(model, false))) {
            assertThat(game.moves(Player.GENERATOR)).as(model.toString()).isEqualTo(generator);
            assertThat(game.moves(Player.CRITIC)).as(model.toString()).isEqualTo(critic);
        }
    }

    /** The inputs that batch statistics are taken from: none are known for a critic. */
    @Test
    void inputsAreThoseOfTheNetworksThatRunByThemselves() {
        requireInputs(new Standard(LATENT, CriticBatches.AUTO), 1, false, false);
        requireInputs(new Conditional(LATENT, FakeLabels.DATA, CriticBatches.AUTO), 2, false, true);
        requireInputs(new Conditional(LATENT, FakeLabels.UNIFORM, CriticBatches.AUTO), 2, false, false);
        requireInputs(new Bigan(LATENT, CriticBatches.AUTO), 1, true, true);
        requireInputs(new LatentRegressor(LATENT, CriticBatches.AUTO), 1, true, false);
        requireInputs(new Autoencoder(LATENT, Norm.L2), 1, true, true);
    }

    private static void requireInputs(GanModel model, int ofGenerator, boolean encodes, boolean needsExamples) {
        try (Game game = model.assemble(SilentParts.of(model, false))) {
            game.deal();
            assertThat(game.inputs(NetworkRole.GENERATOR).orElseThrow()).hasSize(ofGenerator);
            assertThat(game.inputs(NetworkRole.CRITIC)).isEmpty();
            assertThat(game.inputs(NetworkRole.ENCODER).isPresent()).isEqualTo(encodes);
            assertThat(game.inputsNeedExamples()).as(model.toString()).isEqualTo(needsExamples);
        }
    }

    /** Two turns of a round share the generator's pass. Another round has other latents. */
    @Test
    void aRedealDrawsOtherLatents() {
        for (GanModel model : games(CriticBatches.SEPARATE)) {
            GameParts parts = SilentParts.of(model, false);
            SilentNetwork generator = SilentParts.network(parts, NetworkRole.GENERATOR);
            try (Game game = model.assemble(parts)) {
                game.deal();
                game.play(Player.CRITIC, NOWHERE);
                game.play(Player.CRITIC, NOWHERE);
                assertThat(generator.forwards()).as(model.toString()).isEqualTo(1);
                float[] first = latents(generator);
                game.resampleLatents();
                game.play(Player.CRITIC, NOWHERE);
                assertThat(generator.forwards()).as(model.toString()).isEqualTo(2);
                float[] second = latents(generator);
                game.deal();
                game.play(Player.CRITIC, NOWHERE);
                assertThat(generator.forwards()).as(model.toString()).isEqualTo(3);
                float[] third = latents(generator);
                for (int i = 0; i < first.length; i++) {
                    assertThat(first[i]).isNotZero().isNotEqualTo(second[i]);
                    assertThat(third[i]).isNotEqualTo(second[i]);
                }
            }
        }
    }

    /** The encoder of pairs runs on real examples, which stay when latents are resampled. */
    @Test
    void codesOfRealExamplesAreKeptUntilTheNextDeal() {
        GanModel model = new Bigan(LATENT, CriticBatches.SEPARATE);
        GameParts parts = SilentParts.of(model, false);
        SilentNetwork encoder = SilentParts.network(parts, NetworkRole.ENCODER);
        try (Game game = model.assemble(parts)) {
            game.deal();
            game.play(Player.CRITIC, NOWHERE);
            game.resampleLatents();
            game.play(Player.CRITIC, NOWHERE);
            assertThat(encoder.forwards()).isEqualTo(1);
            game.deal();
            game.play(Player.CRITIC, NOWHERE);
            assertThat(encoder.forwards()).isEqualTo(2);
        }
    }

    /** A silent network makes another pass where the last one is still open. */
    @ParameterizedTest
    @EnumSource(
            value = CriticBatches.class,
            names = {"JOINT", "SEPARATE"})
    void turnsCloseTheCriticsPasses(CriticBatches batches) {
        for (GanModel model : games(batches)) {
            GameParts parts = SilentParts.of(model, false);
            SilentNetwork critic = SilentParts.network(parts, NetworkRole.CRITIC);
            try (Game game = model.assemble(parts)) {
                for (int round = 0; round < 4; round++) {
                    game.deal();
                    game.play(Player.CRITIC, NOWHERE);
                    game.play(Player.GENERATOR, NOWHERE);
                    game.deal();
                    if (!(model instanceof LatentRegressor)) {
                        game.playTogether(NOWHERE);
                    }
                }
                assertThat(critic.passes()).as(model.toString()).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void closingAGameClosesItsPasses() {
        for (GanModel model : games(CriticBatches.SEPARATE)) {
            GameParts parts = SilentParts.of(model, false);
            Game game = model.assemble(parts);
            game.deal();
            game.play(Player.CRITIC, NOWHERE);
            game.close();
            for (NetworkRole role : parts.networks().all().keySet()) {
                requireClosed(SilentParts.network(parts, role));
            }
        }
    }

    private static void requireClosed(SilentNetwork network) {
        int passes = network.passes().size();
        if (passes > 0) {
            network.forward(Mode.TRAINING, over(network.passes().get(0).input()));
            assertThat(network.passes()).as(network.name()).hasSize(passes);
        }
    }

    /** A generator's turn leads back through the critic's inputs to the generator's parameters. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsLeadBackToWhatMoves(boolean together) {
        for (GanModel model : new GanModel[] {
            new Standard(LATENT, CriticBatches.SEPARATE),
            new Conditional(LATENT, FakeLabels.UNIFORM, CriticBatches.SEPARATE)
        }) {
            GameParts parts = SilentParts.of(model, false);
            try (Game game = model.assemble(parts)) {
                game.deal();
                if (together) {
                    game.playTogether(NOWHERE);
                } else {
                    game.play(Player.GENERATOR, NOWHERE);
                }
                // The fake side is the pass that was opened first where the sides go separately.
                assertThat(SilentParts.network(parts, NetworkRole.CRITIC)
                                .passes()
                                .get(0)
                                .takenBack())
                        .isEqualTo(Wanted.INPUTS);
                assertThat(SilentParts.network(parts, NetworkRole.GENERATOR)
                                .passes()
                                .get(0)
                                .takenBack())
                        .isEqualTo(Wanted.PARAMETERS);
            }
        }
    }

    /** The generator only hears of the encoder's error where it helps the encoder. */
    @Test
    void theRegressionLeadsBackToTheGeneratorWhereItHelps() {
        requireRegression(new LatentRegressor(LATENT, CriticBatches.SEPARATE), Wanted.PARAMETERS);
        requireRegression(new JointLatentRegressor(LATENT, CriticBatches.SEPARATE, 0.5), Wanted.BOTH);
    }

    private static void requireRegression(GanModel model, Wanted wanted) {
        GameParts parts = SilentParts.of(model, false);
        try (Game game = model.assemble(parts)) {
            game.deal();
            game.play(Player.GENERATOR, NOWHERE);
            assertThat(SilentParts.network(parts, NetworkRole.ENCODER)
                            .passes()
                            .get(0)
                            .takenBack())
                    .isEqualTo(wanted);
            assertThat(SilentParts.network(parts, NetworkRole.GENERATOR)
                            .passes()
                            .get(0)
                            .takenBack())
                    .isEqualTo(Wanted.PARAMETERS);
        }
    }

    /** Three rounds of four examples are generated in one pass, and the fourth by itself. */
    @Test
    void announcedRoundsAreGeneratedTogether() {
        SilentNetwork generator = new SilentNetwork("generator", SilentParts.PICTURES.shape(), false, 10);
        SilentNetwork critic = new SilentNetwork("critic", TensorShape.of(1), false, 10);
        GameParts parts = new GameParts(
                SilentParts.PICTURES,
                SilentParts.SIZE,
                new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                new Scores(true),
                new CriticConstraint() {},
                new RandomStreams(1));
        Game game = new Standard(LATENT, CriticBatches.SEPARATE).assemble(parts);
        game.announceCriticRounds(3);
        for (int round = 0; round < 3; round++) {
            game.deal();
            game.play(Player.CRITIC, NOWHERE);
            assertThat(generator.forwards()).isEqualTo(1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> game.play(Player.GENERATOR, NOWHERE))
                    .withMessage("the round was announced as one of the critic alone");
        }
        game.deal();
        game.play(Player.CRITIC, NOWHERE);
        assertThat(generator.forwards()).isEqualTo(2);
        game.play(Player.GENERATOR, NOWHERE);
        game.announceCriticRounds(2);
        game.deal();
        game.play(Player.CRITIC, NOWHERE);
        int passes = generator.passes().size();
        game.close();
        // All passes are closed: none of the sizes makes another one.
        for (int i = 0; i < passes; i++) {
            generator
                    .forward(Mode.TRAINING, over(generator.passes().get(i).input()))
                    .close();
        }
        assertThat(generator.passes()).hasSize(passes);
    }

    /** The critic's pass over the real side is run for the generator only if its loss needs it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void realScoresAreReadWhereTheGeneratorsLossNeedsThem(boolean needed) {
        GanModel model = new Standard(LATENT, CriticBatches.SEPARATE);
        GameParts silent = SilentParts.of(model, false);
        Scores scores = new Scores(needed);
        GameParts parts = new GameParts(
                silent.data(),
                silent.batchSize(),
                silent.networks(),
                scores,
                new CriticConstraint() {},
                new RandomStreams(1));
        SilentNetwork critic = SilentParts.network(parts, NetworkRole.CRITIC);
        try (Game game = model.assemble(parts)) {
            game.deal();
            game.play(Player.CRITIC, NOWHERE);
            critic.passes().get(0).output.array().assign(5);
            critic.passes().get(1).output.array().assign(2);
            game.play(Player.CRITIC, NOWHERE);
            // In the generator's turn both sides read the first pass, one after the other.
            critic.passes().get(0).output.array().assign(7);
            int before = critic.forwards();
            game.play(Player.GENERATOR, NOWHERE);
            assertThat(critic.forwards() - before).isEqualTo(needed ? 2 : 1);
            assertThat(scores.real).containsOnly(needed ? 7 : 2);
            assertThat(scores.fake).containsOnly(7);
        }
    }

    /** A constraint sees the critic with what both sides show; the same object while that is so. */
    @Test
    void theConstraintSeesWhatTheCriticReads() {
        List<CriticConstraint.CriticTurn> turns = new ArrayList<>();
        GanModel model = new Bigan(LATENT, CriticBatches.SEPARATE);
        GameParts silent = SilentParts.of(model, false);
        GameParts parts = new GameParts(
                silent.data(),
                silent.batchSize(),
                silent.networks(),
                new Scores(true),
                new CriticConstraint() {
                    @Override
                    public double penalise(CriticTurn turn) {
                        turns.add(turn);
                        return 0;
                    }
                },
                new RandomStreams(1));
        try (Game game = model.assemble(parts)) {
            game.deal();
            game.play(Player.CRITIC, NOWHERE);
            game.play(Player.CRITIC, NOWHERE);
            assertThat(turns).hasSize(2).doesNotContainNull();
            assertThat(turns.get(1)).isSameAs(turns.get(0));
            assertThat(turns.get(0).critic()).isSameAs(parts.networks().get(NetworkRole.CRITIC));
            assertThat(turns.get(0).real()).hasSize(2);
            assertThat(turns.get(0).fake()).hasSize(2);
        }
    }

    private static List<GanModel> games(CriticBatches batches) {
        return List.of(
                new Standard(LATENT, batches),
                new Conditional(LATENT, FakeLabels.UNIFORM, batches),
                new Bigan(LATENT, batches),
                new LatentRegressor(LATENT, batches));
    }

    private static float[] latents(SilentNetwork generator) {
        return generator.passes().get(0).input().dup().data().asFloat();
    }

    /** Keeps the scores that the generator's loss was given last. */
    private static final class Scores implements Divergence {
        private final boolean needsReal;
        private double[] real = {};
        private double[] fake = {};

        private Scores(boolean needsReal) {
            this.needsReal = needsReal;
        }

        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(1, 1);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            real = scores.real().clone();
            fake = scores.fake().clone();
            loss.setValues(1, 1);
        }

        @Override
        public boolean generatorNeedsRealScores() {
            return needsReal;
        }
    }
}
