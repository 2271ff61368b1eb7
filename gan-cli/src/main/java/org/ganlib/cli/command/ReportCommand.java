package org.ganlib.cli.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ganlib.cli.figure.RunFigures;
import org.ganlib.cli.option.ChangedData;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.option.Inputs;
import org.ganlib.cli.option.RunParameter;
import org.ganlib.cli.render.Animation;
import org.ganlib.cli.render.TrainingFilm;
import org.ganlib.cli.report.Figure;
import org.ganlib.cli.report.Report;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.cli.text.PlainText;
import org.ganlib.file.AtomicFile;
import org.ganlib.library.Workspace;
import org.ganlib.picture.Png;
import org.ganlib.problem.DataException;
import org.ganlib.run.DataUse;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan report DIR}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes report.html into a run's directory: curves, samples, findings and configuration on one page.",
            "gan train does so at its end."
        })
public final class ReportCommand implements Callable<Integer> {
    private static final int FRAME_HUNDREDTHS = 40;
    private static final int LAST_FRAME_HUNDREDTHS = 250;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Mixin
    private RunParameter run;

    @Mixin
    private ChangedData changed;

    @Parameters(
            index = "1..*",
            paramLabel = "dataset.key=value",
            description = "Where the data lies now, for pictures of real examples: dataset.file=PATH and the like.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description = "Also writes the page's pictures there, and the sample grids over time as training.gif.")
    private Path pictures;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--pictures", pictures);
        RunDirectory directory = RunDirectory.open(run.path());
        Workspace workspace = data.workspace(changed.accepted());
        DataUse use = data.use(settings, changed.accepted());
        Inputs.ofRun(directory, workspace.recorded(run.path(), settings), use, null)
                .requireOtherFolder(spec, "--pictures", pictures);
        List<Figure> figures = RunFigures.of(workspace, run.path(), settings);
        Path report = Report.write(directory, figures);
        spec.commandLine().getOut().println(PlainText.line(report));
        if (pictures != null) {
            writePictures(directory, figures);
        }
        return ExitCode.OK;
    }

    private void writePictures(RunDirectory directory, List<Figure> figures) {
        try {
            Files.createDirectories(pictures);
        } catch (IOException e) {
            throw AtomicFile.unwritable(pictures, e);
        }
        for (Figure figure : figures) {
            Path file = pictures.resolve(figure.file());
            AtomicFile.write(file, out -> Png.write(figure.picture(), out));
            spec.commandLine().getOut().println(PlainText.line(file));
        }
        List<BufferedImage> frames = frames(directory);
        if (!frames.isEmpty()) {
            Path file = pictures.resolve("training.gif");
            Animation.write(file, frames, FRAME_HUNDREDTHS, LAST_FRAME_HUNDREDTHS);
            spec.commandLine().getOut().println(PlainText.line(file));
        }
    }

    private static List<BufferedImage> frames(RunDirectory directory) {
        List<BufferedImage> frames = new ArrayList<>();
        for (Path file : directory.sampleGrids()) {
            try {
                frames.add(TrainingFilm.frame(Png.read(file), RunDirectory.stepOf(file)));
            } catch (IOException e) {
                throw new DataException(file + ": cannot be read: " + e.getMessage() + ". Remove it", e);
            }
        }
        return frames;
    }
}
