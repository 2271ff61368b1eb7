package org.ganlib.onednn;

import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Converts the tensors of callers to floats in the host's memory, the only form that this engine
 * reads.
 *
 * @param memory copies tensors that have another form
 */
record HostFloats(TensorMemory memory) {
    /** The tensor itself if it holds floats in the host's memory, otherwise a copy. */
    HostTensor of(Tensor tensor) {
        if (tensor instanceof HostTensor host && host.precision() == DataType.FLOAT) {
            return host;
        }
        HostTensor copy = HostTensor.zeros(DataType.FLOAT, tensor.shape(), tensor.rows());
        memory.copy(tensor, copy);
        return copy;
    }
}
