package org.ganlib.cli.command;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ganlib.cli.figure.Interpolation;
import org.ganlib.cli.latent.LatentPath;
import org.ganlib.cli.option.CheckpointChoice;
import org.ganlib.cli.option.RunParameter;
import org.ganlib.cli.render.Animation;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.network.ValueRange;
import org.ganlib.picture.DisplayRange;
import org.ganlib.picture.ImageGrid;
import org.ganlib.picture.SampleGridPicture;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan interpolate DIR --out FILE}. */
@Command(
        name = "interpolate",
        mixinStandardHelpOptions = true,
        description = {
            "Draws what a generator makes of latents on the way from one to another.",
            "To F.png: a row for each pair of latents. To F.gif: a round trip through --rows latents, animated."
        })
public final class InterpolateCommand implements Callable<Integer> {
    private static final int FRAME_HUNDREDTHS = 6;
    private static final int MOST = 100_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunParameter run;

    @Mixin
    private CheckpointChoice networks;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "A file ending in .png or .gif.")
    private Path out;

    @Option(names = "--path", description = "${COMPLETION-CANDIDATES}. Default: slerp for normal latents, else lerp.")
    private LatentPath path;

    @Option(names = "--steps", paramLabel = "N", description = "Examples from one latent to the next. Default: 10.")
    private int steps = 10;

    @Option(names = "--rows", paramLabel = "N", description = "Pairs, or latents of the round trip. Default: 8.")
    private int rows = 8;

    @Option(names = "--seed", paramLabel = "S", description = "Where the latents start. Default: 1.")
    private long seed = 1;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--out", out);
        if (steps < 2) {
            throw new ParameterException(spec.commandLine(), "--steps: must be ≥ 2, was " + steps);
        }
        if (rows < 1) {
            throw new ParameterException(spec.commandLine(), "--rows: must be ≥ 1, was " + rows);
        }
        if ((long) rows * steps > MOST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rows times --steps: must be at most " + MOST + " examples of a picture, was "
                            + (long) rows * steps);
        }
        // The root of a file system is a path without a file name.
        String name =
                out.getFileName() == null ? "" : out.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean animated = name.endsWith(".gif");
        if (!animated && !name.endsWith(".png")) {
            throw new ParameterException(
                    spec.commandLine(), "--out: must end in one of " + List.of(".png", ".gif") + ", was " + out);
        }
        Workspace workspace = networks.workspace();
        networks.inputs(workspace, run.path()).requireOtherFile(spec, "--out", out);
        try (TrainedModel model = networks.load(workspace, run.path())) {
            Interpolation way =
                    new Interpolation(model, Optional.ofNullable(path).orElseGet(() -> Interpolation.usual(model)));
            ValueRange display = DisplayRange.ofRun(RunDirectory.open(run.path()), model.data(), model::training);
            if (animated) {
                animate(model, way.roundTrip(rows, steps, seed), display);
            } else {
                way.rows(rows, steps, seed, display).write(out);
            }
        }
        OutputPath.tell(spec, out);
        return ExitCode.OK;
    }

    private void animate(TrainedModel model, Examples trip, ValueRange display) {
        List<BufferedImage> frames = new ArrayList<>();
        int elements = trip.shape().elements();
        Optional<Dataset> real =
                trip.shape().isImage() ? Optional.empty() : model.trainingFor("no real points are drawn");
        for (int i = 0; i < trip.count(); i++) {
            float[] one = new float[elements];
            System.arraycopy(trip.values(), i * elements, one, 0, elements);
            ImageGrid frame = trip.shape().isImage()
                    ? ImageGrid.of(trip.shape(), display, one)
                    : SampleGridPicture.picture(
                            new Examples(trip.shape(), one, new int[] {-1}), model.data(), () -> real);
            frames.add(frame.picture());
        }
        Animation.write(out, frames, FRAME_HUNDREDTHS, FRAME_HUNDREDTHS);
    }
}
