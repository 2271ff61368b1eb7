package org.ganlib.models.game;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ganlib.network.HostArrays;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The two-player game in progress. Every array is allocated once. */
final class StandardGame implements Game {
    private final int size;
    private final Latent latent;
    private final RandomStream latentStream;
    private final RandomStream constraintStream;
    private final Network generator;
    private final Network critic;
    private final Divergence divergence;
    private final CriticConstraint constraint;
    private final boolean joint;

    private final INDArray latents;
    private final INDArray both;
    private final INDArray realHalf;
    private final INDArray fakeHalf;
    private final CriticScores scores;
    private final PlayerLoss loss;
    private final INDArray realScoreGradient;
    private final INDArray fakeScoreGradient;
    private final INDArray bothScoreGradients;

    private Batch real;
    private Pass fake;

    StandardGame(Standard settings, GameParts parts) {
        size = parts.batchSize();
        latent = settings.latent();
        latentStream = parts.streams().named("latent");
        constraintStream = parts.streams().named("constraint");
        generator = parts.networks().get(NetworkRole.GENERATOR);
        critic = parts.networks().get(NetworkRole.CRITIC);
        divergence = parts.divergence();
        constraint = parts.constraint();
        joint = settings.criticBatches() == CriticBatches.JOINT
                || (settings.criticBatches() == CriticBatches.AUTO && !hasNormalisation(critic));

        latents = Nd4j.create(DataType.FLOAT, latent.shape().batch(size));
        scores = new CriticScores(new double[size], new double[size]);
        loss = PlayerLoss.sizedFor(scores);
        realScoreGradient = Nd4j.create(DataType.FLOAT, size, 1);
        fakeScoreGradient = Nd4j.create(DataType.FLOAT, size, 1);
        if (joint) {
            both = Nd4j.create(DataType.FLOAT, 2L * size, parts.data().shape().elements());
            realHalf = both.get(NDArrayIndex.interval(0, size), NDArrayIndex.all());
            fakeHalf = both.get(NDArrayIndex.interval(size, 2L * size), NDArrayIndex.all());
            bothScoreGradients = Nd4j.create(DataType.FLOAT, 2L * size, 1);
        } else {
            both = null;
            realHalf = null;
            fakeHalf = null;
            bothScoreGradients = null;
        }
    }

    @Override
    public Set<Player> players() {
        return EnumSet.allOf(Player.class);
    }

    @Override
    public List<NetworkRole> moves(Player player) {
        return List.of(player == Player.CRITIC ? NetworkRole.CRITIC : NetworkRole.GENERATOR);
    }

    @Override
    public void deal(Batch batch) {
        real = batch;
        redeal();
    }

    @Override
    public void redeal() {
        forgetFake();
        latent.draw(latents, latentStream);
    }

    @Override
    public void play(Player player, Measurements measurements) {
        switch (player) {
            case CRITIC -> playCritic(measurements);
            case GENERATOR -> playGenerator(measurements);
        }
    }

    private void playCritic(Measurements measurements) {
        INDArray fakes = fake().output();
        if (joint) {
            realHalf.assign(real.features().reshape('c', realHalf.shape()));
            fakeHalf.assign(fakes.reshape('c', fakeHalf.shape()));
            try (Pass pass = critic.forward(Mode.TRAINING, both)) {
                HostArrays.read(pass.output(), 0, scores.real());
                HostArrays.read(pass.output(), size, scores.fake());
                divergence.criticLoss(scores, loss);
                HostArrays.write(loss.realGradient(), bothScoreGradients, 0);
                HostArrays.write(loss.fakeGradient(), bothScoreGradients, size);
                pass.backward(bothScoreGradients, Wanted.PARAMETERS);
            }
        } else {
            try (Pass realPass = critic.forward(Mode.TRAINING, real.features());
                    Pass fakePass = critic.forward(Mode.TRAINING, fakes)) {
                HostArrays.read(realPass.output(), 0, scores.real());
                HostArrays.read(fakePass.output(), 0, scores.fake());
                divergence.criticLoss(scores, loss);
                HostArrays.write(loss.realGradient(), realScoreGradient, 0);
                HostArrays.write(loss.fakeGradient(), fakeScoreGradient, 0);
                realPass.backward(realScoreGradient, Wanted.PARAMETERS);
                fakePass.backward(fakeScoreGradient, Wanted.PARAMETERS);
            }
        }
        double penalty = constraint.penalise(
                new CriticConstraint.CriticTurn(critic, List.of(real.features()), List.of(fakes), constraintStream));
        measurements.record(Measurements.CRITIC_LOSS, loss.value() + penalty);
        measurements.record(Measurements.REAL_SCORE, mean(scores.real()));
        measurements.record(Measurements.FAKE_SCORE, mean(scores.fake()));
    }

    private void playGenerator(Measurements measurements) {
        if (divergence.generatorNeedsRealScores()) {
            try (Pass realPass = critic.forward(Mode.TRAINING, real.features())) {
                HostArrays.read(realPass.output(), 0, scores.real());
            }
        }
        try (Pass score = critic.forward(Mode.TRAINING, fake().output())) {
            HostArrays.read(score.output(), 0, scores.fake());
            divergence.generatorLoss(scores, loss);
            HostArrays.write(loss.fakeGradient(), fakeScoreGradient, 0);
            score.backward(fakeScoreGradient, Wanted.INPUTS);
            fake().backward(score.inputGradient(0), Wanted.PARAMETERS);
        }
        forgetFake();
        measurements.record(Measurements.GENERATOR_LOSS, loss.fakeValue());
    }

    /** The generator's pass over this round's latents; run when first needed. */
    private Pass fake() {
        if (fake == null) {
            fake = generator.forward(Mode.TRAINING, latents);
        }
        return fake;
    }

    private void forgetFake() {
        if (fake != null) {
            fake.close();
            fake = null;
        }
    }

    @Override
    public void close() {
        forgetFake();
    }

    private static boolean hasNormalisation(Network network) {
        return network.layout().segments().stream().anyMatch(s -> s.kind() == Kind.STATISTIC);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
