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
 * The sums of blocks of pixels, times a factor. The gradient of a pixel is that of its block, times
 * the factor.
 */
public final class PoolStep implements DifferentiableStep {
    private final Node.Pool node;
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
    public PoolStep(Compilation compilation, Node.Pool node, Value x) {
        this.node = node;
        this.x = x;
        y = compilation.value(node.name(), node.shape(), OneDnn.plain(node.shape(), compilation.batch()), x);
        blocks = new PixelBlocks(compilation.batch() * node.input().channels(), node.shape(), node.input());
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
        blocks.sum(x.memory().buffer(), (float) node.factor(), to);
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
            blocks.repeat(gradient.buffer(), (float) node.factor(), contribution);
        }
    }

    @Override
    public Step tangent(TangentValues values) {
        return new PoolStep(values.compilation(), node, values.tangent(x));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new PoolStep(values.over(y), node, values.adjoint(x));
    }
}
