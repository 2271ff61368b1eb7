package org.ganlib.losses.constraint;

import org.ganlib.spi.CriticConstraint;
import org.ganlib.testkit.ConstraintContract;

final class NoConstraintTest implements ConstraintContract {
    @Override
    public CriticConstraint configured() {
        return new NoConstraint();
    }
}
