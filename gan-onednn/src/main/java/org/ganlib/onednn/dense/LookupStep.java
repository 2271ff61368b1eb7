package org.ganlib.onednn.dense;

import java.nio.FloatBuffer;
import org.ganlib.graph.Node;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.GradientTarget;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;
import org.ganlib.onednn.step.ZeroTangentStep;

/**
 * A lookup table (embedding): the output of an example is the row of the table that its label
 * names. The parameter vector holds the table column by column. The backward pass sets the gradient
 * of the table to zero and adds the gradient of each example to the row of its label. The gradient
 * of the labels is zero.
 */
public final class LookupStep implements DifferentiableStep {
    private final Compilation compilation;
    private final Node.Lookup node;
    private final Value labels;
    private final Value y;
    private final FloatBuffer table;
    private final FloatBuffer rows;
    private final int[] chosen;
    private final float[] row;
    private final float[] zeros;
    private FormattedMemory gradient;
    private GradientTarget tableGradient;

    /**
     * Allocates the output.
     *
     * @param labels a matrix of one column
     */
    public LookupStep(Compilation compilation, Node.Lookup node, Value labels) {
        this(compilation, node, labels, new int[compilation.batch()]);
    }

    /**
     * Allocates the output.
     *
     * @param chosen the label of each example, which the forward pass sets
     */
    private LookupStep(Compilation compilation, Node.Lookup node, Value labels, int[] chosen) {
        this.compilation = compilation;
        this.node = node;
        this.labels = labels;
        int units = node.units();
        y = compilation.layerValue(node.name(), node.shape(), OneDnn.matrix(compilation.batch(), units));
        table = compilation.parameters().buffer(node.name() + "/W");
        rows = y.memory().buffer();
        this.chosen = chosen;
        row = new float[units];
        zeros = new float[node.classes()];
    }

    @Override
    public Value output() {
        return y;
    }

    /**
     * Copies the row of each label.
     *
     * @throws IllegalArgumentException if a label names no row
     */
    @Override
    public void forward() {
        FloatBuffer labelBuffer = labels.memory().buffer();
        for (int n = 0; n < chosen.length; n++) {
            float label = labelBuffer.get(n);
            // The condition is negated, so that NaN is refused too.
            if (!(label >= 0 && label < node.classes())) {
                throw new IllegalArgumentException("layer " + node.name() + ": the label of example " + n
                        + " must be in 0.." + (node.classes() - 1) + ", was " + label);
            }
            chosen[n] = (int) label;
            for (int j = 0; j < row.length; j++) {
                row[j] = table.get(j * node.classes() + chosen[n]);
            }
            rows.put(n * row.length, row);
        }
    }

    @Override
    public void prepareBackward() {
        gradient = y.gradient();
        tableGradient =
                compilation.gradientTarget(node.name() + "/W", OneDnn.transposedMatrix(node.classes(), node.units()));
        // Nothing is written to this contribution: it stays zero.
        labels.newContribution();
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (!wanted.parameters()) {
            return;
        }
        FloatBuffer sums = tableGradient.buffer();
        for (int j = 0; j < row.length; j++) {
            sums.put(j * zeros.length, zeros);
        }
        FloatBuffer from = gradient.buffer();
        for (int n = 0; n < chosen.length; n++) {
            from.get(n * row.length, row);
            for (int j = 0; j < row.length; j++) {
                int index = j * zeros.length + chosen[n];
                sums.put(index, sums.get(index) + row[j]);
            }
        }
    }

    @Override
    public Step tangent(TangentValues values) {
        return new ZeroTangentStep(values.compilation().value(node.name(), node.shape(), y.format()));
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new LookupStep(values.over(y), node, values.adjoint(labels), chosen);
    }
}
