package org.ganlib.game;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.AugmentationOfRun;
import org.ganlib.spi.Batch;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The critic between real and generated examples: it scores what both sides show it, in one batch
 * or two, and gives either player the gradients of its loss. Augmentation, instance noise and the
 * constraint's penalty are applied here, so that every game that is made of this part has them. The
 * critic's first input is an example; the game chooses the others. Every tensor is allocated once,
 * and real examples are read directly into the memory that the critic reads, unless they are
 * changed. Used by one thread.
 *
 * <p>A step is opened, read, and closed:
 *
 * <pre>{@code
 * evaluation.showFake(0, generator.output());
 * evaluation.play(player, generator, measurements);     // a game with one generator
 *
 * double loss = evaluation.beginGeneratorStep();        // or step by step
 * generator.backward(evaluation.fakeGradient(0));
 * evaluation.close();
 * }</pre>
 */
public final class CriticEvaluation implements AutoCloseable {
    private final int size;
    private final Network critic;
    private final TensorMemory memory;
    private final Divergence divergence;
    private final CriticConstraint constraint;
    private final RandomStream constraintStream;
    private final boolean joint;

    private final AugmentationOfRun augmentation;
    private final RandomStream augmentationStream;
    private final InstanceNoise noise;
    private final RandomStream noiseStream;
    private double deviation;

    /** True if the real examples lie where the joint batch begins. */
    private final boolean dealtInPlace;

    private final Batch examples;
    private final Side real;
    private final Side fake;

    /** The critic's joint batches, the real side in front; null where the sides go separately. */
    private final Tensor[] both;

    /** The number of outputs of the critic per example: the score and what comes behind it. */
    private final int width;

    /** Null for a critic that has a score alone. */
    private final AuxiliaryLoss auxiliary;

    private final CriticScores scores;
    private final PlayerLoss loss;
    private final Tensor outputGradient;
    private final Tensor jointOutputGradient;

    /** The outputs of a batch, or their gradients; long enough for a joint batch. */
    private final double[] numbers;

    private Pass jointPass;
    private CriticConstraint.CriticTurn turn;

    /** The receiver of the numbers that the constraint reports in this turn. */
    private Measurements reportedTo;

    /**
     * The evaluation of a critic that has a score alone.
     *
     * @param batches the choice of one batch or two for both sides
     * @param besides the shapes of what the critic reads beside an example
     */
    public CriticEvaluation(GameParts parts, CriticBatches batches, TensorShape... besides) {
        this(Optional.empty(), parts, batches, besides);
    }

    /**
     * The evaluation of a critic that has further outputs.
     *
     * @param batches the choice of one batch or two for both sides
     * @param auxiliary the loss of the further outputs
     * @param besides the shapes of what the critic reads beside an example
     */
    public CriticEvaluation(GameParts parts, CriticBatches batches, AuxiliaryLoss auxiliary, TensorShape... besides) {
        this(Optional.of(auxiliary), parts, batches, besides);
    }

    private CriticEvaluation(
            Optional<AuxiliaryLoss> further, GameParts parts, CriticBatches batches, TensorShape[] besides) {
        size = parts.batchSize();
        critic = parts.networks().get(NetworkRole.CRITIC);
        auxiliary = further.orElse(null);
        width = 1 + further.map(AuxiliaryLoss::outputs).orElse(0);
        divergence = parts.divergence().prepared();
        constraint = parts.constraint();
        constraintStream = parts.streams().named("constraint");
        joint = batches == CriticBatches.JOINT || (batches == CriticBatches.AUTO && !hasNormalisation(critic));
        memory = critic.memory();
        augmentation = parts.augmentation();
        boolean augments = !augmentation.isNone();
        augmentationStream = augments ? parts.streams().named("augmentation") : null;
        noise = parts.noise();
        noiseStream = noise.isNone() ? null : parts.streams().named("instance-noise");
        deviation = noise.deviation(1);
        int inputs = 1 + besides.length;
        boolean unchanged = noise.isNone() && !augments;
        real = new Side(CriticSide.REAL, inputs, unchanged);
        fake = new Side(CriticSide.FAKE, inputs, unchanged);
        DataType precision = critic.parameters().precision();
        both = joint ? new Tensor[inputs] : null;
        TensorShape shape = parts.data().shape();
        if (joint) {
            both[0] = memory.allocate(precision, shape, 2 * size);
            for (int i = 1; i < inputs; i++) {
                both[i] = memory.allocate(precision, besides[i - 1], 2 * size);
            }
        }
        dealtInPlace = joint && precision == DataType.FLOAT && unchanged;
        examples = new Batch(dealtInPlace ? both[0].rows(0, size) : memory.allocate(DataType.FLOAT, shape, size));
        real.inputs[0] = examples.features();
        if (!unchanged) {
            real.changed = joint ? both[0].rows(0, size) : memory.allocate(precision, shape, size);
            fake.changed = joint ? both[0].rows(size, size) : memory.allocate(precision, shape, size);
        }
        if (augments) {
            real.changes = augmentation.changes(size * shape.elements());
            fake.changes = augmentation.changes(size * shape.elements());
        }
        scores = new CriticScores(new double[size], new double[size]);
        loss = PlayerLoss.sizedFor(scores);
        TensorShape output = TensorShape.of(width);
        outputGradient = memory.allocate(precision, output, size);
        jointOutputGradient = joint ? memory.allocate(precision, output, 2 * size) : null;
        numbers = new double[(joint ? 2 : 1) * size * width];
    }

    /**
     * Sets the standard deviation of the instance noise to that of a step.
     *
     * @param step from 1
     */
    public void beginStep(long step) {
        deviation = noise.deviation(step);
    }

    /** The batch that real examples are read into; it is the real side's first input. */
    public Batch examples() {
        return examples;
    }

    /**
     * Sets what the real side shows as an input; it must not change until the step is over.
     *
     * @param input from 1
     */
    public void showReal(int input, Tensor values) {
        real.inputs[input] = values;
    }

    /**
     * Sets what the fake side shows as an input; it must not change until the step is over.
     *
     * @param input from 0, the generated examples
     */
    public void showFake(int input, Tensor values) {
        fake.inputs[input] = values;
    }

    /**
     * Computes a whole step of either player, in a game where the generator's loss depends on what
     * the fake side shows, and on nothing else. Adds the gradients of the player's networks and
     * reports losses and scores.
     *
     * @param generator the pass whose output the fake side shows
     */
    public void play(Player player, RoundPass generator, Measurements measurements) {
        if (player == Player.CRITIC) {
            criticStep(measurements);
            return;
        }
        try {
            backward(beginGeneratorStep(), generator, measurements);
        } finally {
            close();
        }
    }

    /** Computes the steps of both players of that game, who are updated together. */
    public void playTogether(RoundPass generator, Measurements measurements) {
        try {
            beginCriticStep(measurements);
            backward(continueWithGeneratorStep(), generator, measurements);
        } finally {
            close();
        }
    }

    private void backward(double value, RoundPass generator, Measurements measurements) {
        measurements.record(Measurements.GENERATOR_LOSS, value);
        generator.backward(fakeGradient(0));
    }

    /** Adds the gradients of the critic's loss and penalty; reports the loss and the scores. */
    public void criticStep(Measurements measurements) {
        try {
            beginCriticStep(measurements);
        } finally {
            close();
        }
    }

    /**
     * Does what {@link #criticStep} does, and leaves the passes open for {@link
     * #continueWithGeneratorStep} or {@link #continueWithJointGeneratorStep}.
     */
    public void beginCriticStep(Measurements measurements) {
        scoreBoth();
        divergence.criticLoss(scores, loss);
        double besides = bothBackward(Player.CRITIC, Wanted.PARAMETERS);
        double penalty = constraint.penalise(turn(measurements));
        augmentation.observe(scores.real(), real.changes == null ? size : real.changes.count(), measurements);
        measurements.scores(scores);
        measurements.record(Measurements.CRITIC_LOSS, loss.value() + besides + penalty);
        measurements.record(Measurements.REAL_SCORE, mean(scores.real()));
        measurements.record(Measurements.FAKE_SCORE, mean(scores.fake()));
    }

    /**
     * Begins the step of a generator whose loss depends on what the fake side shows alone. {@link
     * #fakeGradient} is valid until {@link #close}.
     *
     * @return the fake side's part of the generator's loss
     */
    public double beginGeneratorStep() {
        if (divergence.generatorNeedsRealScores()) {
            real.change();
            real.forward(critic);
            real.readScores();
            real.close();
        }
        fake.change();
        fake.forward(critic);
        fake.readScores();
        return generatorStepOfFakeSide();
    }

    /**
     * Does what {@link #beginGeneratorStep} does after a critic's step that is still open, with a
     * critic that was not updated since.
     */
    public double continueWithGeneratorStep() {
        if (joint) {
            // A backward pass over both sides costs as much as a forward and a backward pass over
            // the fake side.
            close();
            return beginGeneratorStep();
        }
        return generatorStepOfFakeSide();
    }

    private double generatorStepOfFakeSide() {
        divergence.generatorFakeLoss(scores, loss);
        return loss.fakeValue() + fake.backward(Player.GENERATOR, loss.fakeGradient(), Wanted.INPUTS);
    }

    /**
     * Begins the step of generator-side networks whose loss depends on what both sides show. {@link
     * #fakeGradient} and {@link #realGradient} are valid until {@link #close}.
     *
     * @return the generator side's loss
     */
    public double beginJointGeneratorStep() {
        scoreBoth();
        return continueWithJointGeneratorStep();
    }

    /**
     * Does what {@link #beginJointGeneratorStep} does after a critic's step that is still open,
     * with a critic that was not updated since.
     */
    public double continueWithJointGeneratorStep() {
        divergence.generatorLoss(scores, loss);
        double besides = bothBackward(Player.GENERATOR, Wanted.INPUTS);
        return loss.value() + besides;
    }

    /**
     * The gradient ∂loss/∂input of the fake side, after a generator's step was begun.
     *
     * @param input the index of the input
     */
    public Tensor fakeGradient(int input) {
        return fake.beforeAugmentation(
                input, jointPass == null ? fake.pass.inputGradient(input) : fake.part(input, size));
    }

    /**
     * The gradient ∂loss/∂input of the real side, after a step of both sides was begun.
     *
     * @param input the index of the input
     */
    public Tensor realGradient(int input) {
        return real.beforeAugmentation(input, jointPass == null ? real.pass.inputGradient(input) : real.part(input, 0));
    }

    private void scoreBoth() {
        real.change();
        fake.change();
        if (!joint) {
            // The order is the same in every step, so an engine that reuses closed passes gives
            // each side the pass that it had before, whose tensors are bound already.
            fake.forward(critic);
            real.forward(critic);
            real.readScores();
            fake.readScores();
            return;
        }
        for (int i = 0; i < both.length; i++) {
            if (!(i == 0 && dealtInPlace) && real.read[i] != real.changed) {
                memory.copyRows(real.read[i], 0, both[i], 0, size);
            }
            if (fake.read[i] != fake.changed) {
                memory.copyRows(fake.read[i], 0, both[i], size, size);
            }
        }
        jointPass = critic.forward(Mode.TRAINING, both);
        jointPass.output().read(numbers);
        real.takeOutputs(0);
        fake.takeOutputs(size);
    }

    /** Returns the auxiliary loss of both sides. */
    private double bothBackward(Player player, Wanted wanted) {
        if (!joint) {
            return real.backward(player, loss.realGradient(), wanted)
                    + fake.backward(player, loss.fakeGradient(), wanted);
        }
        double besides =
                real.putGradient(player, loss.realGradient(), 0) + fake.putGradient(player, loss.fakeGradient(), size);
        jointOutputGradient.write(numbers);
        jointPass.backward(jointOutputGradient, wanted);
        return besides;
    }

    /** The same object as long as the tensors and the receiver of the measurements are the same. */
    private CriticConstraint.CriticTurn turn(Measurements measurements) {
        if (turn == null || reportedTo != measurements || !real.shows(turn.real()) || !fake.shows(turn.fake())) {
            reportedTo = measurements;
            turn = new CriticConstraint.CriticTurn(
                    critic,
                    List.of(real.read),
                    List.of(fake.read),
                    constraintStream,
                    (name, value) -> measurements.note(name, value));
        }
        return turn;
    }

    /** Ends a step: closes the critic's passes. */
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

    /**
     * One side: the inputs that it shows the critic, and the outputs that the critic gives for
     * them.
     */
    private final class Side {
        private final CriticSide name;
        private final Tensor[] inputs;

        /**
         * The tensors that the critic reads: the inputs, with the changed examples in the place of
         * the first. It is the same array as the inputs if no example is ever changed.
         */
        private final Tensor[] read;

        private final Tensor[] parts;
        /**
         * The outputs after the score, and their gradients; empty for a critic that has only a
         * score.
         */
        private final double[] outputs;

        private final double[] gradients;
        /** The examples after augmentation and noise; null if neither is configured. */
        private Tensor changed;

        /** The changes of this side's images; null without augmentation. */
        private ImageChanges changes;

        /** True if the critic reads images that were changed in this step. */
        private boolean augmented;

        /** The gradient with respect to the images before augmentation; null until needed. */
        private Tensor gradientBefore;

        private Pass pass;

        /**
         * @param unchanged true if neither augmentation nor noise is configured
         */
        private Side(CriticSide name, int count, boolean unchanged) {
            this.name = name;
            inputs = new Tensor[count];
            read = unchanged ? inputs : new Tensor[count];
            parts = new Tensor[count];
            outputs = new double[size * (width - 1)];
            gradients = new double[size * (width - 1)];
        }

        /**
         * Augments the examples and adds noise, if there is any in this step. Called before every
         * step in which the critic reads this side.
         */
        private void change() {
            if (read == inputs) {
                return;
            }
            System.arraycopy(inputs, 0, read, 0, inputs.length);
            augmented = augmentation.probability() > 0;
            if (augmented) {
                augmentation.draw(augmentationStream, changes);
                memory.changeImages(inputs[0], changes, changed);
                read[0] = changed;
            }
            if (deviation > 0) {
                memory.addNoise(read[0], deviation, noiseStream, changed);
                read[0] = changed;
            }
        }

        /** Returns the gradient with respect to an input as it was before augmentation. */
        private Tensor beforeAugmentation(int input, Tensor gradient) {
            if (input > 0 || !augmented) {
                return gradient;
            }
            if (gradientBefore == null) {
                gradientBefore = memory.allocate(gradient.precision(), gradient.shape(), size);
            }
            memory.imageGradient(gradient, changes, gradientBefore);
            return gradientBefore;
        }

        private void forward(Network network) {
            pass = network.forward(Mode.TRAINING, read);
        }

        private double[] scores() {
            return name == CriticSide.REAL ? scores.real() : scores.fake();
        }

        private void readScores() {
            if (width == 1) {
                pass.output().read(scores());
                return;
            }
            pass.output().read(0, numbers, size * width);
            takeOutputs(0);
        }

        /**
         * Copies this side's scores, and the critic's other outputs, from the outputs that were
         * read.
         */
        private void takeOutputs(int firstRow) {
            double[] target = scores();
            for (int i = 0; i < size; i++) {
                int row = (firstRow + i) * width;
                target[i] = numbers[row];
                System.arraycopy(numbers, row + 1, outputs, i * (width - 1), width - 1);
            }
        }

        /** Returns the auxiliary loss. */
        private double backward(Player player, double[] scoreGradient, Wanted wanted) {
            double besides = 0;
            if (width == 1) {
                outputGradient.write(scoreGradient);
            } else {
                besides = putGradient(player, scoreGradient, 0);
                outputGradient.write(numbers, size * width, 0);
            }
            pass.backward(outputGradient, wanted);
            return besides;
        }

        /**
         * Writes this side's gradients of the critic's outputs to the numbers that are carried to
         * the critic; returns the auxiliary loss.
         */
        private double putGradient(Player player, double[] scoreGradient, int firstRow) {
            double besides = 0;
            if (auxiliary != null) {
                Arrays.fill(gradients, 0);
                besides = auxiliary.of(player, name, outputs, gradients);
            }
            for (int i = 0; i < size; i++) {
                int row = (firstRow + i) * width;
                numbers[row] = scoreGradient[i];
                System.arraycopy(gradients, i * (width - 1), numbers, row + 1, width - 1);
            }
            return besides;
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
