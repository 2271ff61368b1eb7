package org.ganlib.losses.constraint;

import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.MatrixLayout;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/** The spectral norm of a matrix to nine digits, by power iteration until it stands still. */
final class ExactSpectralNorm {
    private static final double TOLERANCE = 1e-12;
    private static final int ITERATIONS_AT_ONCE = 10;
    private static final int MOST_ITERATIONS = 2_000;
    private static final TensorShape NUMBER = TensorShape.of(1);

    private ExactSpectralNorm() {}

    /**
     * The norm.
     *
     * @param start a vector with a number per row, from which the iteration begins; not changed
     */
    static double of(Tensor matrix, MatrixLayout layout, Tensor start) {
        HostMemory memory = new HostMemory();
        try (Tensor here = memory.allocate(DataType.DOUBLE, NUMBER, Math.toIntExact(layout.length()));
                Tensor u = memory.allocate(DataType.DOUBLE, NUMBER, layout.rows());
                Tensor v = memory.allocate(DataType.DOUBLE, NUMBER, layout.width());
                Tensor sigma = HostTensor.zeros(DataType.DOUBLE, NUMBER, 1)) {
            memory.copy(matrix, here);
            memory.copy(start, u);
            double last = 0;
            for (int done = 0; done < MOST_ITERATIONS; done += ITERATIONS_AT_ONCE) {
                memory.iteratePower(here, layout, ITERATIONS_AT_ONCE, u, v, sigma);
                double norm = sigma.at(0);
                if (Math.abs(norm - last) <= TOLERANCE * norm) {
                    return norm;
                }
                last = norm;
            }
            return last;
        }
    }
}
