package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Player;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the critic of every game reads where there is noise, and what it and everybody else read
 * where there is none.
 */
final class ExampleNoiseTest {
    private static final Latent LATENT = new Latent(5, Prior.NORMAL, 1);
    private static final float REAL = 7;
    private static final float FAKE = -3;
    private static final int ROUNDS = 400;

    static Stream<GanModel> games() {
        return Stream.of(CriticBatches.JOINT, CriticBatches.SEPARATE)
                .flatMap(batches -> Stream.of(
                        new Standard(LATENT, batches),
                        new Conditional(LATENT, FakeLabels.UNIFORM, batches),
                        new Bigan(LATENT, batches),
                        new LatentRegressor(LATENT, batches),
                        new JointLatentRegressor(LATENT, batches, 0.5)));
    }

    @ParameterizedTest
    @MethodSource("games")
    void theCriticReadsBothSidesWithTheDeviationOfTheStep(GanModel model) {
        Readings readings = new Readings(model, new InstanceNoise(0.8, 4));
        for (int step = 1; step <= 3; step++) {
            double deviation = 0.8 * (5 - step) / 4;
            readings.over(step, ROUNDS);
            // Four standard errors of 9,600 numbers.
            double n = readings.real.size();
            assertThat(n).isEqualTo(ROUNDS * SilentParts.SIZE * 6);
            for (List<Double> noise : List.of(readings.real, readings.fake)) {
                assertThat(mean(noise)).isCloseTo(0, within(4 * deviation / Math.sqrt(n)));
                assertThat(Math.sqrt(mean(noise.stream().map(x -> x * x).toList())))
                        .as("step %d", step)
                        .isCloseTo(deviation, within(4 * deviation / Math.sqrt(2 * n)));
            }
            assertThat(mean(products(readings.real, readings.fake)))
                    .as("the two sides' noise has nothing in common")
                    .isCloseTo(0, within(4 * deviation * deviation / Math.sqrt(n)));
        }
    }

    @ParameterizedTest
    @MethodSource("games")
    void nothingIsLeftOfItAfterTheLastStep(GanModel model) {
        Readings readings = new Readings(model, new InstanceNoise(0.8, 4));
        readings.over(1, 1);
        byte[] state = readings.parts.streams().states().get("instance-noise");
        readings.over(5, 3);
        assertThat(readings.real).containsOnly(0.0);
        assertThat(readings.fake).containsOnly(0.0);
        assertThat(readings.parts.streams().states().get("instance-noise")).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("games")
    void withoutSigmaThereIsNotEvenAStream(GanModel model) {
        Readings readings = new Readings(model, new InstanceNoise(0, 4));
        readings.over(1, 3);
        assertThat(readings.real).containsOnly(0.0);
        assertThat(readings.parts.streams().states()).doesNotContainKey("instance-noise");
    }

    /**
     * Others draw what they drew, the encoder and the next reading see examples as they are, and
     * each reading has noise of its own.
     */
    @ParameterizedTest
    @MethodSource("games")
    void nobodyElseSeesIt(GanModel model) {
        Readings noisy = new Readings(model, new InstanceNoise(0.8, 0));
        Readings plain = new Readings(model, InstanceNoise.NONE);
        noisy.over(1, 2);
        plain.over(1, 2);
        for (String stream : List.of("latent", "labels")) {
            assertThat(noisy.parts.streams().states().get(stream))
                    .isEqualTo(plain.parts.streams().states().get(stream));
        }
        assertThat(arrayOf(noisy.game.real().features()).dup().data().asFloat()).containsOnly(REAL);
        if (model instanceof Bigan) {
            assertThat(SilentParts.network(noisy.parts, NetworkRole.ENCODER)
                            .passes()
                            .get(0)
                            .input()
                            .dup()
                            .data()
                            .asFloat())
                    .containsOnly(REAL);
        }
        assertThat(noisy.real).doesNotHaveDuplicates();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(x -> x).average().orElseThrow();
    }

    private static List<Double> products(List<Double> a, List<Double> b) {
        return Stream.iterate(0, i -> i + 1)
                .limit(a.size())
                .map(i -> a.get(i) * b.get(i))
                .toList();
    }

    /**
     * The instance noise, which is the difference between the examples that the critic reads and
     * the examples of the data and of the generator.
     */
    private static final class Readings {
        private final GameParts parts;
        private final Game game;
        private List<Double> real = List.of();
        private List<Double> fake = List.of();

        private Readings(GanModel model, InstanceNoise noise) {
            parts = SilentParts.of(model, false, noise);
            game = model.assemble(parts);
        }

        private void over(long step, int rounds) {
            List<Double> atReal = new ArrayList<>();
            List<Double> atFake = new ArrayList<>();
            game.beginStep(step);
            for (int i = 0; i < rounds; i++) {
                FloatBuffer pixels = game.real().toFill();
                while (pixels.hasRemaining()) {
                    pixels.put(REAL);
                }
                game.deal();
                showFakes();
                game.play(Player.CRITIC, (name, value) -> {});
                showFakes();
                game.play(Player.CRITIC, (name, value) -> {});
                collect(atReal, atFake);
                game.play(Player.GENERATOR, (name, value) -> {});
            }
            real = atReal;
            fake = atFake;
        }

        private void showFakes() {
            SilentParts.network(parts, NetworkRole.GENERATOR)
                    .passes()
                    .forEach(pass -> pass.output.array().assign(FAKE));
        }

        private void collect(List<Double> atReal, List<Double> atFake) {
            List<SilentNetwork.SilentPass> passes =
                    SilentParts.network(parts, NetworkRole.CRITIC).passes();
            boolean joint = passes.get(0).input().size(0) == 2 * SilentParts.SIZE;
            int half = SilentParts.SIZE * 6;
            // Separately, the critic reads the fake side first.
            float[] front = passes.get(joint ? 0 : 1).input().dup().data().asFloat();
            float[] back = passes.get(0).input().dup().data().asFloat();
            for (int i = 0; i < half; i++) {
                atReal.add((double) front[i] - REAL);
                atFake.add((double) back[joint ? half + i : i] - FAKE);
            }
        }
    }
}
