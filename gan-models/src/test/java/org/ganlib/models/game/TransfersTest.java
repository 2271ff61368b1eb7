package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.ganlib.config.Optimizers;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.models.architecture.Mlp;
import org.ganlib.network.NetworkSet;
import org.ganlib.optimize.Adam;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.TransferCount;
import org.ganlib.testkit.SimulatedDevice;
import org.ganlib.testkit.VectorGame;
import org.ganlib.train.TrainingStep;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training step on a device carries examples, latents, labels and the gradients of scores to it,
 * and scores and losses back, and nothing else.
 */
final class TransfersTest {
    private static final int N = 4;
    private static final int EXAMPLE = VectorGame.EXAMPLE;
    private static final int LATENT = 5;

    /** Each game with the numbers that one step carries up and down. */
    static Stream<Arguments> games() {
        Latent latent = new Latent(LATENT, Prior.NORMAL, 1);
        int examples = N * EXAMPLE;
        // The generator's turn has latents of its own.
        int latents = 2 * N * LATENT;
        return Stream.of(CriticBatches.JOINT, CriticBatches.SEPARATE)
                .flatMap(batches -> Stream.of(
                        Arguments.of(new Standard(latent, batches), examples + latents + 3 * N, 3 * N),
                        Arguments.of(
                                new Conditional(latent, FakeLabels.DATA, batches),
                                examples + latents + N + 3 * N,
                                3 * N),
                        // The classes of generated examples are drawn anew for the generator's
                        // turn.
                        Arguments.of(
                                new Conditional(latent, FakeLabels.UNIFORM, batches),
                                examples + latents + 3 * N + 3 * N,
                                3 * N),
                        // Both sides depend on the networks that move, so that both are scored in
                        // both turns.
                        Arguments.of(new Bigan(latent, batches), examples + latents + 4 * N, 4 * N),
                        Arguments.of(new LatentRegressor(latent, batches), examples + latents + 3 * N, 3 * N + 1),
                        Arguments.of(
                                new JointLatentRegressor(latent, batches, 0.5), examples + latents + 3 * N, 3 * N + 1),
                        Arguments.of(new Autoencoder(latent, Norm.L1), examples, 1)));
    }

    @ParameterizedTest
    @MethodSource("games")
    void aStepCarriesOnlyWhatItMust(GanModel model, int up, int down) {
        TransferCount transfers = transfersOfAStep(model, InstanceNoise.NONE);
        assertThat(transfers.uploadedNumbers()).as("numbers to the device").isEqualTo(up);
        assertThat(transfers.downloadedNumbers()).as("numbers to the host").isEqualTo(down);
    }

    /** Noise comes from a stream of the host's, for every example that the critic reads. */
    @ParameterizedTest
    @MethodSource("games")
    void instanceNoiseIsTheOnlyAddition(GanModel model, int up, int down) {
        TransferCount transfers = transfersOfAStep(model, new InstanceNoise(0.1, 0));
        int read = model instanceof Autoencoder ? 0 : model instanceof Bigan ? 4 : 3;
        assertThat(transfers.uploadedNumbers()).as("numbers to the device").isEqualTo(up + read * N * EXAMPLE);
        assertThat(transfers.downloadedNumbers()).as("numbers to the host").isEqualTo(down);
    }

    private static TransferCount transfersOfAStep(GanModel model, InstanceNoise noise) {
        SimulatedDevice device = new SimulatedDevice(new Dl4jEngine());
        RandomStreams streams = new RandomStreams(1);
        try (NetworkSet set = VectorGame.networks(model, device, new Mlp()::define);
                TrainingStep step = new TrainingStep(
                        model,
                        new GameParts(VectorGame.DATA, N, set, new Scores(), new CriticConstraint() {}, streams, noise),
                        new Optimizers(new Adam(), new Adam()),
                        new RegularSchedule(1, RegularSchedule.Update.ALTERNATING, false),
                        VectorGame.batches(streams.named("data")),
                        0.9)) {
            step.run(1);
            device.transfers().reset();
            step.run(2);
        }
        return device.transfers();
    }

    /** The difference of the mean scores. */
    private record Scores() implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            generatorLoss(scores, loss);
            Arrays.fill(loss.realGradient(), -1.0 / N);
            Arrays.fill(loss.fakeGradient(), 1.0 / N);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(
                    -Arrays.stream(scores.real()).average().orElseThrow(),
                    Arrays.stream(scores.fake()).average().orElseThrow());
            Arrays.fill(loss.realGradient(), 1.0 / N);
            Arrays.fill(loss.fakeGradient(), -1.0 / N);
        }

        @Override
        public boolean generatorNeedsRealScores() {
            return false;
        }
    }
}
