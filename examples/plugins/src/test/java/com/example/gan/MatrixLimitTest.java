package com.example.gan;

import org.ganlib.spi.CriticConstraint;
import org.ganlib.testkit.ConstraintContract;

final class MatrixLimitTest implements ConstraintContract {
    @Override
    public CriticConstraint configured() {
        return new MatrixLimit(0.5);
    }
}
