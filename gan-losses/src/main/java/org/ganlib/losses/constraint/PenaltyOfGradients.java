package org.ganlib.losses.constraint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;

/**
 * A penalty on the norm of the critic's gradient by its inputs, of one run:
 *
 * <pre>
 * weight · mean over the points of (‖∇ₓ f(x)‖ − target)²
 * </pre>
 *
 * <p>The norm is that of the gradients by all inputs but labels together, so that a critic of pairs
 * is penalised as a function of pairs. The gradient by the critic's parameters is exact ({@link
 * Pass#addMixedGradient}); where the norm is 0 it is taken to be 0.
 *
 * <p>If it is evaluated in every k-th turn alone, beginning with the first, it is multiplied by k
 * (Karras et al., Analyzing and Improving the Image Quality of StyleGAN, 2020, appendix B).
 */
final class PenaltyOfGradients implements CriticConstraint {
    private static final String TURNS = "turns";

    private final NormPenalty penalty;
    private final PenaltyPoints points;
    private final String measurement;
    private final Network critic;
    private final TensorMemory memory;
    private final boolean[] isLabel;

    /** The vector by which each input's gradient is multiplied in the mixed gradient. */
    private Tensor[] directions = {};

    private Tensor outputGradient;
    private double[] norms = {};

    /** The number of turns so far. */
    private long turns;

    /** @param measurement the name of the mean norm among the measurements */
    PenaltyOfGradients(NormPenalty penalty, PenaltyPoints points, String measurement, Network critic) {
        this.penalty = penalty;
        this.points = points;
        this.measurement = measurement;
        this.critic = critic;
        memory = critic.memory();
        isLabel = labels(critic);
    }

    /** Tells of each input of a critic whether it is a label. */
    static boolean[] labels(Network critic) {
        boolean[] labels = new boolean[critic.definition().inputs().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = critic.definition().classes(i) > 0;
        }
        return labels;
    }

    /** Tensors of the sizes of inputs, in the critic's memory and precision. */
    static Tensor[] allocated(Network critic, List<Tensor> inputs) {
        return inputs.stream()
                .map(input -> critic.memory().allocate(critic.parameters().precision(), input.shape(), input.rows()))
                .toArray(Tensor[]::new);
    }

    /** Counts turns where only some of them are penalised. */
    @Override
    public Map<String, String> state() {
        return penalty.every() == 1 ? Map.of() : Map.of(TURNS, String.valueOf(turns));
    }

    @Override
    public void restore(Map<String, String> state) {
        String text = state.get(TURNS);
        if (text == null || !text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(TURNS + " must be a number of turns, was " + text);
        }
        turns = Long.parseLong(text);
    }

    @Override
    public double penalise(CriticTurn turn) {
        boolean due = turns % penalty.every() == 0;
        turns++;
        return due ? penalty.every() * penaliseNow(turn) : 0;
    }

    private double penaliseNow(CriticTurn turn) {
        prepare(turn.real());
        try (Pass pass = critic.forward(Mode.TRAINING, points.of(turn))) {
            pass.backward(outputGradient, Wanted.INPUTS);
            Arrays.fill(norms, 0);
            for (int i = 0; i < isLabel.length; i++) {
                if (!isLabel[i]) {
                    memory.addSquaredRowNorms(pass.inputGradient(i), norms);
                }
            }
            double value = factors(turn);
            for (int i = 0; i < isLabel.length; i++) {
                if (!isLabel[i]) {
                    memory.scaleRows(pass.inputGradient(i), norms, directions[i]);
                    pass.addMixedGradient(i, directions[i]);
                }
            }
            return value;
        }
    }

    /**
     * Replaces the squared norms by the factors that make the penalty's derivative by the gradients
     * of the gradients, and returns the penalty of a turn.
     */
    private double factors(CriticTurn turn) {
        double sum = 0;
        double sumOfNorms = 0;
        for (int i = 0; i < norms.length; i++) {
            double norm = Math.sqrt(norms[i]);
            sumOfNorms += norm;
            sum += penalty.of(norm);
            norms[i] = penalty.every() * penalty.slopeOverNorm(norm) / norms.length;
        }
        turn.measurements().record(measurement, sumOfNorms / norms.length);
        return sum / norms.length;
    }

    private void prepare(List<Tensor> inputs) {
        int rows = inputs.get(0).rows();
        if (norms.length == rows) {
            return;
        }
        norms = new double[rows];
        directions = allocated(critic, inputs);
        int outputs = critic.definition().output().elements();
        outputGradient = memory.allocate(
                critic.parameters().precision(), critic.definition().output(), rows);
        double[] ofScores = new double[rows * outputs];
        for (int i = 0; i < rows; i++) {
            ofScores[i * outputs] = 1;
        }
        outputGradient.write(ofScores);
    }
}
