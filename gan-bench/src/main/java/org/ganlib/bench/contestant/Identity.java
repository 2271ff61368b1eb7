package org.ganlib.bench.contestant;

import java.util.Map;

/**
 * The identity of a contestant.
 *
 * @param name its name in reports
 * @param usable true if it can train here
 * @param reason why not; empty when it can
 * @param facts further facts by name: versions, kernels
 */
public record Identity(String name, boolean usable, String reason, Map<String, String> facts) {
    /** One that can train. */
    public static Identity usable(String name, Map<String, String> facts) {
        return new Identity(name, true, "", facts);
    }

    /** One that cannot. */
    public static Identity unusable(String name, String reason) {
        return new Identity(name, false, reason, Map.of());
    }
}
