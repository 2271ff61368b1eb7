package org.ganlib.torch;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NumericPrecision;
import org.ganlib.problem.GanException;
import org.ganlib.torch.device.Place;

/**
 * libtorch on one device, in one precision.
 *
 * @param place the device
 * @param deviceReason the reason why it was chosen
 * @param precision the precision of matrix products and convolutions
 */
record TorchOnDevice(Place place, String deviceReason, NumericPrecision precision) implements NetworkEngine {
    /**
     * Preferred to every engine of the processor where there is a device, and to none on the
     * processor, where oneDNN's engine is several times as fast.
     */
    private static final int PREFERENCE_ON_DEVICE = 20;

    /** libtorch on a device that the caller chose. */
    TorchOnDevice(Place place, NumericPrecision precision) {
        this(place, "as asked for", precision);
    }

    /**
     * The engine with these options. {@code auto} takes CUDA's first device, else Apple's, else the
     * processor.
     *
     * @throws GanException if the library or the device is missing, or the device has no such
     *     precision
     */
    static TorchOnDevice of(EngineOptions options) {
        TorchLibrary.problem().ifPresent(problem -> {
            throw new GanException(problem);
        });
        Devices.Choice choice = Devices.choose(options.device());
        Place place = choice.place();
        if (options.precision() == NumericPrecision.TF32 && !place.device().is_cuda()) {
            throw new GanException("precision: tf32 is a precision of NVIDIA's devices, and device " + place
                    + " has none. Use float32 or bf16");
        }
        if (place.device().is_cuda()) {
            boolean rounded = options.precision() == NumericPrecision.TF32;
            torch.globalContext().setAllowTF32CuBLAS(rounded);
            torch.globalContext().setAllowTF32CuDNN(rounded);
            // Only so does the same seed give the same bits.
            torch.globalContext().setDeterministicCuDNN(true);
            torch.globalContext().setBenchmarkCuDNN(false);
        }
        return new TorchOnDevice(place, choice.reason(), options.precision());
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public NetworkEngine with(EngineOptions options) {
        return of(options);
    }

    @Override
    public String device() {
        return place.toString();
    }

    @Override
    public int preference() {
        return place.isOnHost() ? -1 : PREFERENCE_ON_DEVICE;
    }

    @Override
    public void useThreads(int count) {
        torch.set_num_threads(count);
    }

    @Override
    public Optional<String> unsupported(NetworkDefinition definition) {
        return lacking(definition);
    }

    /** The first layer that no node stands for, with the reason. */
    static Optional<String> lacking(NetworkDefinition definition) {
        try {
            Graph.of(definition, Mode.TRAINING);
            return Optional.empty();
        } catch (UnsupportedLayerException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Network build(NetworkRequest request) {
        try {
            return new TorchNetwork(request, place, precision);
        } catch (UnsupportedLayerException e) {
            throw new GanException(
                    "network " + request.name() + ": engine torch has no operation for " + e.getMessage()
                            + ". Use engine=dl4j",
                    e);
        }
    }
}
