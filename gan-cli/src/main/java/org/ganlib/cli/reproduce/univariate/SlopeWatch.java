package org.ganlib.cli.reproduce.univariate;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.metrics.density.EarthMover;
import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.metrics.density.Normal;
import org.ganlib.network.Network;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * Follows a critic of numbers: how steep it is, and what it makes of the distance of data and
 * generator, both by exact integrals.
 */
final class SlopeWatch implements TrainingListener {
    private final KnownDensity data;
    private final Grid grid;
    private final int every;
    private final LocationScaleWatch fit;
    private final List<Moment> moments = new ArrayList<>();

    /**
     * @param data the density of the data
     * @param grid reaches beyond everything that data and generator put mass on
     * @param every the number of steps between two looks
     */
    SlopeWatch(KnownDensity data, Grid grid, int every) {
        this.data = data;
        this.grid = grid;
        this.every = every;
        fit = new LocationScaleWatch(Long.MAX_VALUE, grid);
    }

    @Override
    public void runStarted(RunInfo run) {
        fit.runStarted(run);
    }

    @Override
    public void stepFinished(StepReport report) {
        if (report.step() % every != 0) {
            return;
        }
        Normal model = new Normal(fit.mu(), fit.sigma());
        Network critic = fit.critic();
        double[] scores = grid.scores(critic);
        moments.add(new Moment(
                report.step(),
                new EarthMover(data, model).value(),
                grid.meanDifference(data, model, scores),
                grid.steepest(scores)));
    }

    /** The observations, in the order of the steps. */
    List<Moment> moments() {
        return moments;
    }

    /**
     * What was seen after a step.
     *
     * @param step from 1
     * @param distance W₁(P, Q)
     * @param difference E_P[V] − E_Q[V]
     * @param slope the Lipschitz constant of V between the points of the grid
     */
    record Moment(long step, double distance, double difference, double slope) {
        /** The critic's estimate of the distance: the difference by a critic of the slope 1. */
        double estimate() {
            return difference / slope;
        }
    }
}
