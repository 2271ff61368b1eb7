package org.ganlib.bench.measure;

/**
 * Steps of the engine on libtorch and of libtorch itself, on the same device and workload, in the
 * same precision.
 *
 * @param engine the engine
 * @param peer libtorch
 * @param steps the number of steps in a window of the engine
 * @param difference the difference of their first losses of the critic, which depend on the same
 *     parameters and examples, relative to 1 + |loss|
 */
public record DeviceRow(Side engine, Side peer, int steps, double difference) {
    /** The engine's time per step as a multiple of libtorch's. */
    public double ratio() {
        return engine.millis() / peer.millis();
    }

    /**
     * One of the two.
     *
     * @param millis median wall-clock time of a step, ms
     * @param mebibytes the peak of its memory on a CUDA device, MiB; elsewhere the memory of its
     *     process
     * @param finite true if all its losses were finite
     */
    public record Side(double millis, double mebibytes, boolean finite) {}
}
