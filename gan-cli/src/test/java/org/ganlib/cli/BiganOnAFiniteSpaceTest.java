package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ganlib.config.Optimizers;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.models.architecture.Initialisation;
import org.ganlib.models.architecture.Mlp;
import org.ganlib.models.architecture.Nonlinearity;
import org.ganlib.models.architecture.OutputActivation;
import org.ganlib.models.game.Bigan;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.onednn.OneDnnEngine;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.LinearRate;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;
import org.ganlib.train.TrainingStep;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Theorem 2 of Donahue et al. 2017 as training meets it: eight equally likely points on a circle,
 * eight equally likely latents at the corners of a cube, and neither network ever sees what the
 * other makes of its output. Trained against a joint critic, each inverts the other.
 */
final class BiganOnAFiniteSpaceTest {
    private static final int POINTS = 8;
    private static final int STEPS = 2_500;
    private static final TensorShape PLANE = TensorShape.of(2);
    private static final DatasetInfo CIRCLE = new DatasetInfo(
            "circle", PLANE, ValueRange.UNBOUNDED, OptionalInt.empty(), List.of(), "none", "none", "circle");

    @Test
    void encoderAndGeneratorInvertEachOther() {
        Bigan model = new Bigan(new Latent(3, Prior.BINARY, 1), CriticBatches.AUTO);
        RandomStreams streams = new RandomStreams(1);
        try (NetworkSet networks = networks(model, streams)) {
            GameParts parts =
                    new GameParts(CIRCLE, 64, networks, new GanDivergence(), new CriticConstraint() {}, streams);
            Optimizer adam = new Adam(1e-3, 0.5, 0.999, 1e-8, 0, new LinearRate(STEPS / 2, STEPS / 2, 0.01));
            RegularSchedule atOnce = new RegularSchedule(1, RegularSchedule.Update.SIMULTANEOUS, true);
            try (TrainingStep training = new TrainingStep(
                    model, parts, new Optimizers(adam, adam), atOnce, new Draws(streams.named("data")))) {
                for (int step = 1; step <= STEPS; step++) {
                    training.run(step);
                }
            }
            Encoder encoder = model.encoder(CIRCLE, networks).orElseThrow();
            Sampler sampler = model.sampler(CIRCLE, networks);

            Examples points = new Examples(PLANE, circle(), new int[POINTS]);
            assertThat(shareOfMassThatReturns(
                            points.values(), encoder.reconstruct(points).values(), 2))
                    .as("mass of the data with G(E(x)) = x")
                    .isGreaterThanOrEqualTo(0.99);

            float[] corners = corners();
            Examples generated = sampler.generate(Examples.unlabelled(TensorShape.of(3), corners), new int[0]);
            float[] returned = encoder.encode(generated).values();
            assertThat(shareOfMassThatReturns(corners, returned, 3))
                    .as("mass of the prior with E(G(z)) = z")
                    .isGreaterThanOrEqualTo(0.99);
        }
    }

    /** Share of the points whose image is nearer to them than to any other. */
    private static double shareOfMassThatReturns(float[] points, float[] images, int dimension) {
        int returned = 0;
        for (int i = 0; i < POINTS; i++) {
            int nearest = 0;
            for (int j = 1; j < POINTS; j++) {
                if (distance(images, i, points, j, dimension) < distance(images, i, points, nearest, dimension)) {
                    nearest = j;
                }
            }
            returned += nearest == i ? 1 : 0;
        }
        return (double) returned / POINTS;
    }

    private static double distance(float[] a, int i, float[] b, int j, int dimension) {
        double sum = 0;
        for (int k = 0; k < dimension; k++) {
            double difference = a[i * dimension + k] - b[j * dimension + k];
            sum += difference * difference;
        }
        return sum;
    }

    private static float[] circle() {
        float[] points = new float[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[2 * i] = (float) Math.cos(2 * Math.PI * i / POINTS);
            points[2 * i + 1] = (float) Math.sin(2 * Math.PI * i / POINTS);
        }
        return points;
    }

    private static float[] corners() {
        float[] corners = new float[3 * POINTS];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = ((i / 3) >> (i % 3)) % 2 == 0 ? -1 : 1;
        }
        return corners;
    }

    private static NetworkSet networks(Bigan model, RandomStreams streams) {
        Mlp architecture = new Mlp(
                List.of(64, 64),
                Nonlinearity.LEAKY_RELU,
                0.2,
                false,
                true,
                true,
                0,
                0,
                Initialisation.HE,
                1,
                OutputActivation.AUTO,
                0);
        Map<NetworkRole, Network> networks = new LinkedHashMap<>();
        for (NetworkSignature signature : model.networks(CIRCLE)) {
            String role = signature.role().key();
            networks.put(
                    signature.role(),
                    new OneDnnEngine()
                            .build(new NetworkRequest(
                                    role,
                                    architecture.define(signature),
                                    DataType.FLOAT,
                                    streams.named("initialisation/" + role),
                                    streams.named("dropout/" + role))));
        }
        return new NetworkSet(networks);
    }

    /** Points of the circle, drawn independently. */
    private record Draws(RandomStream random) implements BatchStream {
        private static final float[] CHOICES = circle();

        @Override
        public void next(Batch batch) {
            FloatBuffer features = batch.toFill();
            for (int i = 0; i < batch.size(); i++) {
                features.put(CHOICES, 2 * random.nextInt(POINTS), 2);
            }
            Arrays.fill(batch.labels(), -1);
        }

        @Override
        public byte[] cursor() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] cursor) {}
    }
}
