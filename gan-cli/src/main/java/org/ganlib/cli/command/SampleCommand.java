package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ganlib.cli.render.NpyFile;
import org.ganlib.cli.render.SampleGridPicture;
import org.ganlib.spi.Examples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan sample DIR --count N --seed S --out FILE}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Draws examples from a run's networks.",
            "To F.npy: float32 [N, …] in C order, in the data's own value range (mnist: -1..1).",
            "To F.png: a grid."
        })
public final class SampleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(paramLabel = "DIR", description = "A run directory.")
    private Path run;

    @Option(names = "--count", paramLabel = "N", description = "How many. Default: 64.")
    private int count = 64;

    @Option(names = "--seed", paramLabel = "S", description = "Where the latents start. Default: 1.")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "A file ending in .npy or .png.")
    private Path out;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Default: the run's newest.")
    private Path checkpoint;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count: must be ≥ 1, was " + count);
        }
        String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean picture = name.endsWith(".png");
        if (!picture && !name.endsWith(".npy")) {
            throw new ParameterException(
                    spec.commandLine(), "--out: must end in one of " + List.of(".npy", ".png") + ", was " + out);
        }
        try (TrainedModel model = TrainedModel.load(new Session(), run, checkpoint, data.location())) {
            Examples examples = model.sample(count, seed);
            if (picture) {
                SampleGridPicture.picture(examples, model.training()).write(out);
            } else {
                NpyFile.write(out, examples.shape().batch(examples.count()), examples.values());
            }
        }
        spec.commandLine().getOut().println(out);
        return ExitCode.OK;
    }
}
