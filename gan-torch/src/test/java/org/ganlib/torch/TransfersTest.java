package org.ganlib.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ganlib.config.Optimizers;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.losses.constraint.GradientPenalty;
import org.ganlib.losses.constraint.NoConstraint;
import org.ganlib.losses.constraint.WeightClip;
import org.ganlib.models.architecture.Mlp;
import org.ganlib.models.game.Bigan;
import org.ganlib.models.game.Conditional;
import org.ganlib.models.game.Standard;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.NumericPrecision;
import org.ganlib.network.ValueRange;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.AdamW;
import org.ganlib.optimize.RmsProp;
import org.ganlib.optimize.Sgd;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Optimizer;
import org.ganlib.tensor.TensorShape;
import org.ganlib.torch.device.Natives;
import org.ganlib.torch.device.Place;
import org.ganlib.torch.device.TransferCount;
import org.ganlib.train.TrainingStep;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A training step on a device carries examples, latents, labels and the gradients of scores to it,
 * and scores back, and nothing else: parameters, gradients, the optimizer's vectors and averages
 * stay there.
 */
final class TransfersTest {
    private static final int N = 4;
    private static final int EXAMPLE = 6;
    private static final DatasetInfo DATA = new DatasetInfo(
            "vectors",
            TensorShape.of(EXAMPLE),
            ValueRange.UNBOUNDED,
            OptionalInt.empty(),
            List.of("ant", "bee", "cow"),
            "none",
            "none",
            "vectors");

    private final Place place = Place.simulated();

    /** Each game with the numbers per example that one step carries up and down. */
    static Stream<Arguments> games() {
        int latent = new Standard().latent().size();
        return Stream.of(
                // The scores of two sides in the critic's turn, of one in the generator's.
                Arguments.of(new Standard(), EXAMPLE + 2 * latent + 3, 3),
                // The labels of the real examples.
                Arguments.of(new Conditional(), EXAMPLE + 2 * latent + 1 + 3, 3),
                // Both sides are scored in both turns.
                Arguments.of(new Bigan(), EXAMPLE + 2 * new Bigan().latent().size() + 4, 4));
    }

    @ParameterizedTest
    @MethodSource("games")
    void aStepCarriesOnlyWhatItMust(GanModel model, int up, int down) {
        for (Optimizer optimizer : List.of(new Adam(), new AdamW(), new RmsProp(), new Sgd())) {
            for (CriticConstraint constraint : List.of(new NoConstraint(), new WeightClip())) {
                TransferCount transfers = transfersOfAStep(model, optimizer, constraint);
                assertThat(transfers.uploadedNumbers())
                        .as("numbers to the device")
                        .isEqualTo((long) up * N);
                assertThat(transfers.downloadedNumbers())
                        .as("numbers to the host")
                        .isEqualTo((long) down * N);
            }
        }
    }

    /** A penalty's points and the norms of its gradients are a few numbers per example more. */
    @ParameterizedTest
    @MethodSource("games")
    void aGradientPenaltyStaysOnTheDevice(GanModel model, int up, int down) {
        TransferCount transfers = transfersOfAStep(model, new Adam(), new GradientPenalty());
        assertThat(transfers.uploadedNumbers())
                .as("numbers to the device")
                .isBetween((long) up * N, (long) (up + 5) * N);
        assertThat(transfers.downloadedNumbers())
                .as("numbers to the host")
                .isBetween((long) down * N, (long) (down + 3) * N);
    }

    /** Everything that a training keeps in the device's memory is given back. */
    @ParameterizedTest
    @MethodSource("games")
    void nothingIsLeftBehind(GanModel model, int up, int down) {
        transfersOfAStep(model, new Adam(), new GradientPenalty());
        long before = Natives.kept();
        transfersOfAStep(model, new Adam(), new GradientPenalty());
        assertThat(Natives.kept() - before)
                .as("objects of %d and %d numbers", up, down)
                .isZero();
    }

    private TransferCount transfersOfAStep(GanModel model, Optimizer optimizer, CriticConstraint constraint) {
        TorchOnDevice device = new TorchOnDevice(place, NumericPrecision.FLOAT32);
        RandomStreams streams = new RandomStreams(1);
        Map<NetworkRole, Network> networks = new LinkedHashMap<>();
        for (NetworkSignature signature : model.networks(DATA)) {
            networks.put(
                    signature.role(),
                    device.build(new NetworkRequest(
                            signature.role().key(),
                            new Mlp().define(signature),
                            DataType.FLOAT,
                            new RandomStream(2),
                            new RandomStream(3))));
        }
        try (NetworkSet set = new NetworkSet(networks);
                TrainingStep step = new TrainingStep(
                        model,
                        new GameParts(DATA, N, set, new GanDivergence(), constraint, streams),
                        new Optimizers(optimizer, optimizer),
                        new RegularSchedule(1, RegularSchedule.Update.ALTERNATING, false),
                        new Draws(streams.named("data")),
                        0.9)) {
            step.run(1);
            place.transfers().reset();
            step.run(2);
            return place.transfers();
        }
    }

    private record Draws(RandomStream random) implements BatchStream {
        @Override
        public void next(Batch batch) {
            random.fillNormal(batch.toFill());
            Arrays.setAll(batch.labels(), i -> i % 3);
        }

        @Override
        public byte[] cursor() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] cursor) {}
    }
}
