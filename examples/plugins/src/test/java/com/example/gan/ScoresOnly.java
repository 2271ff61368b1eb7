package com.example.gan;

import java.util.List;
import java.util.Optional;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.StepReport;

/** A report of a step that has scores and no other number. */
record ScoresOnly(double[] real, double[] fake) implements StepReport {
    @Override
    public long step() {
        return 1;
    }

    @Override
    public long examplesSeen() {
        return real.length;
    }

    @Override
    public double trainingSeconds() {
        return 0;
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public double value(String name) {
        return Double.NaN;
    }

    @Override
    public Optional<CriticScores> scores() {
        return Optional.of(new CriticScores(real, fake));
    }
}
