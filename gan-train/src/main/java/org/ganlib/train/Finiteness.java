package org.ganlib.train;

import java.util.Optional;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.network.VectorRule;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;

/**
 * Notices parameters that are not finite. 0·x is 0 for a finite number and NaN for any other, and a
 * sum of zeros stays 0 until a NaN joins it, for ever; one sum for each place in a slab leaves the
 * loop to vector instructions.
 */
final class Finiteness implements ParameterRule, AutoCloseable {
    private final float[] floatSums = new float[ParameterSlabs.LENGTH];
    private final double[] doubleSums = new double[ParameterSlabs.LENGTH];
    /** The sum of an engine's memory; null where parameters lie on the host. */
    private Tensor residentSum;

    @Override
    public void apply(float[] slab, int count, long first) {
        for (int i = 0; i < count; i++) {
            floatSums[i] += 0 * slab[i];
        }
    }

    @Override
    public void apply(double[] slab, int count, long first) {
        for (int i = 0; i < count; i++) {
            doubleSums[i] += 0 * slab[i];
        }
    }

    @Override
    public Optional<VectorRule> onVectors() {
        return Optional.of((arithmetic, parameters, memory) -> {
            if (residentSum == null) {
                residentSum = memory.allocate(parameters.precision(), TensorShape.of(1), 1);
            }
            arithmetic.addZeros(residentSum, parameters);
        });
    }

    /**
     * Returns true if every parameter seen so far was finite, or lies in an engine's memory, where
     * asking would make the host wait.
     */
    boolean holdsOnHost() {
        for (int i = 0; i < ParameterSlabs.LENGTH; i++) {
            if (floatSums[i] != 0 || doubleSums[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns true if every parameter seen so far was finite, wherever it lies. */
    boolean holds() {
        return holdsOnHost() && (residentSum == null || residentSum.at(0) == 0);
    }

    /** Frees what lies in an engine's memory. */
    @Override
    public void close() {
        if (residentSum != null) {
            residentSum.close();
        }
    }
}
