package org.ganlib.losses.constraint;

import java.util.Arrays;
import java.util.List;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;

/** The gradient penalty of one run, with the memory that it needs in each step. */
final class PenaltyBetweenExamples implements CriticConstraint {
    private final double weight;
    private final boolean oneSided;
    private final Network critic;
    private final TensorMemory memory;
    private final boolean[] isLabel;

    /** The points of a step, one tensor per input; empty before the first step. */
    private Tensor[] points = {};

    /** The vector by which each input's gradient is multiplied in the mixed gradient. */
    private Tensor[] directions = {};

    private Tensor outputGradient;
    private double[] shares = {};
    private double[] norms = {};

    PenaltyBetweenExamples(double weight, boolean oneSided, Network critic) {
        this.weight = weight;
        this.oneSided = oneSided;
        this.critic = critic;
        memory = critic.memory();
        isLabel = new boolean[critic.definition().inputs().size()];
        for (int i = 0; i < isLabel.length; i++) {
            isLabel[i] = critic.definition().classes(i) > 0;
        }
    }

    @Override
    public double penalise(CriticTurn turn) {
        prepare(turn.real());
        place(turn);
        try (Pass pass = critic.forward(Mode.TRAINING, points)) {
            pass.backward(outputGradient, Wanted.INPUTS);
            Arrays.fill(norms, 0);
            for (int i = 0; i < points.length; i++) {
                if (!isLabel[i]) {
                    memory.addSquaredRowNorms(pass.inputGradient(i), norms);
                }
            }
            double penalty = factors(turn);
            for (int i = 0; i < points.length; i++) {
                if (!isLabel[i]) {
                    memory.scaleRows(pass.inputGradient(i), norms, directions[i]);
                    pass.addMixedGradient(i, directions[i]);
                }
            }
            return penalty;
        }
    }

    /**
     * Replaces the squared norms by the factors that make the penalty's derivative by the gradients
     * of the gradients, 2λ (‖g‖ − 1) / (N ‖g‖), and returns the penalty.
     */
    private double factors(CriticTurn turn) {
        double sum = 0;
        double sumOfNorms = 0;
        for (int i = 0; i < norms.length; i++) {
            double norm = Math.sqrt(norms[i]);
            double excess = oneSided ? Math.max(0, norm - 1) : norm - 1;
            sumOfNorms += norm;
            sum += excess * excess;
            norms[i] = norm == 0 ? 0 : 2 * weight * excess / (norm * norms.length);
        }
        turn.measurements().record(GradientPenalty.NORM, sumOfNorms / norms.length);
        return weight * sum / norms.length;
    }

    /** Draws the points between the examples of both sides. */
    private void place(CriticTurn turn) {
        RandomStream random = turn.random();
        for (int i = 0; i < shares.length; i++) {
            shares[i] = random.nextDouble();
        }
        for (int i = 0; i < points.length; i++) {
            Tensor real = turn.real().get(i);
            if (isLabel[i]) {
                memory.copy(real, points[i]);
            } else {
                memory.interpolate(real, turn.fake().get(i), shares, points[i]);
            }
        }
    }

    private void prepare(List<Tensor> inputs) {
        int rows = inputs.get(0).rows();
        if (shares.length == rows) {
            return;
        }
        shares = new double[rows];
        norms = new double[rows];
        points = allocated(inputs);
        directions = allocated(inputs);
        int outputs = critic.definition().output().elements();
        outputGradient = memory.allocate(
                critic.parameters().precision(), critic.definition().output(), rows);
        double[] ofScores = new double[rows * outputs];
        for (int i = 0; i < rows; i++) {
            ofScores[i * outputs] = 1;
        }
        outputGradient.write(ofScores);
    }

    private Tensor[] allocated(List<Tensor> inputs) {
        return inputs.stream()
                .map(input -> memory.allocate(critic.parameters().precision(), input.shape(), input.rows()))
                .toArray(Tensor[]::new);
    }
}
