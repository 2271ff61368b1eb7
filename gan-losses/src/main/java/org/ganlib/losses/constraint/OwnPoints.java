package org.ganlib.losses.constraint;

import java.util.List;
import org.ganlib.network.Network;
import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.tensor.Tensor;

/**
 * Points that are not examples, in memory that is allocated once. A label is that of the real
 * example.
 */
final class OwnPoints implements PenaltyPoints {
    private final Network critic;
    private final boolean drawsShares;
    private final Placement placement;
    private final boolean[] isLabel;

    /** Empty before the first step. */
    private Tensor[] points = {};

    private double[] shares = {};

    /** Points that lie on the line from a generated to a real example. */
    static OwnPoints between(Network critic) {
        return new OwnPoints(critic, true, (turn, input, shares, target) -> critic.memory()
                .interpolate(turn.real().get(input), turn.fake().get(input), shares, target));
    }

    /**
     * Real examples with Gaussian noise.
     *
     * @param deviation the standard deviation of the noise
     */
    static OwnPoints around(double deviation, Network critic) {
        return new OwnPoints(critic, false, (turn, input, shares, target) -> critic.memory()
                .addNoise(turn.real().get(input), deviation, turn.random(), target));
    }

    private OwnPoints(Network critic, boolean drawsShares, Placement placement) {
        this.critic = critic;
        this.drawsShares = drawsShares;
        this.placement = placement;
        isLabel = PenaltyOfGradients.labels(critic);
    }

    @Override
    public Tensor[] of(CriticTurn turn) {
        prepare(turn.real());
        for (int i = 0; drawsShares && i < shares.length; i++) {
            shares[i] = turn.random().nextDouble();
        }
        for (int i = 0; i < points.length; i++) {
            if (isLabel[i]) {
                critic.memory().copy(turn.real().get(i), points[i]);
            } else {
                placement.place(turn, i, shares, points[i]);
            }
        }
        return points;
    }

    private void prepare(List<Tensor> inputs) {
        int rows = inputs.get(0).rows();
        if (shares.length == rows) {
            return;
        }
        shares = new double[rows];
        points = PenaltyOfGradients.allocated(critic, inputs);
    }

    /** Writes the points of an input that is no label. */
    @FunctionalInterface
    private interface Placement {
        /**
         * @param shares a share in [0, 1) per example
         * @param target takes the points
         */
        void place(CriticTurn turn, int input, double[] shares, Tensor target);
    }
}
