package org.ganlib.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.file.AtomicFile;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * Appends one JSON object per logged step to {@code metrics.jsonl}. Each line is flushed whole, so
 * a killed run loses none, and is on disk before the checkpoint that follows it, so that a power
 * cut loses none a continued run would not write again.
 */
public final class MetricsLog implements TrainingListener {
    private final Path file;
    private final long every;
    private final JsonFactory json = new JsonFactory();
    private FileOutputStream output;
    private BufferedWriter writer;
    private long firstExamples;
    private double firstSeconds;

    /** Writes one line every {@code every} steps. */
    public MetricsLog(Path file, long every) {
        this.file = file;
        this.every = every;
    }

    @Override
    public void runStarted(RunInfo run) {
        try {
            output = new FileOutputStream(file.toFile(), true);
            writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
        firstExamples = run.examplesBefore();
        firstSeconds = run.secondsBefore();
    }

    @Override
    public void stepFinished(StepReport report) {
        if (report.step() % every != 0) {
            return;
        }
        try {
            JsonGenerator object = json.createGenerator(writer).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            object.writeStartObject();
            object.writeNumberField("step", report.step());
            List<String> names = report.names();
            for (int i = 0; i < names.size(); i++) {
                object.writeNumberField(names.get(i), report.value(names.get(i)));
            }
            object.writeNumberField("examples", report.examplesSeen());
            double seconds = report.trainingSeconds() - firstSeconds;
            object.writeNumberField(
                    "images_per_sec", seconds > 0 ? (report.examplesSeen() - firstExamples) / seconds : 0);
            object.writeNumberField("seconds", report.trainingSeconds());
            object.writeEndObject();
            object.close();
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
        firstExamples = report.examplesSeen();
        firstSeconds = report.trainingSeconds();
    }

    @Override
    public void checkpointDue(long step) {
        try {
            output.getFD().sync();
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    @Override
    public void runEnded(RunStatus status, long step) {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }
}
