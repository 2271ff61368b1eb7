package org.ganlib.onednn.shape;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * Nearest-neighbour upsampling: every pixel is repeated along both axes. The gradient of a pixel is
 * the sum of the gradients of its copies.
 */
public final class RepeatStep implements DifferentiableStep {
    private final Node.Repeat node;
    private final Value x;
    private final Value y;
    private final int planes;
    private final int width;
    private final int repeatedWidth;
    private final int timesHigh;
    private final int timesWide;
    private final float[] plane;
    private final float[] repeated;
    private final FloatBuffer to;
    private FormattedMemory gradient;
    private FloatBuffer contribution;

    /**
     * Allocates the output.
     *
     * @param x images in row-major format
     */
    public RepeatStep(Compilation compilation, Node.Repeat node, Value x) {
        this.node = node;
        this.x = x;
        y = compilation.value(node.name(), node.shape(), OneDnn.plain(node.shape(), compilation.batch()), x);
        planes = compilation.batch() * x.shape().channels();
        width = x.shape().width();
        repeatedWidth = node.shape().width();
        timesHigh = node.shape().height() / x.shape().height();
        timesWide = repeatedWidth / width;
        plane = new float[x.shape().height() * width];
        repeated = new float[node.shape().height() * repeatedWidth];
        to = y.memory().buffer();
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {
        // The memory of a network input has another address in each pass, so its buffer must not be
        // kept.
        FloatBuffer source = x.memory().buffer();
        for (int p = 0; p < planes; p++) {
            source.get(p * plane.length, plane);
            for (int i = 0; i < repeated.length; i++) {
                repeated[i] = plane[origin(i)];
            }
            to.put(p * repeated.length, repeated);
        }
    }

    @Override
    public void prepareBackward() {
        gradient = y.gradient();
        contribution = x.newContribution().buffer();
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (!x.needsGradient(wanted)) {
            return;
        }
        FloatBuffer source = gradient.buffer();
        for (int p = 0; p < planes; p++) {
            source.get(p * repeated.length, repeated);
            Arrays.fill(plane, 0);
            for (int i = 0; i < repeated.length; i++) {
                plane[origin(i)] += repeated[i];
            }
            contribution.put(p * plane.length, plane);
        }
    }

    /** The index of the pixel in a plane that the upsampled pixel {@code index} is a copy of. */
    private int origin(int index) {
        int row = index / repeatedWidth / timesHigh;
        int column = index % repeatedWidth / timesWide;
        return row * width + column;
    }

    @Override
    public Step tangent(TangentValues values) {
        return new RepeatStep(values.compilation(), node, values.tangent(x));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new RepeatStep(values.over(y), node, values.adjoint(x));
    }
}
