package org.ganlib.onednn;

/**
 * A step without its backward pass.
 *
 * @param step the step that runs forward
 */
record ForwardStep(Step step) implements Step {
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
