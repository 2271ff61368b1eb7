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
 * The sums of blocks of pixels, times a factor. The gradient of a pixel is that of its block, times
 * the factor.
 */
public final class PoolStep implements DifferentiableStep {
    private final Node.Pool node;
    private final Value x;
    private final Value y;
    private final int planes;
    private final float factor;
    private final float[] plane;
    private final float[] pooled;
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
        planes = compilation.batch() * node.input().channels();
        factor = (float) node.factor();
        plane = new float[node.input().height() * node.input().width()];
        pooled = new float[node.shape().height() * node.shape().width()];
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
        int width = node.input().width();
        int pooledWidth = node.shape().width();
        for (int p = 0; p < planes; p++) {
            source.get(p * plane.length, plane);
            Arrays.fill(pooled, 0);
            for (int row = 0; row < node.input().height(); row++) {
                int target = row / node.blockHeight() * pooledWidth;
                for (int offset = 0; offset < node.blockWidth(); offset++) {
                    int from = row * width + offset;
                    for (int column = 0; column < pooledWidth; column++) {
                        pooled[target + column] += plane[from + column * node.blockWidth()];
                    }
                }
            }
            for (int i = 0; i < pooled.length; i++) {
                pooled[i] *= factor;
            }
            to.put(p * pooled.length, pooled);
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
        int width = node.input().width();
        int pooledWidth = node.shape().width();
        for (int p = 0; p < planes; p++) {
            source.get(p * pooled.length, pooled);
            for (int i = 0; i < pooled.length; i++) {
                pooled[i] *= factor;
            }
            for (int row = 0; row < node.input().height(); row++) {
                int from = row / node.blockHeight() * pooledWidth;
                for (int offset = 0; offset < node.blockWidth(); offset++) {
                    int target = row * width + offset;
                    for (int column = 0; column < pooledWidth; column++) {
                        plane[target + column * node.blockWidth()] = pooled[from + column];
                    }
                }
            }
            contribution.put(p * plane.length, plane);
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
