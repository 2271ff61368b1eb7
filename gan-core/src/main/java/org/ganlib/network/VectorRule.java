package org.ganlib.network;

import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;

/** A {@link ParameterRule} on whole vectors. */
@FunctionalInterface
public interface VectorRule {
    /**
     * Applies the rule.
     *
     * @param parameters changed, where the rule changes parameters
     * @param memory the memory that the parameters lie in, for what the rule keeps there
     */
    void apply(VectorArithmetic arithmetic, Tensor parameters, TensorMemory memory);
}
