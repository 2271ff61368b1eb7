package org.ganlib.trackers.mlflow;

import java.nio.file.Path;
import java.util.List;
import org.ganlib.spi.RunStatus;

/** One thing to report about a run. */
sealed interface Event {
    /**
     * The numbers of a logged step.
     *
     * @param step the step
     * @param time milliseconds since 1970
     * @param names the names of the numbers
     * @param values their values, which are finite
     */
    record Numbers(long step, long time, List<String> names, List<Double> values) implements Event {}

    /**
     * A file that is to be sent.
     *
     * @param folder the folder of the run's artifacts
     * @param file the file, which may be deleted before it is sent
     */
    record Artifact(String folder, Path file) implements Event {}

    /**
     * A fact about the run.
     *
     * @param name the name of a tag
     * @param value its value
     */
    record Tag(String name, String value) implements Event {}

    /**
     * The end of the run.
     *
     * @param status how it ended
     * @param time milliseconds since 1970
     */
    record End(RunStatus status, long time) implements Event {}
}
