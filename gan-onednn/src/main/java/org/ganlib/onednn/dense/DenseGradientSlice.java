package org.ganlib.onednn.dense;

import org.bytedeco.javacpp.FloatPointer;
import org.ganlib.graph.Node;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.primitive.Sgemm;
import org.ganlib.onednn.step.GradientSlice;
import org.ganlib.onednn.step.GradientTarget;
import org.ganlib.onednn.step.GradientTarget.Destination;

/** Some rows of the weight gradient dWᵀ = dzᵀx of a dense layer. */
final class DenseGradientSlice implements GradientSlice {
    private final Sgemm product;
    private final long first;
    private final long end;
    private final FloatPointer gradient;
    private final FloatPointer input;
    private final GradientTarget target;
    private final FloatPointer inGradients;
    private final FloatPointer inScratch;

    /**
     * Makes the slice.
     *
     * @param first the index in the flat vector of the first element
     * @param firstRow the index of the unit whose weights are the first row
     * @param rows the number of rows
     * @param gradient dz
     * @param input x
     * @param target the memory of the whole of dWᵀ
     */
    DenseGradientSlice(
            Node.Dense node,
            int batch,
            long first,
            int firstRow,
            int rows,
            FormattedMemory gradient,
            FormattedMemory input,
            GradientTarget target) {
        int inputs = node.inputs();
        product = Sgemm.ofTransposed(node.name() + ", to weights", rows, inputs, batch, node.outputs());
        this.first = first;
        end = first + (long) rows * inputs;
        this.gradient = gradient.pointer(firstRow);
        this.input = input.pointer(0);
        this.target = target;
        inGradients = target.inGradients((long) firstRow * inputs);
        inScratch = target.inScratch((long) firstRow * inputs);
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
        run(target.destination() == Destination.SCRATCH ? inScratch : inGradients);
    }

    @Override
    public void run(FloatPointer memory) {
        product.run(gradient, input, memory);
    }
}
