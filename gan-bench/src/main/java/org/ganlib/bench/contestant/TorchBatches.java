package org.ganlib.bench.contestant;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.data.Pool;
import org.ganlib.bench.data.Pools;
import org.ganlib.bench.workload.Workload;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;

/** The minibatches and latents of a workload, written straight into tensors: the same numbers as the product's step sees, at the same cost. */
final class TorchBatches {
    private final Pool pool;
    private final RandomStream latentStream;
    private final int size;
    private final int plane;
    private final boolean turned;
    private final Tensor real;
    private final Tensor latents;
    private final FloatBuffer realValues;
    private final FloatBuffer latentValues;

    TorchBatches(Workload workload) {
        RandomStreams streams = new RandomStreams(Seed.VALUE);
        pool = Pools.of(workload.data(), streams);
        latentStream = streams.named("latent");
        size = workload.batch();
        real = torch.zeros(workload.critic().input().batch(size));
        plane = workload.critic().input().height() * workload.critic().input().width();
        turned = !workload.symmetric();
        latents = torch.zeros(workload.generator().input().batch(size));
        realValues = buffer(real);
        latentValues = buffer(latents);
    }

    /** The next minibatch of real examples, always in the same tensor. */
    Tensor nextReal() {
        pool.next(realValues, size);
        if (turned) {
            HalfTurn.turn(realValues.rewind(), plane);
        }
        return real;
    }

    /** New latents, always in the same tensor. */
    Tensor nextLatents() {
        latentStream.fillNormal(latentValues);
        return latents;
    }

    private static FloatBuffer buffer(Tensor tensor) {
        return tensor.data_ptr_float().capacity(tensor.numel()).asBuffer();
    }
}
