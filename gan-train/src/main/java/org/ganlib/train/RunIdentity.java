package org.ganlib.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The identity of the run that wrote a checkpoint, so that no other run continues from it.
 *
 * @param run the run's own name, which no other run has; null if unknown
 * @param experiment all settings of the run, as maps, lists, texts, numbers and booleans: see
 *     {@link org.ganlib.config.RecordWriter#toMap}
 */
public record RunIdentity(String run, Map<String, Object> experiment) {
    /** Keeps an unmodifiable copy of the settings. */
    public RunIdentity {
        experiment = Collections.unmodifiableMap(new LinkedHashMap<>(experiment));
    }
}
