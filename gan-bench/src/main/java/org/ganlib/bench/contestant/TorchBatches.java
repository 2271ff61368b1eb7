package org.ganlib.bench.contestant;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.bench.data.Pool;
import org.ganlib.bench.data.Pools;
import org.ganlib.bench.workload.Workload;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;

/**
 * The minibatches and latents of a workload, written straight into tensors: the same numbers as the
 * product's step sees, at the same cost.
 */
final class TorchBatches {
    private final Pool pool;
    private final RandomStream latentStream;
    private final RandomStream constraintStream;
    private final int size;
    private final Tensor real;
    private final Tensor latents;
    private final FloatBuffer realValues;
    private final FloatBuffer latentValues;
    private final Tensor shares;
    private final FloatBuffer shareValues;
    private final Device device;

    /** Batches whose numbers are carried to that device. */
    TorchBatches(Workload workload, Device device) {
        this.device = device;
        RandomStreams streams = new RandomStreams(Seed.VALUE);
        pool = Pools.of(workload.data(), streams);
        if (!workload.symmetric()) {
            int plane = pool.shape().height() * pool.shape().width();
            pool.change(examples -> HalfTurn.turn(examples, plane));
        }
        latentStream = streams.named("latent");
        constraintStream = streams.named("constraint");
        size = workload.batch();
        real = torch.zeros(workload.critic().input().batch(size));
        latents = torch.zeros(workload.generator().input().batch(size));
        realValues = buffer(real);
        latentValues = buffer(latents);
        shares = torch.zeros(size, 1);
        shareValues = buffer(shares);
    }

    /** The next minibatch of real examples; on the processor always in the same tensor. */
    Tensor nextReal() {
        pool.next(realValues, size);
        return real.to(device, ScalarType.Float);
    }

    /** New latents; on the processor always in the same tensor. */
    Tensor nextLatents() {
        latentStream.fillNormal(latentValues);
        return latents.to(device, ScalarType.Float);
    }

    /** A new share in [0, 1) for each example, as a column; on the processor the same tensor. */
    Tensor nextShares() {
        for (int i = 0; i < size; i++) {
            shareValues.put(i, (float) constraintStream.nextDouble());
        }
        return shares.to(device, ScalarType.Float);
    }

    private static FloatBuffer buffer(Tensor tensor) {
        return tensor.data_ptr_float().capacity(tensor.numel()).asBuffer();
    }
}
