package org.ganlib.onednn.step;

/**
 * The tangent of a value that does not depend on the input: zeros.
 *
 * @param output memory of zeros that nothing is written to
 */
public record ZeroTangentStep(Value output) implements Step {
    @Override
    public void forward() {}

    @Override
    public void prepareBackward() {}

    @Override
    public void backward(boolean parameters, boolean inputs) {}
}
