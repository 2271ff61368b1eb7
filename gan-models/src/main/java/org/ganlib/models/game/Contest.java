package org.ganlib.models.game;

import java.util.List;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The critic between two sides: what each side shows it, through it in one batch or two, and what
 * comes back to either player. The critic's first input is an example; the game says what stands in
 * the others. Every tensor is allocated once, and real examples are dealt into the memory the critic
 * reads, unless noise has to come between.
 */
final class Contest implements AutoCloseable {
    private final int size;
    private final Network critic;
    private final TensorMemory memory;
    private final Divergence divergence;
    private final CriticConstraint constraint;
    private final RandomStream constraintStream;
    private final boolean joint;

    private final InstanceNoise noise;
    private final RandomStream noiseStream;
    private double deviation;

    /** Whether the real examples lie where the joint batch begins. */
    private final boolean dealtInPlace;

    private final Batch examples;
    private final Side real;
    private final Side fake;

    /** The critic's joint batches, the real side in front; null where the sides go separately. */
    private final Tensor[] both;

    private final CriticScores scores;
    private final PlayerLoss loss;
    private final Tensor scoreGradient;
    private final Tensor jointScoreGradient;

    /** The scores of a joint batch, or their gradients; null where the sides go separately. */
    private final double[] jointNumbers;

    private Pass jointPass;
    private CriticConstraint.CriticTurn turn;

    /**
     * A contest over examples and, beside them, inputs of the given shapes.
     *
     * @param besides what the critic reads beside an example
     */
    Contest(GameParts parts, CriticBatches batches, TensorShape... besides) {
        size = parts.batchSize();
        critic = parts.networks().get(NetworkRole.CRITIC);
        divergence = parts.divergence().prepared();
        constraint = parts.constraint();
        constraintStream = parts.streams().named("constraint");
        joint = batches == CriticBatches.JOINT || (batches == CriticBatches.AUTO && !hasNormalisation(critic));
        memory = critic.memory();
        noise = parts.noise();
        noiseStream = noise.isNone() ? null : parts.streams().named("instance-noise");
        deviation = noise.deviation(1);
        int inputs = 1 + besides.length;
        real = new Side(inputs);
        fake = new Side(inputs);
        DataType precision = critic.parameters().precision();
        both = joint ? new Tensor[inputs] : null;
        TensorShape shape = parts.data().shape();
        if (joint) {
            both[0] = memory.allocate(precision, shape, 2 * size);
            for (int i = 1; i < inputs; i++) {
                both[i] = memory.allocate(precision, besides[i - 1], 2 * size);
            }
        }
        dealtInPlace = joint && precision == DataType.FLOAT && noise.isNone();
        examples = new Batch(dealtInPlace ? both[0].rows(0, size) : memory.allocate(DataType.FLOAT, shape, size));
        real.inputs[0] = examples.features();
        scores = new CriticScores(new double[size], new double[size]);
        loss = PlayerLoss.sizedFor(scores);
        TensorShape score = TensorShape.of(1);
        scoreGradient = memory.allocate(precision, score, size);
        jointScoreGradient = joint ? memory.allocate(precision, score, 2 * size) : null;
        jointNumbers = joint ? new double[2 * size] : null;
    }

    /** Noise from now on is that of this step. */
    void beginStep(long step) {
        deviation = noise.deviation(step);
    }

    /** Where real examples are dealt. */
    Batch examples() {
        return examples;
    }

    /**
     * What the real side shows as that input, from 1 on; must not change until its turn is over.
     */
    void showReal(int input, Tensor values) {
        real.inputs[input] = values;
    }

    /**
     * What the fake side shows as that input, from 0 on; must not change until its turn is over.
     */
    void showFake(int input, Tensor values) {
        fake.inputs[input] = values;
    }

    /** A turn of a game whose generator moves what the fake side shows, and nothing else does. */
    void play(Player player, RoundPass generator, Measurements measurements) {
        if (player == Player.CRITIC) {
            playCritic(measurements);
            return;
        }
        try {
            takeBack(openFakeTurn(), generator, measurements);
        } finally {
            close();
        }
    }

    /** Both turns of that game, of players who move at once. */
    void playTogether(RoundPass generator, Measurements measurements) {
        try {
            openCriticTurn(measurements);
            takeBack(continueWithFakeTurn(), generator, measurements);
        } finally {
            close();
        }
    }

    private void takeBack(double loss, RoundPass generator, Measurements measurements) {
        measurements.record(Measurements.GENERATOR_LOSS, loss);
        generator.takeBack(fakeGradient(0));
    }

    /**
     * The critic's turn: adds the gradients of its loss and its penalty to its own, and reports
     * them.
     */
    void playCritic(Measurements measurements) {
        try {
            openCriticTurn(measurements);
        } finally {
            close();
        }
    }

    /**
     * The same without closing the passes, which {@link #continueWithFakeTurn} or {@link
     * #continueWithTurnOfBothSides} use again.
     */
    void openCriticTurn(Measurements measurements) {
        scoreBoth();
        divergence.criticLoss(scores, loss);
        takeBothBack(Wanted.PARAMETERS);
        double penalty = constraint.penalise(turn());
        measurements.scores(scores);
        measurements.record(Measurements.CRITIC_LOSS, loss.value() + penalty);
        measurements.record(Measurements.REAL_SCORE, mean(scores.real()));
        measurements.record(Measurements.FAKE_SCORE, mean(scores.fake()));
    }

    /**
     * Opens the turn of a generator's side that moves what the fake side shows alone; {@link
     * #fakeGradient} holds until {@link #close}.
     *
     * @return its loss: the fake side's part
     */
    double openFakeTurn() {
        if (divergence.generatorNeedsRealScores()) {
            real.blur();
            real.open(critic);
            real.pass.output().read(scores.real());
            real.close();
        }
        fake.blur();
        fake.open(critic);
        fake.pass.output().read(scores.fake());
        divergence.generatorFakeLoss(scores, loss);
        takeBack(fake, loss.fakeGradient(), Wanted.INPUTS);
        return loss.fakeValue();
    }

    /**
     * {@link #openFakeTurn} after a critic's turn that is still open, of a critic that has not
     * moved.
     */
    double continueWithFakeTurn() {
        if (joint) {
            // Both sides back again would cost what the fake side alone costs there and back.
            close();
            return openFakeTurn();
        }
        divergence.generatorFakeLoss(scores, loss);
        takeBack(fake, loss.fakeGradient(), Wanted.INPUTS);
        return loss.fakeValue();
    }

    /**
     * Opens the turn of a generator's side that moves what both sides show; {@link #fakeGradient}
     * and {@link #realGradient} hold until {@link #close}.
     *
     * @return its loss
     */
    double openTurnOfBothSides() {
        scoreBoth();
        return continueWithTurnOfBothSides();
    }

    /**
     * {@link #openTurnOfBothSides} after a critic's turn that is still open, of a critic that has
     * not moved.
     */
    double continueWithTurnOfBothSides() {
        divergence.generatorLoss(scores, loss);
        takeBothBack(Wanted.INPUTS);
        return loss.value();
    }

    /** ∂loss/∂ what the fake side shows as that input, once its turn was opened. */
    Tensor fakeGradient(int input) {
        return jointPass == null ? fake.pass.inputGradient(input) : fake.part(input, size);
    }

    /** ∂loss/∂ what the real side shows as that input, once the turn of both sides was opened. */
    Tensor realGradient(int input) {
        return jointPass == null ? real.pass.inputGradient(input) : real.part(input, 0);
    }

    private void scoreBoth() {
        real.blur();
        fake.blur();
        if (!joint) {
            // In this order an engine that keeps closed passes finds each the tensors it read before.
            fake.open(critic);
            real.open(critic);
            real.pass.output().read(scores.real());
            fake.pass.output().read(scores.fake());
            return;
        }
        for (int i = 0; i < both.length; i++) {
            if (i > 0 || !dealtInPlace) {
                memory.copyRows(real.read[i], 0, both[i], 0, size);
            }
            memory.copyRows(fake.read[i], 0, both[i], size, size);
        }
        jointPass = critic.forward(Mode.TRAINING, both);
        jointPass.output().read(jointNumbers);
        System.arraycopy(jointNumbers, 0, scores.real(), 0, size);
        System.arraycopy(jointNumbers, size, scores.fake(), 0, size);
    }

    private void takeBothBack(Wanted wanted) {
        if (joint) {
            System.arraycopy(loss.realGradient(), 0, jointNumbers, 0, size);
            System.arraycopy(loss.fakeGradient(), 0, jointNumbers, size, size);
            jointScoreGradient.write(jointNumbers);
            jointPass.backward(jointScoreGradient, wanted);
        } else {
            takeBack(real, loss.realGradient(), wanted);
            takeBack(fake, loss.fakeGradient(), wanted);
        }
    }

    private void takeBack(Side side, double[] gradient, Wanted wanted) {
        scoreGradient.write(gradient);
        side.pass.backward(scoreGradient, wanted);
    }

    /** The same turn as long as the critic reads the same tensors. */
    private CriticConstraint.CriticTurn turn() {
        if (turn == null || !real.shows(turn.real()) || !fake.shows(turn.fake())) {
            turn = new CriticConstraint.CriticTurn(critic, List.of(real.read), List.of(fake.read), constraintStream);
        }
        return turn;
    }

    /** Ends a turn: closes the critic's passes. */
    @Override
    public void close() {
        if (jointPass != null) {
            jointPass.close();
            jointPass = null;
        }
        real.close();
        fake.close();
    }

    private static boolean hasNormalisation(Network network) {
        return network.layout().segments().stream().anyMatch(Segment::isStatistic);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** What one side shows the critic. */
    private final class Side {
        private final Tensor[] inputs;

        /** What the critic reads of them: the same array of arrays for a run without noise. */
        private final Tensor[] read;

        private final Tensor[] parts;
        private Tensor blurred;
        private Pass pass;

        private Side(int count) {
            inputs = new Tensor[count];
            read = noise.isNone() ? inputs : new Tensor[count];
            parts = new Tensor[count];
        }

        /**
         * Lays noise over the example, if there is any in this step. Before every turn in which the
         * critic reads this side.
         */
        private void blur() {
            if (noise.isNone()) {
                return;
            }
            System.arraycopy(inputs, 0, read, 0, inputs.length);
            if (deviation > 0) {
                if (blurred == null) {
                    blurred = memory.allocate(inputs[0].precision(), inputs[0].shape(), size);
                }
                memory.addNoise(inputs[0], deviation, noiseStream, blurred);
                read[0] = blurred;
            }
        }

        private void open(Network network) {
            pass = network.forward(Mode.TRAINING, read);
        }

        /** This side's part of the joint gradient, a copy. */
        private Tensor part(int input, int firstRow) {
            Tensor whole = jointPass.inputGradient(input);
            if (parts[input] == null) {
                parts[input] = memory.allocate(whole.precision(), whole.shape(), size);
            }
            memory.copyRows(whole, firstRow, parts[input], 0, size);
            return parts[input];
        }

        private boolean shows(List<Tensor> tensors) {
            for (int i = 0; i < inputs.length; i++) {
                if (tensors.get(i) != read[i]) {
                    return false;
                }
            }
            return true;
        }

        private void close() {
            if (pass != null) {
                pass.close();
                pass = null;
            }
        }
    }
}
