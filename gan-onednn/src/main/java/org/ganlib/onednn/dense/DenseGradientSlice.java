package org.ganlib.onednn.dense;

import org.bytedeco.javacpp.FloatPointer;
import org.ganlib.graph.Node;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Sgemm;
import org.ganlib.onednn.step.GradientSlice;
import org.ganlib.onednn.step.GradientTarget;

/** Some rows of a dense layer's weight gradient dWᵀ = dzᵀx. */
final class DenseGradientSlice implements GradientSlice {
    private final Sgemm product;
    private final long first;
    private final long end;
    private final FloatPointer gradient;
    private final FloatPointer input;
    private final GradientTarget place;
    private final FloatPointer inGradients;
    private final FloatPointer besideThem;

    /**
     * @param first where the first row begins in the flat vector
     * @param firstRow the unit whose weights it is
     * @param gradient dz
     * @param input x
     * @param place where the whole of dWᵀ lies
     */
    DenseGradientSlice(
            Node.Dense node,
            int batch,
            long first,
            int firstRow,
            int rows,
            FormattedMemory gradient,
            FormattedMemory input,
            GradientTarget place) {
        int inputs = node.inputs();
        product = Sgemm.ofTransposed(node.name() + ", to weights", rows, inputs, batch, node.outputs());
        this.first = first;
        end = first + (long) rows * inputs;
        this.gradient = gradient.pointer(firstRow);
        this.input = input.pointer(0);
        this.place = place;
        inGradients = place.inGradients((long) firstRow * inputs);
        besideThem = place.besideThem((long) firstRow * inputs);
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public void run() {
        run(place.isBeside() ? besideThem : inGradients);
    }

    @Override
    public void run(FloatPointer target) {
        product.run(gradient, input, target);
    }
}
