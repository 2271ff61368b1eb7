package com.example.gan;

import org.ganlib.spi.CriticConstraint;
import org.ganlib.testkit.ConstraintContract;

final class SpectralProjectionTest implements ConstraintContract {
    @Override
    public CriticConstraint configured() {
        return new SpectralProjection(0.5);
    }
}
