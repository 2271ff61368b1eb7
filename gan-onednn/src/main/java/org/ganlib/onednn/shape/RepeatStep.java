package org.ganlib.onednn.shape;

import java.nio.FloatBuffer;
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
    private final PixelBlocks blocks;
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
        blocks = new PixelBlocks(compilation.batch() * x.shape().channels(), x.shape(), node.shape());
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
        blocks.repeat(x.memory().buffer(), 1, to);
    }

    @Override
    public void prepareBackward() {
        gradient = y.gradient();
        contribution = x.newContribution().buffer();
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (x.needsGradient(wanted)) {
            blocks.sum(gradient.buffer(), 1, contribution);
        }
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
