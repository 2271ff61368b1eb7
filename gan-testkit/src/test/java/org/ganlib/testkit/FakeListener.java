package org.ganlib.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ganlib.network.NetworkRole;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * Sums up the generator's losses of logged steps, and appends them to a file; with one fault, or
 * none.
 *
 * @param fault the fault
 */
@PluginName(value = "fake-listener", summary = "Sums up the generator's losses.")
public record FakeListener(@Setting("what is wrong") Fault fault) implements TrainingListener {
    /** A fault, and the law of {@link ListenerContract} that must fail because of it. */
    public enum Fault implements ContractIsProven.BreaksLaw {
        /** Nothing. */
        NONE(""),
        /** Every game is expected to have a critic. */
        EXPECTS_SCORES("followsEveryRun"),
        /** Nobody watches. */
        GIVES_NOTHING("followsEveryRun"),
        /** A file is closed although it was never opened. */
        EXPECTS_A_BEGINNING("endsWithoutABeginning"),
        /** Examples are clipped in place. */
        CLIPS_EXAMPLES("changesNothingThatItIsShown"),
        /** Weights are written to. */
        STEERS("changesNothingThatItIsShown"),
        /** A minibatch is drawn for comparison. */
        DRAWS_A_BATCH("changesNothingThatItIsShown"),
        /** A file that it does not know is deleted. */
        TIDIES_UP("leavesTheRunsFilesAlone"),
        /** The loss is printed. */
        PRINTS("writesNothingToStandardOutput"),
        /** The sum is in no state. */
        FORGETS("continuesFromItsState"),
        /** Asking for the state adds to the sum. */
        COUNTS_QUESTIONS("continuesFromItsState"),
        /** Reports are kept until the end. */
        KEEPS_REPORTS("readsBeforeItReturns"),
        /** Every step makes a text. */
        ALLOCATES("otherStepsAllocateNothing"),
        /** One sum is kept for all runs. */
        SHARED("runsDoNotInfluenceOneAnother");

        private final String law;

        Fault(String law) {
            this.law = law;
        }

        @Override
        public String law() {
            return law;
        }
    }

    private static final Watch OF_ALL_RUNS = new Watch(Fault.SHARED);

    /** Nothing is wrong. */
    public FakeListener() {
        this(Fault.NONE);
    }

    @Override
    public TrainingListener forRun() {
        return switch (fault) {
            case GIVES_NOTHING -> null;
            case SHARED -> OF_ALL_RUNS;
            default -> new Watch(fault);
        };
    }

    private static final class Watch implements TrainingListener {
        private final Fault fault;
        private final List<StepReport> kept = new ArrayList<>();
        private RunInfo run;
        private double sum;
        private String text = "";

        Watch(Fault fault) {
            this.fault = fault;
        }

        @Override
        public void runStarted(RunInfo started) {
            run = started;
            if (fault == Fault.TIDIES_UP) {
                started.directory().resolve("best.json").toFile().delete();
            }
            if (fault == Fault.DRAWS_A_BATCH) {
                started.dataset().stream(new RandomStream(1));
            }
        }

        @Override
        public Map<String, String> state() {
            if (fault == Fault.COUNTS_QUESTIONS) {
                sum++;
            }
            return fault == Fault.FORGETS ? Map.of("sum", sum > 1.5 ? "large" : "small") : Map.of("sum", "" + sum);
        }

        @Override
        public void restore(Map<String, String> state) {
            if (fault != Fault.FORGETS) {
                sum = Double.parseDouble(state.get("sum"));
            }
        }

        @Override
        public void stepFinished(StepReport report) {
            if (fault == Fault.ALLOCATES) {
                text = "step " + report.step();
            }
            if (fault == Fault.EXPECTS_SCORES) {
                sum += report.scores().orElseThrow().real()[0];
            }
            if (!run.logs(report.step())) {
                return;
            }
            if (fault == Fault.KEEPS_REPORTS) {
                kept.add(report);
                return;
            }
            sum += report.value(Measurements.GENERATOR_LOSS);
            if (fault == Fault.PRINTS) {
                System.out.println(text + sum);
            }
            append(sum + "\n");
        }

        private void append(String line) {
            try {
                Files.writeString(
                        run.directory().resolve("sums.txt"),
                        line,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void samplesGenerated(long step, Examples samples) {
            if (fault == Fault.CLIPS_EXAMPLES) {
                samples.values()[0] = Math.min(0, samples.values()[0]) - 0.5f;
            }
            if (fault == Fault.STEERS) {
                run.networks().get(NetworkRole.GENERATOR).parameters().write(new double[] {0}, 1, 0);
            }
        }

        @Override
        public void samplesWritten(long step, Path file) {
            Objects.requireNonNull(file);
        }

        @Override
        public void runEnded(RunStatus status, long step) {
            if (fault == Fault.EXPECTS_A_BEGINNING) {
                append("end\n");
            }
            for (StepReport report : kept) {
                append(report.value(Measurements.GENERATOR_LOSS) + "\n");
            }
        }
    }
}
