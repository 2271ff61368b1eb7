package org.ganlib.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** The largest of every few neighbours; the gradient goes to the first of the largest. */
final class MaximumStep implements Step {
    private final Node.Maximum node;
    private final Value x;
    private final Value y;
    private final int batch;
    private final FloatBuffer largest;
    private final float[] linearRow;
    private final float[] row;
    private final int[] choices;
    private Tensor gradient;
    private FloatBuffer linearGradient;

    /** @param x a matrix, row by row */
    MaximumStep(Compilation compilation, Node.Maximum node, Value x) {
        this.node = node;
        this.x = x;
        batch = compilation.batch();
        int units = node.shape().elements();
        y = compilation.value(node.name(), node.shape(), OneDnn.matrix(batch, units), x.trained());
        largest = y.tensor().buffer();
        linearRow = new float[units * node.pieces()];
        row = new float[units];
        choices = new int[batch * units];
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {
        int pieces = node.pieces();
        FloatBuffer linear = x.tensor().buffer();
        for (int n = 0; n < batch; n++) {
            linear.get(n * linearRow.length, linearRow);
            for (int j = 0; j < row.length; j++) {
                int best = j * pieces;
                for (int i = best + 1; i < (j + 1) * pieces; i++) {
                    // Written so that a NaN, once found, stays.
                    best = linearRow[i] <= linearRow[best] || Float.isNaN(linearRow[best]) ? best : i;
                }
                row[j] = linearRow[best];
                choices[n * row.length + j] = best;
            }
            largest.put(n * row.length, row);
        }
    }

    @Override
    public void prepareBackward() {
        gradient = y.gradient();
        linearGradient = x.contribute().buffer();
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        y.collect();
        if (!x.isWanted(inputs)) {
            return;
        }
        FloatBuffer from = gradient.buffer();
        for (int n = 0; n < batch; n++) {
            from.get(n * row.length, row);
            Arrays.fill(linearRow, 0);
            for (int j = 0; j < row.length; j++) {
                linearRow[choices[n * row.length + j]] = row[j];
            }
            linearGradient.put(n * linearRow.length, linearRow);
        }
    }
}
