package org.ganlib.losses.constraint;

import java.util.List;
import java.util.function.Function;
import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.tensor.Tensor;

/** The examples of one side. */
final class PointsOfOneSide implements PenaltyPoints {
    private final Function<CriticTurn, List<Tensor>> side;
    private final Tensor[] points;

    /**
     * @param side {@code CriticTurn::real} or {@code CriticTurn::fake}
     * @param inputs the number of inputs of the critic
     */
    PointsOfOneSide(Function<CriticTurn, List<Tensor>> side, int inputs) {
        this.side = side;
        points = new Tensor[inputs];
    }

    @Override
    public Tensor[] of(CriticTurn turn) {
        List<Tensor> given = side.apply(turn);
        for (int i = 0; i < points.length; i++) {
            points[i] = given.get(i);
        }
        return points;
    }
}
