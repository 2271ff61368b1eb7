package org.ganlib.network;

import java.util.List;
import org.ganlib.tensor.Tensor;

/** An {@link UpdateRule}'s formula on whole vectors. */
@FunctionalInterface
public interface VectorUpdate {
    /**
     * Carries out the update that was prepared last.
     *
     * @param parameters changed
     * @param gradients the gradients, weight decay included; may be changed
     * @param state the kept vectors; changed
     */
    void update(VectorArithmetic arithmetic, Tensor parameters, Tensor gradients, List<Tensor> state);
}
