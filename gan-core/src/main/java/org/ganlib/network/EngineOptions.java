package org.ganlib.network;

import java.util.Locale;
import java.util.regex.Pattern;
import org.ganlib.problem.GanException;

/**
 * Where and how an engine computes.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N} or {@code mps}
 * @param precision the precision of the networks' arithmetic
 */
public record EngineOptions(String device, NumericPrecision precision) {
    /** The engine takes the fastest device that it can use. */
    public static final String AUTO = "auto";

    /** The processor. */
    public static final String CPU = "cpu";

    private static final Pattern DEVICES = Pattern.compile("auto|cpu|cuda(:\\d{1,2})?|mps");

    /** Any device, in float. */
    public static final EngineOptions DEFAULT = new EngineOptions(AUTO, NumericPrecision.FLOAT32);

    /** @throws IllegalArgumentException if the device's name is none of those above */
    public EngineOptions {
        if (!isDevice(device)) {
            throw new IllegalArgumentException("no device '" + device + "'");
        }
    }

    /** Tells whether that is the name of a device, or auto. */
    public static boolean isDevice(String name) {
        return DEVICES.matcher(name).matches();
    }

    /** Tells whether an engine that knows the processor and floats alone can do this. */
    boolean isProcessorAndFloats() {
        return (device.equals(AUTO) || device.equals(CPU)) && precision == NumericPrecision.FLOAT32;
    }

    /**
     * Accepts what an engine can do that knows the processor and floats alone.
     *
     * @throws GanException for every other option
     */
    void requireProcessorAndFloats() {
        if (!isProcessorAndFloats()) {
            throw new GanException("it computes on the processor in float32, not on device " + device + " in "
                    + precision.name().toLowerCase(Locale.ROOT) + ". Use engine=torch");
        }
    }
}
