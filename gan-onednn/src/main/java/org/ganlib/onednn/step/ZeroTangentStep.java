package org.ganlib.onednn.step;

import org.ganlib.network.Wanted;

/**
 * The tangent of a value that does not depend on the network's inputs continuously: zeros.
 *
 * @param output a value in memory of zeros, to which nothing is written
 */
public record ZeroTangentStep(Value output) implements Step {
    @Override
    public void forward() {}

    @Override
    public void prepareBackward() {}

    @Override
    public void backward(Wanted wanted) {}
}
