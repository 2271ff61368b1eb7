package org.ganlib.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.ganlib.file.AtomicFile;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/** Appends one JSON object per logged step to {@code metrics.jsonl}. Each line is flushed whole, so a killed run loses none. */
public final class MetricsLog implements TrainingListener {
    private final Path file;
    private final long every;
    private final JsonFactory json = new JsonFactory();
    private BufferedWriter writer;
    private long firstExamples;
    private double firstSeconds;

    /** Writes every so many steps. */
    public MetricsLog(Path file, long every) {
        this.file = file;
        this.every = every;
    }

    @Override
    public void runStarted(RunInfo run) {
        try {
            writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
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
