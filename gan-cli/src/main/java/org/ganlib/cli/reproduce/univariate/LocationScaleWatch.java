package org.ganlib.cli.reproduce.univariate;

import org.ganlib.metrics.density.Normal;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * Follows μ and |σ| of a one-dimensional location-scale generator, and keeps the critic's scores at
 * the end.
 */
final class LocationScaleWatch implements TrainingListener {
    private final long firstAveragedStep;
    private final Grid grid;
    private Network generator;
    private Network critic;
    private long location;
    private long scale;
    private double locationSum;
    private double scaleSum;
    private long averaged;
    private double[] scores = {};

    /**
     * Averages what is learned from that step on; scores the points of {@code grid} after the last.
     */
    LocationScaleWatch(long firstAveragedStep, Grid grid) {
        this.firstAveragedStep = firstAveragedStep;
        this.grid = grid;
    }

    @Override
    public void runStarted(RunInfo run) {
        generator = run.networks().get(NetworkRole.GENERATOR);
        critic = run.networks().get(NetworkRole.CRITIC);
        location = offset(Kind.BIAS);
        scale = offset(Kind.WEIGHT);
    }

    @Override
    public void stepFinished(StepReport report) {
        if (report.step() >= firstAveragedStep) {
            locationSum += mu();
            scaleSum += sigma();
            averaged++;
        }
    }

    @Override
    public void runEnded(RunStatus status, long step) {
        if (status == RunStatus.FINISHED) {
            scores = grid.scores(critic);
        }
    }

    /** μ at present. */
    double mu() {
        return generator.parameters().at(location);
    }

    /** |σ| at present. */
    double sigma() {
        return Math.abs(generator.parameters().at(scale));
    }

    Network critic() {
        return critic;
    }

    /** The mean of μ and |σ| over the averaged steps. */
    Normal learned() {
        return new Normal(locationSum / averaged, scaleSum / averaged);
    }

    /** The trained critic's raw score at each point of the grid. */
    double[] scores() {
        return scores;
    }

    private long offset(Kind kind) {
        return generator.layout().segments().stream()
                .filter(s -> s.kind() == kind)
                .mapToLong(Segment::offset)
                .findFirst()
                .orElseThrow();
    }
}
