package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ganlib.game.AuxiliaryLoss;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.CriticSide;
import org.ganlib.game.GameSignatures;
import org.ganlib.game.Latent;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.Prior;
import org.ganlib.game.RoundPass;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GradientCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A critic with a score and two further outputs, which should be 1 and −2 for every example. */
final class AuxiliaryLossTest {
    private static final int N = 3;
    private static final Latent LATENT = new Latent(2, Prior.NORMAL, 1);
    private static final DatasetInfo DATA = new DatasetInfo(
            "points",
            TensorShape.of(4),
            ValueRange.UNBOUNDED,
            OptionalInt.empty(),
            List.of(),
            "none",
            "none",
            "points");

    /**
     * Both players' gradients are those of the losses that are reported, further outputs included.
     */
    @ParameterizedTest
    @EnumSource(
            value = CriticBatches.class,
            names = {"JOINT", "SEPARATE"})
    void gradientsAreThoseOfTheReportedLosses(CriticBatches batches) {
        try (NetworkSet networks = networks()) {
            GameParts parts = new GameParts(
                    DATA, N, networks, new Differences(), new CriticConstraint() {}, new RandomStreams(1));
            CriticEvaluation evaluation = new CriticEvaluation(parts, batches, new Targets());
            Network generator = networks.get(NetworkRole.GENERATOR);
            LatentBatch latents = new LatentBatch(generator.memory(), LATENT, N, new RandomStream(2));
            latents.draw();
            new RandomStream(3).fillNormal(evaluation.examples().toFill());
            evaluation.examples().filled();
            RoundPass pass = new RoundPass(generator, latents.values());
            Map<String, Double> measured = new HashMap<>();
            for (Player player : Player.values()) {
                Network moved = networks.get(player == Player.CRITIC ? NetworkRole.CRITIC : NetworkRole.GENERATOR);
                String name = player == Player.CRITIC ? Measurements.CRITIC_LOSS : Measurements.GENERATOR_LOSS;
                networks.all().values().forEach(Network::clearGradients);
                evaluation.showFake(0, pass.output());
                evaluation.play(player, pass, measured::put);
                double besides = measured.get(name);
                GradientCheck.parameters(
                        moved, HostTensor.copyOf(moved.gradients()).array(), () -> {
                            pass.forget();
                            evaluation.showFake(0, pass.output());
                            evaluation.play(player, pass, measured::put);
                            return measured.get(name);
                        });
                assertThat(besides)
                        .as("the loss of the further outputs is part of it")
                        .isGreaterThan(1);
            }
            pass.close();
            evaluation.close();
        }
    }

    private static NetworkSet networks() {
        return ReportedLosses.networks(List.of(
                GameSignatures.generator(LATENT, DATA),
                new NetworkSignature(
                        NetworkRole.CRITIC, List.of(DATA.shape()), TensorShape.of(3), ValueRange.UNBOUNDED)));
    }

    /**
     * The mean squared distance of both outputs from their targets; the generator's has a weight.
     */
    private record Targets() implements AuxiliaryLoss {
        @Override
        public int outputs() {
            return 2;
        }

        @Override
        public double of(Player player, CriticSide side, double[] outputs, double[] gradient) {
            double weight = player == Player.CRITIC ? 1 : 0.5;
            double sum = 0;
            for (int i = 0; i < outputs.length; i++) {
                double difference = outputs[i] - (i % 2 == 0 ? 1 : -2);
                sum += weight * difference * difference / N;
                gradient[i] = 2 * weight * difference / N;
            }
            return sum;
        }
    }

    /** The difference of the mean scores. */
    private record Differences() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            set(scores, loss, -1);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            set(scores, loss, 1);
        }

        private static void set(CriticScores scores, PlayerLoss loss, double sign) {
            loss.setValues(
                    sign * Arrays.stream(scores.real()).average().orElseThrow(),
                    -sign * Arrays.stream(scores.fake()).average().orElseThrow());
            Arrays.fill(loss.realGradient(), sign / N);
            Arrays.fill(loss.fakeGradient(), -sign / N);
        }
    }
}
