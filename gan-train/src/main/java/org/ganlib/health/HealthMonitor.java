package org.ganlib.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.BoundedText;
import org.ganlib.json.BoundedJson;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.Examples;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.Symptom;
import org.ganlib.spi.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one run for symptoms: counts in how many looks in a row each one was seen, and writes
 * findings to {@code health.jsonl}.
 */
final class HealthMonitor implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /**
     * The maximum size of the file: a finding has some hundred bytes, and there is at most one for
     * each logged step.
     */
    private static final int LONGEST_FILE = 1 << 28;

    private static final String FINDINGS = "findings";
    private static final String SEEN = "/seen";
    private static final String MEMORY = "/memory/";

    private final boolean stop;
    private final List<Symptom> further;
    private final Map<Symptom, Integer> seenInARow = new LinkedHashMap<>();
    private RunInfo run;
    private Path file;

    /**
     * The number of lines of the file that belong to this run, including those of earlier
     * processes.
     */
    private int findings;

    HealthMonitor(boolean stop, List<Symptom> further) {
        this.stop = stop;
        this.further = further;
    }

    @Override
    public void runStarted(RunInfo started) {
        run = started;
        file = started.directory().resolve("health.jsonl");
        List<Symptom> symptoms = new ArrayList<>(List.of(
                new ModeCollapse(started.dataset()),
                new SaturatedOutput(started.dataset()),
                new VanishingGradient(started.divergence(), started.networks()),
                new ScoreOutOfRange(started.divergence()),
                new ClipSaturation(),
                new ExplodingParameters(started.networks()),
                new Imbalance(started.divergence())));
        further.forEach(symptom -> symptoms.add(symptom.forRun(started)));
        requireDifferentNames(symptoms);
        symptoms.forEach(symptom -> seenInARow.put(symptom, 0));
        forgetFrom(started.firstStep());
    }

    /** Findings and checkpoints tell symptoms apart by their names. */
    private static void requireDifferentNames(List<Symptom> symptoms) {
        Set<String> names = new HashSet<>();
        for (Symptom symptom : symptoms) {
            if (!names.add(symptom.name())) {
                throw new ConfigurationException(
                        "experiment",
                        List.of("listeners: health looks for two symptoms called '" + symptom.name()
                                + "'. Remove one of them from its symptoms"));
            }
        }
    }

    @Override
    public Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        state.put(FINDINGS, Integer.toString(findings));
        seenInARow.forEach((symptom, seen) -> {
            state.put(symptom.name() + SEEN, Integer.toString(seen));
            symptom.memory()
                    .forEach((name, value) -> state.put(symptom.name() + MEMORY + name, Double.toString(value)));
        });
        return state;
    }

    @Override
    public void restore(Map<String, String> state) {
        keep(Integer.parseInt(state.getOrDefault(FINDINGS, Integer.toString(findings))));
        seenInARow.replaceAll(
                (symptom, seen) -> Integer.valueOf(state.getOrDefault(symptom.name() + SEEN, Integer.toString(seen))));
        for (Symptom symptom : seenInARow.keySet()) {
            String prefix = symptom.name() + MEMORY;
            Map<String, Double> memory = new LinkedHashMap<>();
            state.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    memory.put(key.substring(prefix.length()), Double.valueOf(value));
                }
            });
            symptom.remember(memory);
        }
    }

    /**
     * Keeps the first findings and removes the rest. When an earlier process ended, it generated
     * examples only because it ended; findings in them do not belong to the continued run.
     */
    private void keep(int count) {
        if (count < findings) {
            rewrite(lines -> lines.limit(count));
        }
    }

    /** A continued run finds again what an earlier process found in steps that it repeats. */
    private void forgetFrom(long step) {
        rewrite(lines -> lines.filter(line -> stepOf(line) < step));
    }

    private void rewrite(UnaryOperator<Stream<String>> change) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> kept =
                    change.apply(BoundedText.read(file, LONGEST_FILE).lines()).toList();
            findings = kept.size();
            AtomicFile.write(file, String.join("\n", kept) + (kept.isEmpty() ? "" : "\n"));
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    /** A line that a killed process left unfinished belongs to no step. */
    private static long stepOf(String line) {
        try {
            return BoundedJson.parse(line).path("step").asLong(Long.MAX_VALUE);
        } catch (JsonProcessingException e) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public void stepFinished(StepReport report) {
        if (!run.logs(report.step())) {
            return;
        }
        for (Symptom symptom : seenInARow.keySet()) {
            if (!symptom.looksAtExamples()) {
                judge(symptom, symptom.atStep(report), report.step());
            }
        }
    }

    @Override
    public void samplesGenerated(long step, Examples samples) {
        for (Symptom symptom : seenInARow.keySet()) {
            if (symptom.looksAtExamples()) {
                judge(symptom, symptom.inExamples(samples), step);
            }
        }
    }

    private void judge(Symptom symptom, Optional<Evidence> evidence, long step) {
        int seen = evidence.isPresent() ? seenInARow.get(symptom) + 1 : 0;
        seenInARow.replace(symptom, seen);
        if (seen == symptom.patience()) {
            report(symptom, evidence.orElseThrow(), step);
        }
    }

    private void report(Symptom symptom, Evidence evidence, long step) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("step", step);
        finding.put("finding", symptom.name());
        finding.put("evidence", evidence.text());
        finding.put("value", evidence.value());
        finding.put("limit", evidence.limit());
        finding.put("advice", symptom.advice());
        try {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(finding) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);
            findings++;
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
        String told = "health at step " + step + ": " + symptom.name() + ": " + evidence.text();
        LOG.warn(told);
        if (stop) {
            throw new TrainingDivergedException(
                    step,
                    "health/" + symptom.name(),
                    told + ". The run was stopped because listeners asks for it (health, stop: true). "
                            + symptom.advice());
        }
    }
}
