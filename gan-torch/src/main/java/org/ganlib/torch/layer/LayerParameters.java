package org.ganlib.torch.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.torch.device.Natives;

/**
 * The parameters of a network, each in the shape of its layer, over one flat vector. Gradients lie
 * the same way over a vector of their own. Used by one thread.
 */
public final class LayerParameters implements AutoCloseable {
    private final Map<String, Tensor> byName = new LinkedHashMap<>();
    private final List<Tensor> trained = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();
    private final TensorVector trainedVector;

    /**
     * Views of both vectors.
     *
     * @param flat the parameters
     * @param flatGradients their gradients
     */
    public LayerParameters(ParameterLayout layout, Tensor flat, Tensor flatGradients) {
        trainedVector = Natives.constant(() -> {
            for (Segment segment : layout.segments()) {
                long[] shape =
                        segment.shape().stream().mapToLong(Long::longValue).toArray();
                // Unlike detach(), this gives a tensor with a version count of its own: an update
                // of running statistics must not make passes that are alive look stale.
                Tensor view = Natives.keep(flat.narrow(0, segment.offset(), segment.length())
                        .view(shape)
                        .variable_data());
                byName.put(segment.name(), view);
                if (!segment.isStatistic()) {
                    view.set_requires_grad(true);
                    trained.add(view);
                    gradients.add(Natives.keep(flatGradients
                            .narrow(0, segment.offset(), segment.length())
                            .view(shape)));
                }
            }
            return Natives.keep(new TensorVector(trained.toArray(new Tensor[0])));
        });
    }

    /** The parameters of that name, {@code layer/parameter}. */
    public Tensor get(String name) {
        Tensor parameters = byName.get(name);
        if (parameters == null) {
            throw new IllegalArgumentException("no parameters " + name + ", only " + byName.keySet());
        }
        return parameters;
    }

    /** The parameters of that name, or nothing if they are not present. */
    TensorOptional ifPresent(boolean present, String name) {
        return present ? new TensorOptional(get(name)) : new TensorOptional();
    }

    /** The trained parameters, in the order of the layout. */
    public TensorVector trained() {
        return trainedVector;
    }

    /** The number of tensors that are trained. */
    public int count() {
        return trained.size();
    }

    /** Adds to the gradient of the trained tensor of that index. */
    public void addToGradient(int index, Tensor addend) {
        gradients.get(index).add_(addend);
    }

    @Override
    public void close() {
        Natives.free(trainedVector);
        byName.values().forEach(Natives::free);
        gradients.forEach(Natives::free);
    }
}
