package org.ganlib.onednn;

import java.util.Locale;
import java.util.Optional;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.SampleWork;
import org.ganlib.onednn.compile.SupportedGraphs;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.GanException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine that runs networks on oneDNN's kernels, on the processor and in float. All memory of a
 * pass is allocated when the network is compiled for its batch size.
 */
@PluginName(
        value = "onednn",
        summary = "oneDNN's kernels on the processor, compiled once per batch size; several times as fast as dl4j.")
public record OneDnnEngine() implements NetworkEngine {
    @Override
    public Optional<String> unavailable() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!architecture.equals("amd64") && !architecture.equals("x86_64") && !architecture.equals("aarch64")) {
            return Optional.of("it runs on x86-64 and arm64 processors, this is " + architecture);
        }
        if (!Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend")) {
            return Optional.of("arrays live on the GPU");
        }
        try {
            OneDnn.PROCESSOR.get();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of("its native library does not load: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> unsupported(NetworkDefinition definition) {
        try {
            SupportedGraphs.graph(definition);
            return Optional.empty();
        } catch (UnsupportedLayerException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Network build(NetworkRequest request) {
        if (request.precision() != DataType.FLOAT) {
            throw new GanException("network " + request.name() + ": engine onednn computes in float, asked for was "
                    + request.precision() + ". Use engine=dl4j");
        }
        try {
            return new OneDnnNetwork(request, SupportedGraphs.graph(request.definition()));
        } catch (UnsupportedLayerException e) {
            throw new GanException(
                    "network " + request.name() + ": engine onednn has no kernel for " + e.getMessage()
                            + ". Use engine=dl4j",
                    e);
        }
    }

    /** Prefers this engine to the reference engine. */
    @Override
    public int preference() {
        return 10;
    }

    @Override
    public Optional<SampleWork> sampleWork() {
        return Optional.of(new DenseSampleWork());
    }
}
