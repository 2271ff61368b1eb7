package org.ganlib.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.file.AtomicFile;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.TrainingListener;

/** Keeps {@code status.json} true: at the start, at each checkpoint and at the end. */
public final class StatusFile implements TrainingListener {
    private final Path file;
    private final Clock clock;
    private long lastStep;

    /** Stamps the file with the time of {@code clock}. */
    public StatusFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    @Override
    public void runStarted(RunInfo run) {
        lastStep = run.lastStep();
        write(RunStatus.RUNNING, run.firstStep() - 1);
    }

    @Override
    public void checkpointWritten(long step, Path checkpoint) {
        write(RunStatus.RUNNING, step);
    }

    @Override
    public void runEnded(RunStatus status, long step) {
        write(status, step);
    }

    private void write(RunStatus status, long step) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", status.key());
        content.put("step", step);
        content.put("steps", lastStep);
        content.put("updated", clock.instant().toString());
        try {
            AtomicFile.write(
                    file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts and numbers is always JSON", e);
        }
    }
}
