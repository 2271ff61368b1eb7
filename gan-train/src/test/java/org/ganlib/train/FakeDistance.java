package org.ganlib.train;

import org.ganlib.spi.IntegralDivergence;
import org.ganlib.spi.ScalarFunction;

/** A distance without losses: the fake game needs none. */
record FakeDistance() implements IntegralDivergence {
    @Override
    public String distance() {
        return "fake";
    }

    @Override
    public ScalarFunction criticReal() {
        throw new AssertionError("the trainer computes no loss itself");
    }

    @Override
    public ScalarFunction criticFake() {
        throw new AssertionError("the trainer computes no loss itself");
    }

    @Override
    public ScalarFunction generatorReal() {
        throw new AssertionError("the trainer computes no loss itself");
    }

    @Override
    public ScalarFunction generatorFake() {
        throw new AssertionError("the trainer computes no loss itself");
    }
}
