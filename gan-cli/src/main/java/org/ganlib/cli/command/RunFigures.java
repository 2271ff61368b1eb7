package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ganlib.cli.latent.LatentPath;
import org.ganlib.cli.render.ImageGrid;
import org.ganlib.cli.report.Figure;
import org.ganlib.cli.report.Report;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DataLocation;
import org.ganlib.train.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a report shows of a run's networks: their newest checkpoint, always the same latents. */
final class RunFigures {
    private static final Logger LOG = LoggerFactory.getLogger(RunFigures.class);
    private static final long SEED = 1;
    private static final int ROWS = 4;
    private static final int STEPS = 12;

    private RunFigures() {}

    /** The figures; none for a run that has no checkpoint yet. */
    static List<Figure> of(Session session, Path run, DataLocation location) {
        if (RunDirectory.open(run).newestCheckpoint().isEmpty()) {
            return List.of();
        }
        List<Figure> figures = new ArrayList<>();
        try (TrainedModel model = TrainedModel.load(session, run, null, location)) {
            CriticLandscape.of(model, SEED)
                    .ifPresent(picture -> figures.add(new Figure(
                            "The critic's landscape",
                            "landscape.png",
                            "Raw scores of the critic over the plane, with lines of equal score; grey: real points, orange: generated ones.",
                            picture)));
            if (model.data().shape().isImage() && ImageGrid.canDraw(model.data().shape())) {
                LatentPath path = Interpolation.usual(model);
                figures.add(new Figure(
                        "Between latents",
                        "interpolation.png",
                        "Each row goes from one latent to another in " + STEPS + " steps of "
                                + path.name().toLowerCase(Locale.ROOT)
                                + (path == LatentPath.SLERP ? " (along an arc)." : " (along a line).")
                                + " Sudden changes say that the generator has learnt examples one by one.",
                        new Interpolation(model, path).rows(ROWS, STEPS, SEED).picture()));
            }
            Neighbours.of(model, SEED)
                    .ifPresent(grid -> figures.add(new Figure(
                            "Nearest training images",
                            "neighbours.png",
                            String.format(
                                    Locale.ROOT,
                                    "First row: generated. Below each: the two nearest of %,d training images, by Euclidean distance of pixels."
                                            + " A generator that copies shows the same image again.",
                                    Neighbours.compared(model)),
                            grid.picture())));
        }
        return figures;
    }

    /** Writes a run's report at its end. What goes wrong is told in a line, because the run itself is done. */
    static void writeReport(Session session, Path run, DataLocation location) {
        try {
            Report.write(RunDirectory.open(run), of(session, run, location));
        } catch (GanException | IllegalArgumentException | IllegalStateException | OutOfMemoryError e) {
            LOG.warn("no report.html was written: {}. Try again with: gan report {}", e.getMessage(), run);
        }
    }
}
