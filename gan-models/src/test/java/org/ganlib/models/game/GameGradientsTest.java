package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.models.architecture.Initialisation;
import org.ganlib.models.architecture.Mlp;
import org.ganlib.models.architecture.Nonlinearity;
import org.ganlib.models.architecture.OutputActivation;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.AugmentationOfRun;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.ImageAugmentation;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GradientCheck;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a game leaves in its networks' gradients are the derivatives of each player's loss, written
 * here from its definition over plain forward passes: central differences over every parameter, in
 * double.
 */
final class GameGradientsTest {
    private static final int SIZE = 5;
    private static final Latent LATENT = new Latent(2, Prior.NORMAL, 1);
    private static final DatasetInfo DATA = new DatasetInfo(
            "numbers",
            TensorShape.of(1, 1, 3),
            ValueRange.UNBOUNDED,
            OptionalInt.empty(),
            List.of("a", "b", "c"),
            "none",
            "none",
            "numbers");

    @TestFactory
    Stream<DynamicTest> gradientsOfEveryGameAreThoseOfItsLosses() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Losses divergence : Losses.values()) {
            for (CriticBatches batches : List.of(CriticBatches.JOINT, CriticBatches.SEPARATE)) {
                add(tests, "standard", new Standard(LATENT, batches), divergence, batches, GameGradientsTest::standard);
                add(tests, "bigan", new Bigan(LATENT, batches), divergence, batches, GameGradientsTest::pairs);
                for (FakeLabels labels : FakeLabels.values()) {
                    add(
                            tests,
                            "conditional, labels " + labels,
                            new Conditional(LATENT, labels, batches),
                            divergence,
                            batches,
                            GameGradientsTest::conditional);
                }
                add(
                        tests,
                        "latent regressor",
                        new LatentRegressor(LATENT, batches),
                        divergence,
                        batches,
                        GameGradientsTest::regression);
                add(
                        tests,
                        "joint latent regressor",
                        new JointLatentRegressor(LATENT, batches, 0.7),
                        divergence,
                        batches,
                        table -> regression(table, 0.7, true));
            }
        }
        for (Norm norm : Norm.values()) {
            add(
                    tests,
                    "autoencoder " + norm,
                    new Autoencoder(LATENT, norm),
                    Losses.CROSS_ENTROPY,
                    CriticBatches.SEPARATE,
                    table -> reconstruction(table, norm));
        }
        return tests.stream();
    }

    private static void add(
            List<DynamicTest> tests,
            String name,
            GanModel model,
            Losses divergence,
            CriticBatches batches,
            ToDoubleFunction<Table> loss) {
        for (boolean changed : new boolean[] {false, true}) {
            // An autoencoder has no critic to read changed examples.
            if (!changed || !(model instanceof Autoencoder)) {
                tests.add(DynamicTest.dynamicTest(
                        name + ", " + divergence + ", " + batches + (changed ? ", changed examples" : ""),
                        () -> check(model, divergence, batches, changed, loss)));
            }
        }
    }

    private static void check(
            GanModel model, Losses divergence, CriticBatches batches, boolean changed, ToDoubleFunction<Table> loss) {
        InstanceNoise noise = changed ? new InstanceNoise(0.5, 0) : InstanceNoise.NONE;
        ImageAugmentation augmentation =
                changed ? new ImageAugmentation(0.4, 0.5, 0.5, 0, 0.5, 0.7, 0, 1) : ImageAugmentation.NONE;
        try (NetworkSet networks = networks(model)) {
            RandomStreams streams = new RandomStreams(3);
            Map<String, Double> measured = new HashMap<>();
            GameParts parts = new GameParts(
                    DATA,
                    SIZE,
                    networks,
                    divergence,
                    new CriticConstraint() {},
                    streams,
                    noise,
                    AugmentationOfRun.of(augmentation, DATA, divergence));
            RandomStream noiseStream = copyOf(streams.named("instance-noise"));
            RandomStream augmentationStream = copyOf(streams.named("augmentation"));
            try (Game game = model.assemble(parts)) {
                RandomStream latentStream = copyOf(streams.named("latent"));
                RandomStream labelStream = copyOf(streams.named("labels"));
                new RandomStream(8).fillNormal(game.real().toFill());
                for (int i = 0; i < SIZE; i++) {
                    game.real().labels()[i] = i % 3;
                }
                game.deal();
                Table table = new Table(
                        networks,
                        divergence,
                        batches == CriticBatches.JOINT,
                        arrayOf(game.real().features())
                                .castTo(DataType.DOUBLE)
                                .reshape(SIZE, DATA.shape().elements()),
                        latents(latentStream),
                        labels(game.real().labels()),
                        model instanceof Conditional given && given.fakeLabels() == FakeLabels.UNIFORM
                                ? labels(drawn(labelStream))
                                : labels(game.real().labels()));
                Map<NetworkRole, INDArray> gradientsInTurn = new LinkedHashMap<>();
                for (Player player : game.players()) {
                    table.player = player;
                    boolean readsReal =
                            player == Player.CRITIC || model instanceof Bigan || divergence.generatorNeedsRealScores();
                    table.drawNoise(noise, noiseStream, readsReal);
                    table.drawChanges(augmentation, augmentationStream, readsReal);
                    networks.all().values().forEach(Network::clearGradients);
                    game.play(player, measured::put);
                    List<NetworkRole> moved = game.moves(player);
                    for (Map.Entry<NetworkRole, Network> entry : networks.all().entrySet()) {
                        table.moved = entry.getKey();
                        INDArray gradients =
                                arrayOf(entry.getValue().gradients()).dup();
                        if (moved.contains(entry.getKey())) {
                            GradientCheck.parameters(entry.getValue(), gradients, () -> loss.applyAsDouble(table));
                            gradientsInTurn.put(entry.getKey(), gradients);
                        } else {
                            assertThat(gradients.amaxNumber().doubleValue())
                                    .as("%s in the turn of the %s", entry.getKey(), player.key())
                                    .isZero();
                        }
                    }
                }
                table.player = Player.GENERATOR;
                table.moved = NetworkRole.GENERATOR;
                double reported = measured.get(Measurements.GENERATOR_LOSS)
                        + (model instanceof JointLatentRegressor ? measured.get(Measurements.LATENT_ERROR) : 0);
                assertThat(reported).isCloseTo(loss.applyAsDouble(table), within(1e-9));
                if (!changed && game.players().contains(Player.CRITIC)) {
                    playsTogetherAsInTurn(game, networks, gradientsInTurn, measured);
                }
            }
        }
    }

    private static void playsTogetherAsInTurn(
            Game game, NetworkSet networks, Map<NetworkRole, INDArray> inTurn, Map<String, Double> measuredInTurn) {
        networks.all().values().forEach(Network::clearGradients);
        Map<String, Double> measured = new HashMap<>();
        game.playTogether(measured::put);
        assertThat(measured.keySet()).isEqualTo(measuredInTurn.keySet());
        measured.forEach((name, value) -> assertThat(value).as(name).isCloseTo(measuredInTurn.get(name), within(1e-9)));
        inTurn.forEach((role, gradients) -> assertThat(
                        arrayOf(networks.get(role).gradients()).distance2(gradients))
                .as("%s", role)
                .isLessThan(1e-9));
    }

    private static NetworkSet networks(GanModel model) {
        Map<NetworkRole, Network> networks = new LinkedHashMap<>();
        for (NetworkSignature signature : model.networks(DATA)) {
            // Batch norm everywhere: it tells one batch of both sides from two.
            Mlp architecture = new Mlp(
                    List.of(4),
                    Nonlinearity.TANH,
                    0,
                    true,
                    true,
                    true,
                    2,
                    0,
                    0,
                    Initialisation.XAVIER,
                    1,
                    OutputActivation.AUTO,
                    0.1);
            networks.put(
                    signature.role(),
                    new Dl4jEngine()
                            .build(new NetworkRequest(
                                    signature.role().key(),
                                    architecture.define(signature),
                                    DataType.DOUBLE,
                                    new RandomStream(signature.role().key().length()),
                                    new RandomStream(9))));
        }
        return new NetworkSet(networks);
    }

    private static double standard(Table table) {
        try (Pass fake = table.run(NetworkRole.GENERATOR, table.latents)) {
            return table.adversarial(List.of(table.examples), List.of(arrayOf(fake.output())), false);
        }
    }

    private static double conditional(Table table) {
        try (Pass fake = table.run(NetworkRole.GENERATOR, table.latents, table.fakeLabels)) {
            return table.adversarial(
                    List.of(table.examples, table.labels), List.of(arrayOf(fake.output()), table.fakeLabels), false);
        }
    }

    private static double pairs(Table table) {
        try (Pass fake = table.run(NetworkRole.GENERATOR, table.latents);
                Pass code = table.run(NetworkRole.ENCODER, table.examples)) {
            return table.adversarial(
                    List.of(table.examples, arrayOf(code.output())),
                    List.of(arrayOf(fake.output()), table.latents),
                    true);
        }
    }

    private static double regression(Table table) {
        return regression(table, 1, false);
    }

    private static double regression(Table table, double weight, boolean joint) {
        if (table.player == Player.CRITIC) {
            return standard(table);
        }
        try (Pass fake = table.run(NetworkRole.GENERATOR, table.latents);
                Pass code = table.run(NetworkRole.ENCODER, arrayOf(fake.output()))) {
            double missed = weight
                    * arrayOf(code.output()).sub(table.latents).norm2Number().doubleValue()
                    * arrayOf(code.output()).sub(table.latents).norm2Number().doubleValue()
                    / table.latents.length();
            if (table.moved.equals(NetworkRole.ENCODER)) {
                return missed;
            }
            return standard(table) + (joint ? missed : 0);
        }
    }

    private static double reconstruction(Table table, Norm norm) {
        try (Pass code = table.run(NetworkRole.ENCODER, table.examples);
                Pass reconstruction = table.run(NetworkRole.GENERATOR, arrayOf(code.output()))) {
            INDArray difference = arrayOf(reconstruction.output()).sub(table.examples);
            return (norm == Norm.L1
                            ? difference.norm1Number().doubleValue()
                            : difference.mul(difference).sumNumber().doubleValue())
                    / difference.length();
        }
    }

    /** What the game was dealt, and whose loss is asked for. */
    private static final class Table {
        private final NetworkSet networks;
        private final Divergence divergence;
        private final boolean joint;
        private final INDArray examples;
        private final INDArray latents;
        private final INDArray labels;
        private final INDArray fakeLabels;
        private Player player;
        private NetworkRole moved;
        private INDArray realNoise;
        private INDArray fakeNoise;
        private final ImageChanges realChanges = new ImageChanges(DATA.shape(), SIZE, 0, 1, 2);
        private final ImageChanges fakeChanges = new ImageChanges(DATA.shape(), SIZE, 0, 1, 2);

        private Table(
                NetworkSet networks,
                Divergence divergence,
                boolean joint,
                INDArray examples,
                INDArray latents,
                INDArray labels,
                INDArray fakeLabels) {
            this.networks = networks;
            this.divergence = divergence;
            this.joint = joint;
            this.examples = examples;
            this.latents = latents;
            this.labels = labels;
            this.fakeLabels = fakeLabels;
        }

        /**
         * What the critic's next reading has over its examples, in the order in which it is drawn.
         */
        private void drawNoise(InstanceNoise noise, RandomStream stream, boolean readsReal) {
            realNoise = drawn(readsReal ? noise : InstanceNoise.NONE, stream);
            fakeNoise = drawn(noise, stream);
        }

        private static INDArray drawn(InstanceNoise noise, RandomStream stream) {
            INDArray drawn = Nd4j.zeros(DataType.DOUBLE, SIZE, DATA.shape().elements());
            if (!noise.isNone()) {
                for (int i = 0; i < drawn.length(); i++) {
                    drawn.putScalar(i, noise.sigma() * stream.nextNormal());
                }
            }
            return drawn;
        }

        /** The changes of the images in that reading, in the order in which they are drawn. */
        private void drawChanges(ImageAugmentation augmentation, RandomStream stream, boolean readsReal) {
            if (augmentation.isNone()) {
                return;
            }
            if (readsReal) {
                augmentation.draw(augmentation.probability(), stream, realChanges);
            }
            augmentation.draw(augmentation.probability(), stream, fakeChanges);
        }

        private static List<INDArray> changed(List<INDArray> inputs, ImageChanges changes, INDArray noise) {
            INDArray examples =
                    inputs.get(0).dup('c').reshape(SIZE, DATA.shape().elements());
            INDArray changed = examples.ulike();
            new HostMemory().changeImages(over(examples), changes, over(changed));
            List<INDArray> shown = new ArrayList<>(inputs);
            shown.set(0, changed.add(noise));
            return shown;
        }

        private Pass run(NetworkRole role, INDArray... inputs) {
            return networks.get(role).forward(Mode.TRAINING, tensors(inputs));
        }

        /** @param realMoves whether what the real side shows depends on the generator's side */
        private double adversarial(List<INDArray> shownReal, List<INDArray> shownFake, boolean realMoves) {
            List<INDArray> real = changed(shownReal, realChanges, realNoise);
            List<INDArray> fake = changed(shownFake, fakeChanges, fakeNoise);
            boolean together = joint && (player == Player.CRITIC || realMoves);
            CriticScores scores = together ? joint(real, fake) : new CriticScores(score(real), score(fake));
            PlayerLoss loss = PlayerLoss.sizedFor(scores);
            if (player == Player.CRITIC) {
                divergence.criticLoss(scores, loss);
                return loss.value();
            }
            divergence.generatorLoss(scores, loss);
            return realMoves ? loss.value() : loss.fakeValue();
        }

        private CriticScores joint(List<INDArray> real, List<INDArray> fake) {
            List<INDArray> both = new ArrayList<>();
            for (int i = 0; i < real.size(); i++) {
                both.add(Nd4j.concat(0, real.get(i), fake.get(i)));
            }
            double[] scores = score(both);
            double[] front = new double[SIZE];
            double[] back = new double[SIZE];
            System.arraycopy(scores, 0, front, 0, SIZE);
            System.arraycopy(scores, SIZE, back, 0, SIZE);
            return new CriticScores(front, back);
        }

        private double[] score(List<INDArray> inputs) {
            try (Pass pass = run(NetworkRole.CRITIC, inputs.toArray(INDArray[]::new))) {
                return arrayOf(pass.output()).dup().data().asDouble();
            }
        }
    }

    private static RandomStream copyOf(RandomStream stream) {
        RandomStream copy = new RandomStream(0);
        copy.restore(stream.state());
        return copy;
    }

    private static INDArray latents(RandomStream stream) {
        INDArray latents = Nd4j.create(DataType.FLOAT, LATENT.shape().batch(SIZE));
        LATENT.draw(over(latents).toFill(), stream);
        return latents.castTo(DataType.DOUBLE);
    }

    private static int[] drawn(RandomStream stream) {
        int[] labels = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            labels[i] = stream.nextInt(DATA.classNames().size());
        }
        return labels;
    }

    private static INDArray labels(int[] labels) {
        INDArray column = Nd4j.create(DataType.DOUBLE, labels.length, 1);
        for (int i = 0; i < labels.length; i++) {
            column.putScalar(i, labels[i]);
        }
        return column;
    }

    /**
     * Divergences that treat the two sides differently, one of them so that both sides depend on
     * all scores.
     */
    private enum Losses implements Divergence {
        /** Labels swapped for the generator's side. */
        CROSS_ENTROPY,
        /** What one player wins the other loses. */
        MINIMAX_KL,
        /**
         * The generator's fake side depends on the real scores: on how far the two means are apart.
         */
        SQUARED_GAP;

        @Override
        public boolean generatorNeedsRealScores() {
            return this == SQUARED_GAP;
        }

        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            evaluate(scores, loss, true);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            evaluate(scores, loss, false);
        }

        private void evaluate(CriticScores scores, PlayerLoss loss, boolean critic) {
            if (this == SQUARED_GAP) {
                double gap = mean(scores.real()) - mean(scores.fake());
                double sign = critic ? -1 : 1;
                loss.setValues(0, sign * gap * gap / 2);
                fill(loss.realGradient(), sign * gap);
                fill(loss.fakeGradient(), -sign * gap);
                return;
            }
            loss.setValues(
                    side(scores.real(), loss.realGradient(), true, critic),
                    side(scores.fake(), loss.fakeGradient(), false, critic));
        }

        private double side(double[] scores, double[] gradient, boolean real, boolean critic) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                double v = scores[i];
                if (this == CROSS_ENTROPY) {
                    double sign = real == critic ? -1 : 1;
                    sum += Math.log1p(Math.exp(sign * v));
                    gradient[i] = sign / (1 + Math.exp(-sign * v)) / scores.length;
                } else {
                    double sign = critic ? 1 : -1;
                    sum += sign * (real ? -v : Math.exp(v - 1));
                    gradient[i] = sign * (real ? -1 : Math.exp(v - 1)) / scores.length;
                }
            }
            return sum / scores.length;
        }

        private static double mean(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / values.length;
        }

        private static void fill(double[] gradient, double total) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = total / gradient.length;
            }
        }
    }
}
