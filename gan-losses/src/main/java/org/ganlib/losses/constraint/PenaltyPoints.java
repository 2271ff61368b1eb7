package org.ganlib.losses.constraint;

import org.ganlib.spi.CriticConstraint.CriticTurn;
import org.ganlib.tensor.Tensor;

/** Chooses the points at which a penalty takes the critic's gradient. Used by one thread. */
@FunctionalInterface
interface PenaltyPoints {
    /**
     * The points of a step.
     *
     * @return one tensor per input of the critic, valid until the next call, in an array that is the
     *     same each time; nobody writes to them
     */
    Tensor[] of(CriticTurn turn);
}
