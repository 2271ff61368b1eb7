package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Some rows of a dense layer's weight gradient dWᵀ = dzᵀx. By oneDNN's plain matrix product, the only one of its products that takes part of a
 * matrix without being made anew for it.
 */
final class WeightPiece {
    private final String name;
    private final long first;
    private final long rows;
    private final long batch;
    private final long inputs;
    private final long outputs;
    private final FloatPointer gradient;
    private final FloatPointer input;
    private final GradientPlace place;
    private final FloatPointer inGradients;
    private final FloatPointer besideThem;

    /**
     * @param first where the first row begins in the flat vector
     * @param firstRow the unit whose weights it is
     * @param gradient dz
     * @param input x
     * @param place where the whole of dWᵀ lies
     */
    WeightPiece(
            Node.Dense node,
            int batch,
            long first,
            int firstRow,
            int rows,
            Tensor gradient,
            Tensor input,
            GradientPlace place) {
        name = node.name() + ", to weights";
        this.first = first;
        this.rows = rows;
        this.batch = batch;
        inputs = node.inputs();
        outputs = node.outputs();
        this.gradient = gradient.pointer(firstRow);
        this.input = input.pointer(0);
        this.place = place;
        inGradients = place.inGradients(firstRow * inputs);
        besideThem = place.besideThem(firstRow * inputs);
    }

    /** Where it begins in the flat vector. */
    long first() {
        return first;
    }

    void run() {
        FloatPointer result = place.isBeside() ? besideThem : inGradients;
        int status = dnnl_sgemm(
                (byte) 'T', (byte) 'N', rows, inputs, batch, 1, gradient, outputs, input, inputs, 0, result, inputs);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN: " + name + " failed with status " + status);
        }
    }
}
