package org.ganlib.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ganlib.cli.option.CheckpointChoice;
import org.ganlib.cli.option.Inputs;
import org.ganlib.cli.option.RunParameter;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.network.ValueRange;
import org.ganlib.picture.DisplayRange;
import org.ganlib.picture.ImageGrid;
import org.ganlib.picture.SampleGridPicture;
import org.ganlib.spi.Examples;
import org.ganlib.train.RunDirectory;
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
            paramLabel = "CLASS",
            description = "Which classes, by name, in turn, with commas between them; for conditional models."
                    + " Default: all.")
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--class-index",
            split = ",",
            paramLabel = "N",
            description = "Which classes, by number from 0 in the order of their names in data.json, in turn.")
    private List<Integer> indices = new ArrayList<>();

    @Option(
            names = "--truncation",
            paramLabel = "BOUND",
            description =
                    "Draw latents' coordinates beyond ±BOUND again: better and more similar examples. Default: none.")
    private double truncation = Double.POSITIVE_INFINITY;

    @Override
    public Integer call() {
        OutputPath.check(spec, "--out", out);
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count: must be ≥ 1, was " + count);
        }
        if (!(truncation > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--truncation: must be > 0, in the units of the latents, was " + truncation);
        }
        if (!classes.isEmpty() && !indices.isEmpty()) {
            throw usage("--class and --class-index: give one of them");
        }
        // The root of a file system is a folder without a file name.
        String name =
                out.getFileName() == null ? "" : out.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean picture = name.endsWith(".png");
        // An existing path without an ending that is no folder, such as /dev/stdout, does not tell
        // the format to write.
        boolean folder =
                Files.isDirectory(out) || (!name.contains(".") && !Files.exists(out, LinkOption.NOFOLLOW_LINKS));
        if (!picture && !folder && !name.endsWith(".npy")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out: must end in one of " + List.of(".npy", ".png") + ", or be a folder, was " + out);
        }
        Workspace workspace = networks.workspace();
        Inputs inputs = networks.inputs(workspace, run.path());
        if (folder) {
            inputs.requireOtherFolder(spec, "--out", out);
        } else {
            inputs.requireOtherFile(spec, "--out", out);
        }
        try (TrainedModel model = networks.load(workspace, run.path())) {
            int[] wanted = classes.isEmpty() && indices.isEmpty()
                    ? IntStream.range(0, model.classes()).toArray()
                    : chosen(model);
            Examples examples = model.sample(count, seed, wanted, truncation);
            if (folder) {
                writeFiles(examples, display(model));
            } else if (picture && examples.shape().isImage()) {
                ImageGrid.of(examples.shape(), display(model), examples.values())
                        .write(out);
            } else if (picture) {
                SampleGridPicture.picture(examples, model.data(), () -> model.trainingFor("no real points are drawn"))
                        .write(out);
            } else {
                NpyFormat.write(out, examples.shape().batch(examples.count()), examples.values());
            }
        }
        OutputPath.tell(spec, out);
        return ExitCode.OK;
    }

    private ValueRange display(TrainedModel model) {
        return DisplayRange.ofRun(RunDirectory.open(run.path()), model.data(), model::training);
    }

    /** 000000.png, 000001.png, …, each image as it is. */
    private void writeFiles(Examples examples, ValueRange display) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw AtomicFile.unwritable(out, e);
        }
        for (int i = 0; i < examples.count(); i++) {
            ImageGrid.single(examples.shape(), display, examples.values(), i)
                    .write(out.resolve(String.format(Locale.ROOT, "%06d.png", i)));
        }
    }

    private int[] chosen(TrainedModel model) {
        if (model.classes() == 0) {
            throw usage((classes.isEmpty() ? "--class-index" : "--class") + ": the model of " + run.path()
                    + " makes no classes. Leave it out, or train model conditional");
        }
        List<String> names = model.data().classNames();
        int[] chosen = classes.isEmpty()
                ? indices.stream().mapToInt(index -> index(index, names)).toArray()
                : classes.stream()
                        .flatMap(text -> listed(text, names).stream())
                        .mapToInt(name -> index(name, names))
                        .toArray();
        List<String> untrained = model.untrainedClasses();
        for (int index : chosen) {
            if (untrained.contains(names.get(index))) {
                throw usage("--class: there were no training examples of class '" + names.get(index) + "'. "
                        + those(names.stream()
                                .filter(n -> !untrained.contains(n))
                                .toList()));
            }
        }
        return chosen;
    }

    /**
     * The names in one value of {@code --class}: one class name, or several separated by commas.
     */
    private List<String> listed(String text, List<String> names) {
        List<String> parts = List.of(text.split(",", -1));
        boolean list = names.containsAll(parts);
        if (parts.size() > 1 && list) {
            names.stream()
                    .filter(name -> name.contains(",") && ("," + text + ",").contains("," + name + ","))
                    .findFirst()
                    .ifPresent(name -> {
                        throw usage("--class: '" + text + "' is a list of classes, and '" + name
                                + "' in it is a class too. By number instead: --class-index 0 to "
                                + (names.size() - 1));
                    });
        }
        return names.contains(text) ? List.of(text) : parts;
    }

    private int index(String name, List<String> names) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw usage("--class: no class is called '" + name + "'. " + those(names)
                    + ". By number instead: --class-index 0 to " + (names.size() - 1));
        }
        if (names.lastIndexOf(name) != index) {
            throw usage("--class: several classes are called '" + name + "'. Give a number from 0 to "
                    + (names.size() - 1) + " in --class-index");
        }
        return index;
    }

    private int index(int index, List<String> names) {
        if (index < 0 || index >= names.size()) {
            throw usage("--class-index: must be 0 to " + (names.size() - 1) + ", was " + index + ". " + those(names));
        }
        return index;
    }

    private static String those(List<String> names) {
        return "The classes: " + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                + (names.size() > NAMES_SHOWN ? ", …" : "");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
