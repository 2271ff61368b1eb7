package org.ganlib.trackers.mlflow;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The facts about a run that the server is told at its beginning.
 *
 * @param experiment the name of the server's experiment
 * @param directory the run directory
 * @param started milliseconds since 1970
 * @param parameters the settings, by keys that MLflow accepts
 * @param tags further facts
 * @param known the record of an earlier process that trained the same run, if there was one
 */
record RunFacts(
        String experiment,
        Path directory,
        long started,
        Map<String, String> parameters,
        Map<String, String> tags,
        Optional<RunRecord> known) {}
