package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The laws of a model and its game. They play short games of vectors with small networks without
 * batch norm and dropout, in the order that {@link Game} states.
 */
public interface GameContract {
    /** Examples in a minibatch. */
    int SIZE = 4;

    /** Numbers in an example. */
    int ELEMENTS = 6;

    /** The model under contract. */
    GanModel model();

    /** The data that the laws play with: vectors of three classes. */
    default DatasetInfo data() {
        return new DatasetInfo(
                "vectors",
                TensorShape.of(ELEMENTS),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of("ant", "bee", "cow"),
                "none",
                "none",
                "vectors");
    }

    /** Each network that the model asks for has its own role, and exactly one player updates it. */
    @Test
    default void everyNetworkIsMovedByOnePlayer() {
        try (Table table = new Table(this)) {
            List<NetworkRole> asked = model().networks(data()).stream()
                    .map(NetworkSignature::role)
                    .toList();
            assertThat(asked).as("roles").doesNotHaveDuplicates();
            List<NetworkRole> moved = table.game.players().stream()
                    .flatMap(player -> table.game.moves(player).stream())
                    .toList();
            assertThat(moved).as("roles that players move").containsExactlyInAnyOrderElementsOf(asked);
            assertThat(table.game.players()).contains(Player.GENERATOR);
        }
    }

    /**
     * A turn adds to the gradients of the networks that its player updates, and to no others. A
     * second turn adds the same gradients again.
     */
    @Test
    default void aTurnAddsToTheGradientsOfWhatItMoves() {
        try (Table table = new Table(this)) {
            table.deal();
            for (Player player : table.game.players()) {
                table.clearGradients();
                table.play(player);
                Map<NetworkRole, double[]> once = table.gradients();
                table.play(player);
                Map<NetworkRole, double[]> twice = table.gradients();
                List<NetworkRole> moved = table.game.moves(player);
                once.forEach((role, gradients) -> {
                    double largest =
                            Arrays.stream(gradients).map(Math::abs).max().orElse(0);
                    if (!moved.contains(role)) {
                        assertThat(largest)
                                .as("gradients of the %s in the turn of the %s", role, player.key())
                                .isZero();
                        return;
                    }
                    assertThat(largest)
                            .as("gradients of the %s in the turn of the %s", role, player.key())
                            .isPositive();
                    double[] doubled = Arrays.stream(gradients).map(g -> 2 * g).toArray();
                    assertThat(twice.get(role))
                            .as("gradients of the %s after two turns of the %s", role, player.key())
                            .containsExactly(doubled, within(1e-4 * largest));
                });
            }
        }
    }

    /** A turn changes no parameter: players compute gradients, and the trainer updates. */
    @Test
    default void aTurnMovesNothing() {
        try (Table table = new Table(this)) {
            Map<NetworkRole, double[]> before = table.parameters();
            table.deal();
            table.game.players().forEach(table::play);
            table.parameters().forEach((role, parameters) -> assertThat(parameters)
                    .as("parameters of the %s", role)
                    .isEqualTo(before.get(role)));
        }
    }

    /** A turn reports its player's loss, and the critic's the mean scores and all scores too. */
    @Test
    default void lossesAndScoresAreReported() {
        try (Table table = new Table(this)) {
            table.deal();
            for (Player player : table.game.players()) {
                table.measured.clear();
                table.play(player);
                if (player == Player.CRITIC) {
                    assertThat(table.measured)
                            .containsKeys(Measurements.CRITIC_LOSS, Measurements.REAL_SCORE, Measurements.FAKE_SCORE);
                    assertThat(table.scored).as("reports of all scores").isEqualTo(1);
                } else {
                    assertThat(table.measured).containsKey(Measurements.GENERATOR_LOSS);
                }
                assertThat(table.measured.values()).allMatch(Double::isFinite);
            }
        }
    }

    /**
     * In each turn of the critic the constraint may add a penalty, which is part of the loss. Where
     * the player has several critics, each may get one, and the loss is their sum or their mean.
     */
    @Test
    default void theConstraintIsAskedInEachTurnOfTheCritic() {
        try (Table table = new Table(this);
                Table penalised = new Table(this, InstanceNoise.NONE, 100)) {
            if (!table.hasCritic()) {
                return;
            }
            table.deal();
            penalised.deal();
            int critics = table.game.moves(Player.CRITIC).size();
            for (int i = 1; i <= 2; i++) {
                table.play(Player.CRITIC);
                penalised.play(Player.CRITIC);
                assertThat(penalised.constraint.turns).as("penalties").isEqualTo(i * critics);
            }
            double added =
                    penalised.measured.get(Measurements.CRITIC_LOSS) - table.measured.get(Measurements.CRITIC_LOSS);
            assertThat(added)
                    .as("what a penalty of 100 adds to the critic's loss")
                    .satisfiesAnyOf(mean -> assertThat(mean).isCloseTo(100, within(1e-6)), sum -> assertThat(sum)
                            .isCloseTo(100.0 * critics, within(1e-6)));
            assertThat(penalised.constraint.lastReal)
                    .as("examples of the real side")
                    .isEqualTo(table.real);
        }
    }

    /**
     * Instance noise is added to the examples that the critic reads, in the turns of either player.
     */
    @Test
    default void noiseLiesOverWhatTheCriticReads() {
        try (Table plain = new Table(this);
                Table noisy = new Table(this, new InstanceNoise(0.5, 0), 0)) {
            if (!plain.hasCritic()) {
                return;
            }
            plain.deal();
            noisy.deal();
            for (Player player : List.of(Player.CRITIC, Player.GENERATOR)) {
                byte[] before = noisy.streams.named("instance-noise").state();
                plain.play(player);
                noisy.play(player);
                assertThat(noisy.streams.named("instance-noise").state())
                        .as("stream of the noise in the turn of the %s", player.key())
                        .isNotEqualTo(before);
            }
            assertThat(noisy.constraint.lastReal)
                    .as("examples that the critic reads")
                    .isNotEqualTo(plain.constraint.lastReal);
        }
    }

    /**
     * A game draws from the run's streams alone, and it draws new latents with each {@code deal} and
     * each {@code resampleLatents}.
     */
    @Test
    default void whatIsDrawnFollowsFromTheStreams() {
        try (Table one = new Table(this);
                Table other = new Table(this)) {
            for (Table table : List.of(one, other)) {
                table.deal();
                table.game.players().forEach(table::play);
            }
            assertThat(other.measured)
                    .as("losses of two games of equal streams")
                    .isEqualTo(one.measured);
            if (!one.hasCritic()) {
                return;
            }
            double before = one.measured.get(Measurements.GENERATOR_LOSS);
            one.game.resampleLatents();
            one.play(Player.GENERATOR);
            assertThat(one.measured.get(Measurements.GENERATOR_LOSS))
                    .as("generator's loss on new latents")
                    .isNotEqualTo(before);
        }
    }

    /** One call for both players computes the same as a call for the critic, then the generator. */
    @Test
    default void playingTogetherIsPlayingInTurn() {
        try (Table inTurn = new Table(this);
                Table together = new Table(this)) {
            if (!inTurn.hasCritic()) {
                return;
            }
            inTurn.deal();
            inTurn.play(Player.CRITIC);
            inTurn.play(Player.GENERATOR);
            together.deal();
            together.game.playTogether(together);
            assertThat(together.measured.keySet()).isEqualTo(inTurn.measured.keySet());
            inTurn.measured.forEach((name, value) ->
                    assertThat(together.measured.get(name)).as(name).isCloseTo(value, within(1e-5)));
            Map<NetworkRole, double[]> gradients = together.gradients();
            inTurn.gradients().forEach((role, expected) -> assertThat(gradients.get(role))
                    .as("gradients of the %s", role)
                    .containsExactly(expected, within(1e-5)));
        }
    }

    /**
     * On a device, a round transfers a few numbers per example to the host: scores and losses, but
     * no examples and no gradients.
     */
    @Test
    default void examplesStayWhereTheyWereMade() {
        SimulatedDevice device = new SimulatedDevice(new Dl4jEngine());
        try (Table table = new Table(this, InstanceNoise.NONE, new Noting(0, false), device)) {
            table.deal();
            table.game.players().forEach(table::play);
            device.transfers().reset();
            table.deal();
            table.game.players().forEach(table::play);
            List<NetworkRole> critics = table.hasCritic() ? table.game.moves(Player.CRITIC) : List.of();
            int perExample = model().networks(data()).stream()
                    .filter(signature -> critics.contains(signature.role()))
                    .mapToInt(signature -> signature.output().elements())
                    .sum();
            // The limit allows the scores of both sides in both turns, and one loss per network.
            long most = 4L * SIZE * perExample + model().networks(data()).size();
            assertThat(device.transfers().downloadedNumbers())
                    .as("numbers that a round carries to the host")
                    .isLessThanOrEqualTo(most);
        }
    }

    /**
     * A sampler draws the latents that its generator reads, and gives examples of the data's shape.
     */
    @Test
    default void samplesFitTheData() {
        try (Table table = new Table(this)) {
            Sampler sampler = model().sampler(data(), table.networks);
            Examples latents = sampler.drawLatents(5, new RandomStream(1));
            assertThat(latents.shape()).as("shape of a latent").isEqualTo(sampler.latentShape());
            assertThat(latents.count()).isEqualTo(5);
            int[] labels = new int[sampler.classes() == 0 ? 0 : 5];
            Examples generated = sampler.generate(latents, labels);
            assertThat(generated.shape()).as("shape of a sample").isEqualTo(data().shape());
            assertThat(generated.count()).isEqualTo(5);
        }
    }

    /**
     * A model with an encoder returns it, and the codes have the number and the labels of the
     * examples.
     */
    @Test
    default void anEncoderAnswersForEveryExample() {
        try (Table table = new Table(this)) {
            boolean encodes = table.networks.all().containsKey(NetworkRole.ENCODER);
            assertThat(model().encoder(data(), table.networks).isPresent())
                    .as("whether there is an encoder")
                    .isEqualTo(encodes);
            if (!encodes) {
                return;
            }
            Encoder encoder = model().encoder(data(), table.networks).orElseThrow();
            int[] labels = {2, 0, 1};
            Examples codes = encoder.encode(new Examples(data().shape(), new float[labels.length * ELEMENTS], labels));
            assertThat(codes.shape()).isEqualTo(encoder.latentShape());
            assertThat(codes.labels()).isEqualTo(labels);
        }
    }

    /** A game with its networks and streams, the examples it was given, and its reports. */
    final class Table implements Measurements, AutoCloseable {
        private final RandomStreams streams = new RandomStreams(7);
        private final RandomStream examples = new RandomStream(11);
        private final Map<String, Double> measured = new LinkedHashMap<>();
        private final Noting constraint;
        private final NetworkSet networks;
        private final Game game;
        private final double[] real = new double[SIZE * ELEMENTS];
        private int scored;

        private Table(GameContract contract) {
            this(contract, InstanceNoise.NONE, 0);
        }

        private Table(GameContract contract, InstanceNoise noise, double penalty) {
            this(contract, noise, new Noting(penalty, true), new Dl4jEngine());
        }

        private Table(GameContract contract, InstanceNoise noise, Noting constraint, NetworkEngine engine) {
            DatasetInfo data = contract.data();
            this.constraint = constraint;
            Map<NetworkRole, Network> built = new LinkedHashMap<>();
            Set<NetworkRole> seen = new HashSet<>();
            for (NetworkSignature signature : contract.model().networks(data)) {
                if (seen.add(signature.role())) {
                    built.put(
                            signature.role(),
                            engine.build(new NetworkRequest(
                                    signature.role().key(),
                                    SmallNetworks.of(signature),
                                    DataType.FLOAT,
                                    new RandomStream(signature.role().key().hashCode()),
                                    new RandomStream(3))));
                }
            }
            networks = new NetworkSet(built);
            game = contract.model()
                    .assemble(new GameParts(data, SIZE, networks, new Squares(), constraint, streams, noise));
            game.beginStep(1);
        }

        private boolean hasCritic() {
            return game.players().contains(Player.CRITIC);
        }

        private void deal() {
            var buffer = game.real().toFill();
            for (int i = 0; i < real.length; i++) {
                float number = (float) examples.nextNormal();
                real[i] = number;
                buffer.put(i, number);
            }
            Arrays.setAll(game.real().labels(), i -> i % 3);
            game.real().filled();
            game.deal();
        }

        private void play(Player player) {
            scored = 0;
            game.play(player, this);
        }

        @Override
        public void record(String name, double value) {
            measured.put(name, value);
        }

        @Override
        public void scores(CriticScores scores) {
            scored++;
        }

        private void clearGradients() {
            networks.all().values().forEach(Network::clearGradients);
        }

        private Map<NetworkRole, double[]> gradients() {
            Map<NetworkRole, double[]> all = new LinkedHashMap<>();
            networks.all().forEach((role, network) -> {
                double[] numbers = new double[(int) network.gradients().length()];
                network.gradients().read(numbers);
                all.put(role, numbers);
            });
            return all;
        }

        private Map<NetworkRole, double[]> parameters() {
            Map<NetworkRole, double[]> all = new LinkedHashMap<>();
            networks.all().forEach((role, network) -> {
                double[] numbers = new double[(int) network.parameters().length()];
                network.parameters().read(numbers);
                all.put(role, numbers);
            });
            return all;
        }

        @Override
        public void close() {
            game.close();
            networks.close();
        }
    }

    /** A constraint with a constant penalty, which may note what it was shown. */
    final class Noting implements CriticConstraint {
        private final double penalty;
        private final boolean notes;
        private int turns;
        private double[] lastReal = {};

        private Noting(double penalty, boolean notes) {
            this.penalty = penalty;
            this.notes = notes;
        }

        @Override
        public double penalise(CriticTurn turn) {
            turns++;
            if (!notes) {
                return penalty;
            }
            lastReal = new double[(int) turn.real().get(0).length()];
            turn.real().get(0).read(lastReal);
            return penalty;
        }
    }

    /** The least-squares losses (s − 1)² and s². */
    final class Squares implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(mean(scores.real(), 1, loss.realGradient()), mean(scores.fake(), 0, loss.fakeGradient()));
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(mean(scores.real(), 0, loss.realGradient()), mean(scores.fake(), 1, loss.fakeGradient()));
        }

        @Override
        public boolean generatorNeedsRealScores() {
            return false;
        }

        private static double mean(double[] scores, double target, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                sum += (scores[i] - target) * (scores[i] - target) / scores.length;
                gradient[i] = 2 * (scores[i] - target) / scores.length;
            }
            return sum;
        }
    }
}
