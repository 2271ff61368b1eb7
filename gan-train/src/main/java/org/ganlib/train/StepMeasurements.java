package org.ganlib.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.StepReport;

/**
 * The numbers of the present step. Those that the game reports decide whether training diverged:
 * losses, scores and other results of its computation. What others note, such as constraints and
 * metrics, may be NaN. After the first steps have named everything, recording allocates nothing.
 */
final class StepMeasurements implements Measurements {
    private final List<String> names = new ArrayList<>();
    private double[] values = new double[8];
    private boolean[] ofGame = new boolean[8];
    private final Report report = new Report();
    private long step;
    private long examplesSeen;
    private double trainingSeconds;
    private Optional<CriticScores> scores = Optional.empty();

    /** Records a number of the game, which must be finite. */
    @Override
    public void record(String name, double value) {
        set(name, value, true);
    }

    /** Records a number that says nothing of whether training diverged. */
    @Override
    public void note(String name, double value) {
        set(name, value, false);
    }

    private void set(String name, double value, boolean fromGame) {
        int index = names.indexOf(name);
        if (index < 0) {
            index = names.size();
            names.add(name);
            if (index == values.length) {
                values = Arrays.copyOf(values, 2 * index);
                ofGame = Arrays.copyOf(ofGame, 2 * index);
            }
        }
        values[index] = value;
        ofGame[index] = fromGame;
    }

    @Override
    public void scores(CriticScores given) {
        if (scores.isEmpty() || !fits(scores.get(), given)) {
            scores = Optional.of(
                    new CriticScores(given.real().clone(), given.fake().clone()));
            return;
        }
        System.arraycopy(given.real(), 0, scores.get().real(), 0, given.real().length);
        System.arraycopy(given.fake(), 0, scores.get().fake(), 0, given.fake().length);
    }

    private static boolean fits(CriticScores kept, CriticScores given) {
        return kept.real().length == given.real().length && kept.fake().length == given.fake().length;
    }

    /** The first name of the game's whose value is not finite, or null. */
    String firstNonFinite() {
        for (int i = 0; i < names.size(); i++) {
            if (ofGame[i] && !Double.isFinite(values[i])) {
                return names.get(i);
            }
        }
        return null;
    }

    /** The latest value under each name, in the order of their first appearance. */
    Map<String, Double> latest() {
        Map<String, Double> latest = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            latest.put(names.get(i), values[i]);
        }
        return latest;
    }

    /** Forgets every name that begins so: what was measured for one step alone. */
    void forget(String prefix) {
        int kept = 0;
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).startsWith(prefix)) {
                names.set(kept, names.get(i));
                ofGame[kept] = ofGame[i];
                values[kept++] = values[i];
            }
        }
        names.subList(kept, names.size()).clear();
    }

    void finished(long finishedStep, long examples, double seconds) {
        step = finishedStep;
        examplesSeen = examples;
        trainingSeconds = seconds;
    }

    /** The names measured so far, in the order of their first appearance. */
    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** The raw scores of the critic's last turn; empty before the first. */
    Optional<CriticScores> scores() {
        return scores;
    }

    /** The latest value of that name; NaN when there is none. */
    double value(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Double.NaN : values[index];
    }

    /**
     * The view of these numbers that listeners get, which lets them record nothing. It is the same
     * object each time.
     */
    StepReport report() {
        return report;
    }

    private final class Report implements StepReport {
        @Override
        public long step() {
            return step;
        }

        @Override
        public long examplesSeen() {
            return examplesSeen;
        }

        @Override
        public double trainingSeconds() {
            return trainingSeconds;
        }

        @Override
        public List<String> names() {
            return StepMeasurements.this.names();
        }

        @Override
        public double value(String name) {
            return StepMeasurements.this.value(name);
        }

        @Override
        public Optional<CriticScores> scores() {
            return scores;
        }
    }
}
