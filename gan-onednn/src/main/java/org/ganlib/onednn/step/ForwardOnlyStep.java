package org.ganlib.onednn.step;

/**
 * A step without its backward pass.
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
    public void backward(boolean parameters, boolean inputs) {}
}
