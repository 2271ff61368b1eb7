package org.ganlib.onednn.elementwise;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.ganlib.graph.Node;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.DifferentiableStep;
import org.ganlib.onednn.step.Step;
import org.ganlib.onednn.step.TangentValues;
import org.ganlib.onednn.step.Value;

/**
 * The largest of every few neighbours; the gradient goes to the first of the largest. Piece by
 * piece over all units of an example: which piece is the largest cannot be predicted, and loops
 * without branches become vector instructions.
 */
public final class MaximumStep implements DifferentiableStep {
    private final Node.Maximum node;
    private final Value x;
    private final Value y;
    private final int batch;
    /** The numbers that are compared, and the largest of them. */
    private final FloatBuffer linear;

    private final FloatBuffer largest;
    private final boolean ofTangents;
    private final float[] linearRow;
    private final float[] row;
    private final float[] piece;
    private int[] rowBits;
    private int[] pieceBits;
    private int[] choices;
    private int[] undecided;
    private FormattedMemory gradient;
    private FloatBuffer linearGradient;

    /** @param x a matrix, row by row */
    public MaximumStep(Compilation compilation, Node.Maximum node, Value x) {
        this(compilation, node, x, x.tensor().buffer(), null, false);
    }

    /**
     * @param largest the largest numbers if another step finds them; otherwise null
     * @param ofTangents whether the step selects the tangents of the largest numbers
     */
    private MaximumStep(
            Compilation compilation,
            Node.Maximum node,
            Value x,
            FloatBuffer linear,
            FloatBuffer largest,
            boolean ofTangents) {
        this.node = node;
        this.x = x;
        batch = compilation.batch();
        int units = node.shape().elements();
        y = compilation.value(node.name(), node.shape(), OneDnn.matrix(batch, units), x);
        this.linear = linear;
        this.largest = largest == null ? y.tensor().buffer() : largest;
        this.ofTangents = ofTangents;
        linearRow = new float[units * node.pieces()];
        row = new float[units];
        piece = new float[units];
        if (ofTangents) {
            makeRoomForChoices();
        }
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {
        int pieces = node.pieces();
        if (ofTangents) {
            forwardTangents(pieces);
            return;
        }
        for (int n = 0; n < batch; n++) {
            linear.get(n * linearRow.length, linearRow);
            copyPiece(linearRow, 0, pieces, row);
            for (int p = 1; p < pieces; p++) {
                copyPiece(linearRow, p, pieces, piece);
                raise(row, piece);
            }
            largest.put(n * row.length, row);
        }
    }

    private void forwardTangents(int pieces) {
        FloatBuffer from = x.tensor().buffer();
        FloatBuffer to = y.tensor().buffer();
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

    /** NaN, once found, stays. */
    private static void raise(float[] largest, float[] others) {
        for (int j = 0; j < largest.length; j++) {
            largest[j] = Math.max(largest[j], others[j]);
        }
    }

    @Override
    public void prepareBackward() {
        gradient = y.gradient();
        linearGradient = x.contribute().buffer();
        makeRoomForChoices();
    }

    private void makeRoomForChoices() {
        rowBits = new int[row.length];
        pieceBits = new int[row.length];
        choices = new int[row.length];
        undecided = new int[row.length];
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        y.collect();
        if (!x.isWanted(inputs)) {
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
     * Finds which piece of each unit is the first that equals the largest: the last, if none before
     * it does.
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
     * Steps to the next piece where no piece so far was equal; {@code undecided} holds −1 there, 0
     * elsewhere.
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
        return new MaximumStep(values.compilation(), node, values.tangent(x), linear, largest, true);
    }

    @Override
    public Step adjoint(TangentValues values) {
        return new MaximumStep(values.over(y), node, values.adjoint(x), linear, largest, false);
    }
}
