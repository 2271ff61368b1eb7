package org.ganlib.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint says of the run that wrote it, so that no other run takes it up.
 *
 * @param run the run's own name, which no other run has; null where it is not known
 * @param experiment every setting that the run goes by: maps, lists, texts, numbers and booleans,
 *     as {@link org.ganlib.config.RecordWriter#toMap} gives them
 */
public record RunIdentity(String run, Map<String, Object> experiment) {
    /** Keeps an unmodifiable copy of the settings. */
    public RunIdentity {
        experiment = Collections.unmodifiableMap(new LinkedHashMap<>(experiment));
    }
}
