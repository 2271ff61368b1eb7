package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ganlib.config.AverageRule;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.optimize.Sgd;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Game;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class AveragedStatisticsTest {
    private final RandomStreams streams = new RandomStreams(1);
    private final Network network = NormNetworks.onInput(false);
    private final NetworkUpdater updater = new NetworkUpdater(
            NetworkRole.GENERATOR, network, new Sgd(), Optional.empty(), new Averaging(0.9, AverageRule.WARM_UP));

    /** 2,048 examples are measured, in at least 4 and at most 64 minibatches. */
    @ParameterizedTest
    @CsvSource({"1, 64", "32, 64", "33, 63", "100, 21", "512, 4", "1000, 4"})
    void enoughMinibatchesAreTaken(int size, int batches) {
        Latents game = new Latents(size);
        AveragedStatistics statistics = new AveragedStatistics(game, List.of(updater), streams, () -> {
            throw new AssertionError("the game reads no examples");
        });
        byte[] before = streams.named("latent").state();
        statistics.measure();
        assertThat(game.means).hasSize(batches);
        double mean = game.means.stream().mapToDouble(m -> m).average().orElseThrow();
        assertThat(BatchStatisticsTest.statistic(network, "norm/mean")[0]).isCloseTo(mean, within(1e-6));
        assertThat(streams.named("latent").state()).as("put back").isEqualTo(before);
        assertThat(game.lastCall).as("lets go of its passes").isEqualTo("deal");

        List<Double> first = List.copyOf(game.means);
        game.means.clear();
        statistics.measure();
        assertThat(game.means).as("the same again").isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"64, 32"})
    void realExamplesAreThoseOfAStreamThatBeginsAnew(int size, int batches) {
        Latents game = new Latents(size);
        game.readsExamples = true;
        Counting examples = new Counting();
        AveragedStatistics statistics = new AveragedStatistics(game, List.of(updater), streams, () -> examples);
        statistics.measure();
        assertThat(examples.dealt).isEqualTo(batches);
        assertThat(examples.position).as("put back").isZero();
        assertThat(BatchStatisticsTest.statistic(network, "norm/mean")[0])
                .as("of 1, 2, 3, …")
                .isCloseTo((batches + 1) / 2.0, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 7"})
    void aNetworkWithoutAnAnswerKeepsItsStatistics(boolean answers, double expected) {
        try (Network plain = NormNetworks.plain()) {
            NetworkUpdater without = new NetworkUpdater(
                    NetworkRole.GENERATOR, plain, new Sgd(), Optional.empty(), new Averaging(0.9, AverageRule.WARM_UP));
            assertThat(AveragedStatistics.concerns(List.of(without))).isFalse();
            assertThat(AveragedStatistics.concerns(List.of(without, updater))).isTrue();
        }
        for (var segment : network.layout().segments()) {
            if (segment.name().equals("norm/mean")) {
                arrayOf(network.parameters()).putScalar(segment.offset(), 7);
            }
        }
        Latents game = new Latents(2048);
        game.answers = answers;
        new AveragedStatistics(game, List.of(updater), streams, Counting::new).measure();
        assertThat(BatchStatisticsTest.statistic(network, "norm/mean")[0]).isCloseTo(expected, within(0.1));
    }

    /** A game whose generator reads two normal latents, or the real examples. */
    private final class Latents implements Game {
        private final List<Double> means = new ArrayList<>();
        private final Batch real;
        private final INDArray latents;
        private boolean readsExamples;
        private boolean answers = true;
        private String lastCall;

        Latents(int size) {
            real = new Batch(size, TensorShape.of(2));
            latents = Nd4j.create(DataType.FLOAT, size, 2);
        }

        @Override
        public Set<Player> players() {
            return Set.of(Player.GENERATOR);
        }

        @Override
        public List<NetworkRole> moves(Player player) {
            return List.of(NetworkRole.GENERATOR);
        }

        @Override
        public Batch real() {
            return real;
        }

        @Override
        public void deal() {
            resampleLatents();
            lastCall = "deal";
        }

        @Override
        public void resampleLatents() {
            lastCall = "resampleLatents";
            RandomStream random = streams.named("latent");
            for (int i = 0; i < latents.length(); i++) {
                latents.putScalar(i, (float) random.nextNormal());
            }
        }

        @Override
        public void play(Player player, Measurements measurements) {
            throw new AssertionError("nobody plays");
        }

        @Override
        public Optional<Tensor[]> inputs(NetworkRole role) {
            means.add(latents.getColumn(0).meanNumber().doubleValue());
            return answers
                    ? Optional.of(new Tensor[] {readsExamples ? real.features() : over(latents)})
                    : Optional.empty();
        }

        @Override
        public boolean inputsNeedExamples() {
            return readsExamples;
        }

        @Override
        public void close() {}
    }

    /** A stream in which minibatch n has the value n everywhere. */
    private static final class Counting implements BatchStream {
        private int position;
        private int dealt;

        @Override
        public void next(Batch batch) {
            position++;
            dealt++;
            var features = batch.toFill();
            while (features.hasRemaining()) {
                features.put(position);
            }
        }

        @Override
        public byte[] cursor() {
            return new byte[] {(byte) position};
        }

        @Override
        public void restore(byte[] cursor) {
            position = cursor[0];
        }
    }
}
