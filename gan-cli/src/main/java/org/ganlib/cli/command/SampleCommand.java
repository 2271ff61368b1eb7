package org.ganlib.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ganlib.cli.render.ImageGrid;
import org.ganlib.cli.render.SampleGridPicture;
import org.ganlib.cli.text.PlainText;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gan sample DIR --count N --seed S --out FILE}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Draws examples from a run's networks.",
            "To F.npy: float32 [N, …] in C order, in the data's own value range (mnist: -1..1).",
            "To F.png: a grid. To a folder: a PNG file for each image, pixel by pixel."
        })
public final class SampleCommand implements Callable<Integer> {
    private static final int NAMES_SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunParameter run;

    @Mixin
    private CheckpointChoice networks;

    @Option(names = "--count", paramLabel = "N", description = "How many. Default: 64.")
    private int count = 64;

    @Option(names = "--seed", paramLabel = "S", description = "Where the latents start. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "A file ending in .npy or .png, or a folder.")
    private Path out;

    @Option(
            names = {"--class", "--label"},
            split = ",",
            paramLabel = "CLASS",
            description = "Which classes, by name or number, in turn; for conditional models. Default: all.")
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--truncation",
            paramLabel = "BOUND",
            description =
                    "Draw latents' coordinates beyond ±BOUND again: better and more similar examples. Default: none.")
    private double truncation = Double.POSITIVE_INFINITY;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count: must be ≥ 1, was " + count);
        }
        if (!(truncation > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--truncation: must be > 0, in the units of the latents, was " + truncation);
        }
        // The root of a file system is a folder without a name.
        String name =
                out.getFileName() == null ? "" : out.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean picture = name.endsWith(".png");
        boolean folder = Files.isDirectory(out) || !name.contains(".");
        if (!picture && !folder && !name.endsWith(".npy")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out: must end in one of " + List.of(".npy", ".png") + ", or be a folder, was " + out);
        }
        try (TrainedModel model = networks.load(new Session(), run.path())) {
            int[] wanted =
                    classes.isEmpty() ? IntStream.range(0, model.classes()).toArray() : chosen(model);
            Examples examples = model.sample(count, seed, wanted, truncation);
            if (folder) {
                writeFiles(examples, model.data());
            } else if (picture) {
                SampleGridPicture.picture(examples, model.training()).write(out);
            } else {
                NpyFormat.write(out, examples.shape().batch(examples.count()), examples.values());
            }
        }
        spec.commandLine().getOut().println(PlainText.line(out));
        return ExitCode.OK;
    }

    /** 000000.png, 000001.png, …, each image as it is. */
    private void writeFiles(Examples examples, DatasetInfo info) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw AtomicFile.unwritable(out, e);
        }
        for (int i = 0; i < examples.count(); i++) {
            ImageGrid.single(examples.shape(), info.range(), examples.values(), i)
                    .write(out.resolve(String.format(Locale.ROOT, "%06d.png", i)));
        }
    }

    private int[] chosen(TrainedModel model) {
        if (model.classes() == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--class: the model of " + run.path()
                            + " makes no classes. Leave it out, or train model conditional");
        }
        List<String> names = model.data().classNames();
        return classes.stream()
                .mapToInt(wanted -> {
                    int index = names.contains(wanted) ? names.indexOf(wanted) : number(wanted);
                    if (index < 0 || index >= names.size()) {
                        throw new ParameterException(
                                spec.commandLine(),
                                "--class: no class '" + wanted + "'. Use a number in 0.." + (names.size() - 1)
                                        + ", or a name: "
                                        + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                                        + (names.size() > NAMES_SHOWN ? ", …" : ""));
                    }
                    return index;
                })
                .toArray();
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
