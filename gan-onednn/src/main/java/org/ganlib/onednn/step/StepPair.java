package org.ganlib.onednn.step;

import org.ganlib.network.Wanted;

/**
 * Two consecutive steps as one.
 *
 * @param first the step that runs forward first and backward last
 * @param second a step that reads the output of the first
 */
public record StepPair(Step first, Step second) implements Step {
    @Override
    public Value output() {
        return second.output();
    }

    @Override
    public void forward() {
        first.forward();
        second.forward();
    }

    @Override
    public void prepareBackward() {
        second.prepareBackward();
        first.prepareBackward();
    }

    @Override
    public void backward(Wanted wanted) {
        second.backward(wanted);
        first.backward(wanted);
    }
}
