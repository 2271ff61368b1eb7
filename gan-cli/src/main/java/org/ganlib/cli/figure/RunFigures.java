package org.ganlib.cli.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ganlib.cli.latent.LatentPath;
import org.ganlib.cli.report.Figure;
import org.ganlib.cli.report.Report;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.network.ValueRange;
import org.ganlib.picture.DisplayRange;
import org.ganlib.picture.ImageGrid;
import org.ganlib.problem.GanException;
import org.ganlib.train.RunDirectory;

/**
 * The figures that a report makes with a run's networks: from their newest checkpoint, with the
 * same latents each time.
 */
public final class RunFigures {
    private static final long SEED = 1;
    private static final int ROWS = 4;
    private static final int STEPS = 12;

    private RunFigures() {}

    /**
     * The figures; none for a run that has no checkpoint yet.
     *
     * @param settings the place where the run's data lies now, {@code dataset.key=PATH}
     */
    public static List<Figure> of(Workspace workspace, Path run, List<String> settings) {
        if (RunDirectory.open(run).newestCheckpoint().isEmpty()) {
            return List.of();
        }
        List<Figure> figures = new ArrayList<>();
        try (TrainedModel model = workspace.load(run, Optional.empty(), settings)) {
            ValueRange display = DisplayRange.ofRun(RunDirectory.open(run), model.data(), model::training);
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
                        new Interpolation(model, path)
                                .rows(ROWS, STEPS, SEED, display)
                                .picture()));
            }
            Neighbours.of(model, SEED, display)
                    .ifPresent(found -> figures.add(new Figure(
                            "Nearest training images",
                            "neighbours.png",
                            String.format(
                                    Locale.ROOT,
                                    "First row: generated. Below each: the two nearest of the training images, by Euclidean distance of pixels"
                                            + " (%s). A generator that copies shows the same image again.",
                                    found.compared().description()),
                            found.grid().picture())));
        }
        return figures;
    }

    /**
     * Writes a run's report at its end.
     *
     * @return the reason why there is none, in a line; empty if there is one
     */
    public static Optional<String> writeReport(Workspace workspace, Path run) {
        try {
            Report.write(RunDirectory.open(run), of(workspace, run, List.of()));
            return Optional.empty();
        } catch (RuntimeException | OutOfMemoryError e) {
            // The run itself has succeeded, and a failure to write a page about it must not change
            // that.
            String why = e instanceof GanException ? e.getMessage() : e.toString();
            return Optional.of("no report.html was written: " + why.replaceFirst("\\.$", "")
                    + ". Try again with: gan report " + run);
        }
    }
}
