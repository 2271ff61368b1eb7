package org.ganlib.onednn.elementwise;

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
 * Maxout: unit j is the largest of its pieces, x[j·pieces] to x[j·pieces + pieces − 1]. The
 * gradient goes to the first piece that equals the maximum.
 *
 * <p>Loops run over all units of an example for one piece after the other, without branches. Which
 * piece is the largest cannot be predicted, and the compiler turns such loops into vector
 * instructions.
 */
public final class MaximumStep implements DifferentiableStep {
    private final Node.Maximum node;
    private final Value x;
    private final Value y;
    private final int batch;
    /** The pieces that are compared. */
    private final FloatBuffer linear;

    /** The maximum of each unit. */
    private final FloatBuffer largest;

    private final Result result;
    private final float[] linearRow;
    private final float[] row;
    private final float[] piece;
    private int[] rowBits;
    private int[] pieceBits;
    private int[] choices;
    private int[] undecided;
    private FormattedMemory gradient;
    private FloatBuffer linearGradient;

    /**
     * Allocates the output.
     *
     * @param x the pieces of each unit side by side, one row per example
     */
    public MaximumStep(Compilation compilation, Node.Maximum node, Value x) {
        this(compilation, node, x, x.memory().buffer(), null, Result.MAXIMA);
    }

    /**
     * Allocates the output.
     *
     * @param linear the pieces that are compared
     * @param largest the maxima if another step finds them, otherwise null
     * @param result the numbers that the forward pass computes
     */
    private MaximumStep(
            Compilation compilation,
            Node.Maximum node,
            Value x,
            FloatBuffer linear,
            FloatBuffer largest,
            Result result) {
        this.node = node;
        this.x = x;
        batch = compilation.batch();
        int units = node.shape().elements();
        y = compilation.value(node.name(), node.shape(), OneDnn.matrix(batch, units), x);
        this.linear = linear;
        this.largest = largest == null ? y.memory().buffer() : largest;
        this.result = result;
        linearRow = new float[units * node.pieces()];
        row = new float[units];
        piece = new float[units];
        if (result == Result.TANGENTS) {
            allocateChoices();
        }
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {
        int pieces = node.pieces();
        if (result == Result.TANGENTS) {
            forwardTangents(pieces);
            return;
        }
        for (int n = 0; n < batch; n++) {
            linear.get(n * linearRow.length, linearRow);
            copyPiece(linearRow, 0, pieces, row);
            for (int p = 1; p < pieces; p++) {
                copyPiece(linearRow, p, pieces, piece);
                takeLarger(row, piece);
            }
            largest.put(n * row.length, row);
        }
    }

    private void forwardTangents(int pieces) {
        FloatBuffer from = x.memory().buffer();
        FloatBuffer to = y.memory().buffer();
        for (int n = 0; n < batch; n++) {
            choose(n, pieces);
            from.get(n * linearRow.length, linearRow);
            gather(linearRow, choices, pieces, row);
            to.put(n * row.length, row);
        }
    }

    private static void gather(float[] from, int[] choices, int pieces, float[] to) {
        for (int j = 0, i = 0; j < to.length; j++, i += pieces) {
            to[j] = from[i + choices[j]];
        }
    }

    private static void copyPiece(float[] from, int p, int pieces, float[] to) {
        for (int j = 0, i = p; j < to.length; j++, i += pieces) {
            to[j] = from[i];
        }
    }

    /** Replaces each number by the larger of the pair. NaN is kept. */
    private static void takeLarger(float[] largest, float[] others) {
        for (int j = 0; j < largest.length; j++) {
            largest[j] = Math.max(largest[j], others[j]);
        }
    }

    @Override
    public void prepareBackward() {
        gradient = y.gradient();
        linearGradient = x.newContribution().buffer();
        allocateChoices();
    }

    private void allocateChoices() {
        rowBits = new int[row.length];
        pieceBits = new int[row.length];
        choices = new int[row.length];
        undecided = new int[row.length];
    }

    @Override
    public void backward(Wanted wanted) {
        y.sumContributions();
        if (!x.needsGradient(wanted)) {
            return;
        }
        FloatBuffer from = gradient.buffer();
        int pieces = node.pieces();
        for (int n = 0; n < batch; n++) {
            choose(n, pieces);
            from.get(n * row.length, row);
            Arrays.fill(linearRow, 0);
            scatter(row, choices, pieces, linearRow);
            linearGradient.put(n * linearRow.length, linearRow);
        }
    }

    private static void scatter(float[] from, int[] choices, int pieces, float[] to) {
        for (int j = 0, i = 0; j < from.length; j++, i += pieces) {
            to[i + choices[j]] = from[j];
        }
    }

    /**
     * Finds the first piece of each unit that equals the maximum. The last piece is chosen if none
     * before it does.
     */
    private void choose(int n, int pieces) {
        linear.get(n * linearRow.length, linearRow);
        largest.get(n * row.length, row);
        copyPieceBits(row, 0, 1, rowBits);
        Arrays.fill(choices, 0);
        Arrays.fill(undecided, -1);
        for (int p = 0; p < pieces - 1; p++) {
            copyPieceBits(linearRow, p, pieces, pieceBits);
            advance(pieceBits, rowBits, undecided, choices);
        }
    }

    private static void copyPieceBits(float[] from, int p, int pieces, int[] to) {
        for (int j = 0, i = p; j < to.length; j++, i += pieces) {
            to[j] = Float.floatToRawIntBits(from[i]);
        }
    }

    /**
     * Advances the choice of each unit of which no piece so far equalled the maximum. {@code
     * undecided} is −1 for these units and 0 for the others.
     */
    private static void advance(int[] piece, int[] largest, int[] undecided, int[] choices) {
        for (int j = 0; j < piece.length; j++) {
            int difference = piece[j] ^ largest[j];
            int differs = (difference | -difference) >> 31;
            undecided[j] &= differs;
            choices[j] -= undecided[j];
        }
    }

    @Override
    public Step tangent(TangentValues values) {
        return new MaximumStep(values.compilation(), node, values.tangent(x), linear, largest, Result.TANGENTS);
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new MaximumStep(values.over(y), node, values.adjoint(x), linear, largest, Result.MAXIMA);
    }

    /** The numbers that the forward pass computes. */
    private enum Result {
        /** The largest piece of each unit. */
        MAXIMA,
        /** The tangent of the largest piece of each unit. */
        TANGENTS
    }
}
