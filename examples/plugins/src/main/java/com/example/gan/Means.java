package com.example.gan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Measurements;

/**
 * Collects the numbers that several critics report under the same names, and reports their means.
 */
final class Means implements Measurements {
    private final Map<String, Mean> means = new LinkedHashMap<>();
    private CriticScores scores;

    private static final class Mean {
        private double sum;
        private int count;
    }

    /** Forgets the numbers of the turn before. */
    void begin() {
        for (Mean mean : means.values()) {
            mean.sum = 0;
            mean.count = 0;
        }
        scores = null;
    }

    @Override
    public void scores(CriticScores of) {
        scores = of;
    }

    @Override
    public void record(String name, double value) {
        Mean mean = means.get(name);
        if (mean == null) {
            mean = new Mean();
            means.put(name, mean);
        }
        mean.sum += value;
        mean.count++;
    }

    /** Reports the means, and the scores of the last critic. */
    void report(Measurements measurements) {
        if (scores != null) {
            measurements.scores(scores);
        }
        means.forEach((name, mean) -> {
            if (mean.count > 0) {
                measurements.record(name, mean.sum / mean.count);
            }
        });
    }
}
