package org.ganlib.onednn.step;

/**
 * Two steps as one.
 *
 * @param second a step that reads the result of the first
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
    public void backward(boolean parameters, boolean inputs) {
        second.backward(parameters, inputs);
        first.backward(parameters, inputs);
    }
}
