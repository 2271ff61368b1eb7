package org.ganlib.torch;

import java.util.Optional;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.plugin.PluginName;

/**
 * The engine that runs networks on libtorch: on an NVIDIA or Apple device, or on the processor.
 * libtorch's native library comes separately; without it the engine says how to get it.
 *
 * <p>No class of libtorch is touched before its library is known to be there.
 */
@PluginName(
        value = "torch",
        summary = "libtorch on NVIDIA's and Apple's devices and processors; --with torch fetches it.")
public record TorchEngine() implements NetworkEngine {
    @Override
    public Optional<String> unavailable() {
        return TorchLibrary.problem();
    }

    @Override
    public Optional<String> missing() {
        return TorchLibrary.missing();
    }

    @Override
    public boolean knows(EngineOptions options) {
        return true;
    }

    @Override
    public NetworkEngine with(EngineOptions options) {
        return TorchOnDevice.of(options);
    }

    /** Loads the library, if there is one, in a process of its own. */
    @Override
    public String examine() {
        return TorchLibrary.missing().map(reason -> "unavailable: " + reason).orElseGet(LibraryExamination::run);
    }

    @Override
    public String device() {
        return with(EngineOptions.DEFAULT).device();
    }

    @Override
    public String deviceReason() {
        return with(EngineOptions.DEFAULT).deviceReason();
    }

    @Override
    public void useThreads(int count) {
        with(EngineOptions.DEFAULT).useThreads(count);
    }

    @Override
    public Optional<String> unsupported(NetworkDefinition definition) {
        return TorchOnDevice.lacking(definition);
    }

    /**
     * Builds a network on the device that {@code auto} chooses. Networks that pass tensors to each
     * other without transfers are built by one engine that {@link #with} has returned.
     */
    @Override
    public Network build(NetworkRequest request) {
        return with(EngineOptions.DEFAULT).build(request);
    }
}
