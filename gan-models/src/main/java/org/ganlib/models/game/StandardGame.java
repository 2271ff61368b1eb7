package org.ganlib.models.game;

import java.nio.FloatBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ganlib.network.HostArrays;
import org.ganlib.network.HostView;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.Pass;
import org.ganlib.network.TensorShape;
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

/** The two-player game in progress. Every array is allocated once; real examples are dealt into the memory the critic reads. */
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

    /** The critic's joint batch, real examples in front; null where the two sides go separately. */
    private final INDArray both;

    private final Batch real;
    private final CriticScores scores;
    private final PlayerLoss loss;
    private final INDArray scoreGradient;
    private final INDArray jointScoreGradient;

    // What networks are given, in arrays of their own: a call with so many arguments would make a new one.
    private final INDArray[] latents;
    private final INDArray[] realInput;
    private final INDArray[] fakeInput = new INDArray[1];
    private final INDArray[] jointInput;

    private final HostView host = new HostView();

    private Pass fake;
    private CriticConstraint.CriticTurn turn;

    StandardGame(Standard settings, GameParts parts) {
        size = parts.batchSize();
        latent = settings.latent();
        latentStream = parts.streams().named("latent");
        constraintStream = parts.streams().named("constraint");
        generator = parts.networks().get(NetworkRole.GENERATOR);
        critic = parts.networks().get(NetworkRole.CRITIC);
        divergence = parts.divergence().prepared();
        constraint = parts.constraint();
        joint = settings.criticBatches() == CriticBatches.JOINT
                || (settings.criticBatches() == CriticBatches.AUTO && !hasNormalisation(critic));

        TensorShape shape = parts.data().shape();
        both = joint ? Nd4j.create(DataType.FLOAT, shape.batch(2L * size)) : null;
        real = joint ? new Batch(firstRows(both, shape)) : new Batch(size, shape);
        scores = new CriticScores(new double[size], new double[size]);
        loss = PlayerLoss.sizedFor(scores);
        scoreGradient = Nd4j.create(DataType.FLOAT, size, 1);
        jointScoreGradient = joint ? Nd4j.create(DataType.FLOAT, 2L * size, 1) : null;
        latents = new INDArray[] {Nd4j.create(DataType.FLOAT, latent.shape().batch(size))};
        realInput = new INDArray[] {real.features()};
        jointInput = new INDArray[] {both};
    }

    private INDArray firstRows(INDArray array, TensorShape shape) {
        return array.reshape('c', 2L * size, shape.elements())
                .get(NDArrayIndex.interval(0, size), NDArrayIndex.all())
                .reshape('c', shape.batch(size));
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
    public Batch real() {
        return real;
    }

    @Override
    public void deal() {
        redeal();
    }

    @Override
    public void redeal() {
        forgetFake();
        latent.draw(host.floats(latents[0]), latentStream);
        HostArrays.written(latents[0]);
    }

    @Override
    public void play(Player player, Measurements measurements) {
        switch (player) {
            case CRITIC -> playCritic(measurements);
            case GENERATOR -> playGenerator(measurements);
        }
    }

    private void playCritic(Measurements measurements) {
        if (joint) {
            scoreJointly();
        } else {
            scoreSeparately();
        }
        double penalty = constraint.penalise(turn());
        measurements.record(Measurements.CRITIC_LOSS, loss.value() + penalty);
        measurements.record(Measurements.REAL_SCORE, mean(scores.real()));
        measurements.record(Measurements.FAKE_SCORE, mean(scores.fake()));
    }

    private void scoreJointly() {
        FloatBuffer fakes = host.floats(fake().output());
        host.floats(both).put(fakes.remaining(), fakes, 0, fakes.remaining());
        HostArrays.written(both);
        try (Pass pass = critic.forward(Mode.TRAINING, jointInput)) {
            host.read(pass.output(), 0, scores.real());
            host.read(pass.output(), size, scores.fake());
            divergence.criticLoss(scores, loss);
            host.write(loss.realGradient(), jointScoreGradient, 0);
            host.write(loss.fakeGradient(), jointScoreGradient, size);
            pass.backward(jointScoreGradient, Wanted.PARAMETERS);
        }
    }

    private void scoreSeparately() {
        fakeInput[0] = fake().output();
        try (Pass realPass = critic.forward(Mode.TRAINING, realInput);
                Pass fakePass = critic.forward(Mode.TRAINING, fakeInput)) {
            host.read(realPass.output(), 0, scores.real());
            host.read(fakePass.output(), 0, scores.fake());
            divergence.criticLoss(scores, loss);
            host.write(loss.realGradient(), scoreGradient, 0);
            realPass.backward(scoreGradient, Wanted.PARAMETERS);
            host.write(loss.fakeGradient(), scoreGradient, 0);
            fakePass.backward(scoreGradient, Wanted.PARAMETERS);
        }
    }

    private void playGenerator(Measurements measurements) {
        if (divergence.generatorNeedsRealScores()) {
            try (Pass realPass = critic.forward(Mode.TRAINING, realInput)) {
                host.read(realPass.output(), 0, scores.real());
            }
        }
        fakeInput[0] = fake().output();
        try (Pass score = critic.forward(Mode.TRAINING, fakeInput)) {
            host.read(score.output(), 0, scores.fake());
            divergence.generatorLoss(scores, loss);
            host.write(loss.fakeGradient(), scoreGradient, 0);
            score.backward(scoreGradient, Wanted.INPUTS);
            fake().backward(score.inputGradient(0), Wanted.PARAMETERS);
        }
        forgetFake();
        measurements.record(Measurements.GENERATOR_LOSS, loss.fakeValue());
    }

    /** The same turn as long as the generator's output is the same array. */
    private CriticConstraint.CriticTurn turn() {
        INDArray fakes = fake().output();
        if (turn == null || turn.fake().get(0) != fakes) {
            turn = new CriticConstraint.CriticTurn(critic, List.of(real.features()), List.of(fakes), constraintStream);
        }
        return turn;
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
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
