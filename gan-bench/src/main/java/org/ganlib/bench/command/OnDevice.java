package org.ganlib.bench.command;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.EngineContestant;
import org.ganlib.bench.contestant.TorchContestant;
import org.ganlib.bench.measure.Names;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.NumericPrecision;

/**
 * Identifies a contestant on a device by a name such as {@code torch@cuda:0@bf16}.
 *
 * @param base {@code torch} for the engine, {@code libtorch} for the peer
 * @param device the device
 * @param precision the precision
 */
record OnDevice(String base, String device, NumericPrecision precision) {
    private static final Pattern NAME = Pattern.compile("([^@]+)@([^@]+)@([^@]+)");

    /** Reads a name; empty if it is that of another contestant. */
    static Optional<OnDevice> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new OnDevice(
                        parts.group(1),
                        parts.group(2),
                        NumericPrecision.valueOf(parts.group(3).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    /** The name, which {@link #parse} reads. */
    String name() {
        return base + "@" + device + "@" + precision.name().toLowerCase(Locale.ROOT);
    }

    /** The contestant, with that many threads on the processor. */
    Contestant contestant(int threads) {
        return base.equals(Names.LIBTORCH)
                ? TorchContestant.onDevice(name(), device, precision, threads)
                : new EngineContestant(name(), base, new EngineOptions(device, precision), threads);
    }
}
