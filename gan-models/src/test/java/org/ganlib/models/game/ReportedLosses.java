package org.ganlib.models.game;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
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
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.SmallNetworks;
import org.nd4j.linalg.api.buffer.DataType;

/** Holds the gradients that a game adds to central differences of the losses that it reports. */
final class ReportedLosses {
    static final int SIZE = 6;
    static final DatasetInfo DATA = new DatasetInfo(
            "numbers",
            TensorShape.of(3),
            ValueRange.UNBOUNDED,
            OptionalInt.empty(),
            List.of("a", "b", "c"),
            "none",
            "none",
            "numbers");

    private ReportedLosses() {}

    /** Checks the networks of both players, in double. */
    static void check(GanModel model) {
        RandomStreams streams = new RandomStreams(3);
        try (NetworkSet networks = networks(model.networks(DATA));
                Game game = model.assemble(
                        new GameParts(DATA, SIZE, networks, new Squares(), new CriticConstraint() {}, streams))) {
            new RandomStream(8).fillNormal(game.real().toFill());
            game.real().filled();
            Arrays.setAll(game.real().labels(), i -> i % 3);
            byte[] latents = streams.named("latent").state();
            byte[] labels = streams.named("labels").state();
            game.deal();
            Map<String, Double> measured = new HashMap<>();
            for (Player player : Player.values()) {
                String loss = player == Player.CRITIC ? Measurements.CRITIC_LOSS : Measurements.GENERATOR_LOSS;
                Network moved = networks.get(game.moves(player).get(0));
                networks.all().values().forEach(Network::clearGradients);
                game.play(player, measured::put);
                GradientCheck.parameters(
                        moved, HostTensor.copyOf(moved.gradients()).array(), () -> {
                            streams.named("latent").restore(latents);
                            streams.named("labels").restore(labels);
                            game.resampleLatents();
                            game.play(player, measured::put);
                            return measured.get(loss);
                        });
            }
        }
    }

    /** Small networks of these signatures, in double. */
    static NetworkSet networks(List<NetworkSignature> signatures) {
        Map<NetworkRole, Network> networks = new LinkedHashMap<>();
        for (NetworkSignature signature : signatures) {
            networks.put(
                    signature.role(),
                    new Dl4jEngine()
                            .build(new NetworkRequest(
                                    signature.role().key(),
                                    SmallNetworks.of(signature),
                                    DataType.DOUBLE,
                                    new RandomStream(4),
                                    new RandomStream(5))));
        }
        return new NetworkSet(networks);
    }

    /** Least squares with the labels 1 and 0; the generator wants the labels swapped. */
    private record Squares() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(side(scores.real(), 1, loss.realGradient()), side(scores.fake(), 0, loss.fakeGradient()));
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(side(scores.real(), 0, loss.realGradient()), side(scores.fake(), 1, loss.fakeGradient()));
        }

        @Override
        public void generatorFakeLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(0, side(scores.fake(), 1, loss.fakeGradient()));
        }

        @Override
        public boolean generatorNeedsRealScores() {
            return false;
        }

        private static double side(double[] scores, double label, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                double distance = scores[i] - label;
                sum += distance * distance / scores.length;
                gradient[i] = 2 * distance / scores.length;
            }
            return sum;
        }
    }
}
