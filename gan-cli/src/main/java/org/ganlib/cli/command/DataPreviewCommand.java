package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.option.Inputs;
import org.ganlib.cli.render.VectorPicture;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.picture.DisplayRange;
import org.ganlib.picture.ImageGrid;
import org.ganlib.random.RandomStream;
import org.ganlib.run.RunData;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan data preview NAME --out F.png}. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "Draws examples as they are dealt for training: images as a grid, points of the plane as a scatter plot, numbers as a histogram, longer",
            "vectors as points along the two directions in which they vary most."
        })
public final class DataPreviewCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(index = "0", paramLabel = "NAME", description = "A data set, see 'gan data list'.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Its settings.")
    private List<String> settings = List.of();

    @Option(names = "--count", paramLabel = "N", description = "How many. Default: 100.")
    private int count = 100;

    @Option(names = "--seed", paramLabel = "S", description = "Which ones. Default: 1.")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "A PNG file.")
    private Path out;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--out", out);
        if (count < 1 || count > MOST) {
            throw new ParameterException(spec.commandLine(), "--count: must be in [1, " + MOST + "], was " + count);
        }
        DatasetSource source = new DataSets().source(name, settings);
        Inputs.ofDataset(source, data.location()).requireOtherFile(spec, "--out", out);
        OutputPath.requirePng(spec, "--out", out);
        try (Dataset opened = RunData.open(source, data.location(), Split.TRAINING)) {
            float[] values =
                    new float[Math.multiplyExact(count, opened.info().shape().elements())];
            Batch batch = new Batch(count, opened.info().shape());
            opened.stream(new RandomStream(seed)).next(batch);
            batch.filled();
            batch.features().read(0, values, values.length);
            DatasetInfo info = opened.info();
            if (VectorPicture.canDraw(info.shape(), count)) {
                VectorPicture.write(
                        out, info.name(), new Examples(info.shape(), values, batch.labels()), opened.distribution());
            } else {
                ImageGrid.of(info.shape(), DisplayRange.of(opened), values).write(out);
            }
        }
        OutputPath.tell(spec, out);
        return ExitCode.OK;
    }
}
