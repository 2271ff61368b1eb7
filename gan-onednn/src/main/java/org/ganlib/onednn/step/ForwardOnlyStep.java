package org.ganlib.onednn.step;

import org.ganlib.network.Wanted;

/**
 * A step whose backward pass does nothing.
 *
 * @param step the step that runs forward
 */
public record ForwardOnlyStep(Step step) implements Step {
    @Override
    public Value output() {
        return step.output();
    }

    @Override
    public void forward() {
        step.forward();
    }

    @Override
    public void prepareBackward() {}

    @Override
    public void backward(Wanted wanted) {}
}
