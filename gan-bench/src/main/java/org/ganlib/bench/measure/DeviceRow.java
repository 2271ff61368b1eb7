package org.ganlib.bench.measure;

/**
 * Steps of the engine on libtorch and of libtorch itself, on the same device and workload.
 *
 * @param engine the engine's name as a contestant
 * @param engineMillis median milliseconds of a step of the engine, by the clock on the wall
 * @param peerMillis the same of libtorch in float32
 * @param steps the number of steps in a window
 * @param finite true if all losses of the engine were finite
 */
public record DeviceRow(String engine, double engineMillis, double peerMillis, int steps, boolean finite) {}
