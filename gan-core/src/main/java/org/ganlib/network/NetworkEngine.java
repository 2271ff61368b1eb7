package org.ganlib.network;

import java.util.Optional;
import org.ganlib.plugin.PluginKind;

/** Runs networks. Every engine computes what the Deeplearning4j engine computes, to rounding. */
@PluginKind("engine")
public interface NetworkEngine {
    /** The reason why this engine cannot be used on this machine; empty if it can. */
    Optional<String> unavailable();

    /**
     * The library that this engine needs and that is not installed, with how to get it; empty if
     * nothing is missing. This only looks for files: it takes milliseconds and loads no native
     * library, so that {@code gan list} can show it.
     */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Tells whether this engine could compute so, on a machine that has what it needs. */
    default boolean knows(EngineOptions options) {
        return options.isProcessorAndFloats();
    }

    /**
     * This engine with these options.
     *
     * @throws org.ganlib.problem.GanException if it cannot compute so on this machine; the message
     *     says why and what to do
     */
    default NetworkEngine with(EngineOptions options) {
        options.requireProcessorAndFloats();
        return this;
    }

    /** The device that it computes on, for example {@code cpu} or {@code cuda:0}. */
    default String device() {
        return EngineOptions.CPU;
    }

    /** The reason why it computes on this {@link #device()}, for the record of a run. */
    default String deviceReason() {
        return "the only device of this engine";
    }

    /**
     * A closer look than {@link #unavailable()} takes, for {@code gan doctor}: the devices that this
     * engine finds, or what is missing and how to get it. It may take seconds, and nothing that a
     * native library does can end the process that asks.
     */
    default String examine() {
        return unavailable().map(reason -> "unavailable: " + reason).orElse("usable");
    }

    /**
     * Sets the number of processor threads that this engine computes with, where it has threads of
     * its own beside those of ND4J.
     *
     * @param count ≥ 1
     */
    default void useThreads(int count) {}

    /**
     * The first layer of a definition that this engine cannot run, with the reason; empty if it
     * runs all of them.
     */
    default Optional<String> unsupported(NetworkDefinition definition) {
        return Optional.empty();
    }

    /**
     * Builds a network with freshly drawn parameters.
     *
     * @throws org.ganlib.problem.GanException if the definition holds something this engine cannot
     *     run
     */
    Network build(NetworkRequest request);

    /**
     * {@code engine: auto} takes the usable engine with the highest preference; the reference
     * engine has 0.
     */
    default int preference() {
        return 0;
    }

    /**
     * A short sample of a training step on this engine, which computes with as many threads as are
     * set when this is called. Empty where more threads of the processor cannot help. {@code
     * threads: auto} is decided by timing it.
     */
    default Optional<SampleWork> sampleWork() {
        return Optional.empty();
    }
}
