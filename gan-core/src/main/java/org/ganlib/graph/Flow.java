package org.ganlib.graph;

import org.ganlib.tensor.TensorShape;

/**
 * The numbers of one value of the graph, for a batch: itself, its tangent, and the adjoints of
 * both.
 */
final class Flow {
    final TensorShape shape;
    final double[] value;
    final double[] tangent;
    /** The adjoint of the value. */
    final double[] valueAdjoint;
    /** The adjoint of the tangent. */
    final double[] tangentAdjoint;

    /** Zeros. */
    Flow(TensorShape shape, int count) {
        this(shape, new double[count * shape.elements()], new double[count * shape.elements()]);
    }

    /** A value and a tangent that are known. */
    Flow(TensorShape shape, double[] value, double[] tangent) {
        this.shape = shape;
        this.value = value;
        this.tangent = tangent;
        valueAdjoint = new double[value.length];
        tangentAdjoint = new double[value.length];
    }
}
