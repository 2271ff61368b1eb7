package org.ganlib.cli.training;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.Experiment;
import org.ganlib.config.TrainSettings;
import org.ganlib.library.PreparedRun;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Measured;
import org.ganlib.spi.UpdateSchedule;

/** The plan of a run, shown before it starts: {@code gan train --dry-run}. */
public record TrainingPlan(PreparedRun run) {
    /**
     * The largest number of parameter-sized vectors in a checkpoint: the parameters, two of the
     * optimizer, and the moving average.
     */
    private static final int VECTORS_AT_MOST = 4;
    /**
     * The maximum number of steps whose critic steps are counted one by one, which takes a moment.
     */
    private static final long COUNTED = 10_000_000;

    public void print(PrintWriter out) {
        Experiment experiment = run.experiment();
        TrainSettings train = experiment.train();
        DatasetInfo data = run.data();
        Map<String, String> uses = run.engineUses();
        Map<NetworkRole, Network> networks = run.networks().all();
        line(out, "run", run.directory().root() + " (nothing was written)");
        OptionalInt examples = data.examples();
        line(
                out,
                "data",
                data.name() + ", " + (examples.isPresent() ? number(examples.getAsInt()) + " examples" : "endless")
                        + " of " + data.shape());
        long parameters = 0;
        for (Map.Entry<NetworkRole, Network> entry : networks.entrySet()) {
            long count = entry.getValue().parameters().length();
            parameters += count;
            String role = entry.getKey().key();
            line(out, role, number(count) + " parameters on " + uses.get(role));
        }
        double critic = criticUpdates(experiment.schedule(), train.steps());
        boolean hasCritic = networks.containsKey(NetworkRole.CRITIC);
        line(
                out,
                "steps",
                number(train.steps()) + " of " + train.batch() + " examples"
                        + (train.accumulate() > 1 ? " times " + train.accumulate() : "")
                        + (hasCritic
                                ? ", " + (train.steps() > COUNTED ? "about " : "") + number(critic) + " critic updates"
                                : "")
                        + (train.minutes() > 0 ? ", at most " + train.minutes() + " minutes" : ""));
        if (examples.isPresent()) {
            double dealt = (hasCritic ? critic : train.steps()) * train.batch() * train.accumulate();
            line(out, "epochs", String.format(Locale.ROOT, "%.1f", dealt / examples.getAsInt()));
        }
        long checkpoints = 2 + between(train.checkpointEvery(), train.steps());
        long kept = train.keepLast() == 0 ? checkpoints : Math.min(train.keepLast(), checkpoints);
        line(
                out,
                "files",
                number(train.steps() / train.logEvery()) + " lines of metrics, "
                        + (1 + between(train.sampleEvery(), train.steps())) + " sample grids, " + kept
                        + " checkpoints of at most "
                        + number(parameters * VECTORS_AT_MOST * Float.BYTES / (1 << 20) + 1) + " MiB each");
        line(out, "threads", Integer.toString(experiment.threads()));
        out.flush();
    }

    /**
     * The expected number of critic steps in all. A schedule may follow any rule, so the steps are
     * counted one by one; if there are very many, only the first ones are counted and the rest is
     * extrapolated.
     */
    private static double criticUpdates(UpdateSchedule schedule, long steps) {
        long counted = Math.min(steps, COUNTED);
        double updates = 0;
        for (long step = 1; step <= counted; step++) {
            updates += schedule.criticSteps(step, Measured.NONE);
        }
        return updates * ((double) steps / counted);
    }

    /** The number of multiples of {@code every} before the last step. */
    private static long between(long every, long steps) {
        return every == 0 ? 0 : (steps - 1) / every;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static void line(PrintWriter out, String name, String text) {
        out.println(String.format(Locale.ROOT, "%-10s %s", name, PlainText.line(text)));
    }
}
