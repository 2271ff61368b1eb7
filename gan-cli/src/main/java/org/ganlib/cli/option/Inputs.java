package org.ganlib.cli.option;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.config.Experiment;
import org.ganlib.config.MissingPlugin;
import org.ganlib.datasets.image.ImageFile;
import org.ganlib.plugin.DataPath;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingText;
import org.ganlib.run.DataPaths;
import org.ganlib.run.DataUse;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.DatasetSource;
import org.ganlib.train.DataRecord;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files and folders that a command, or the run it works on, reads. The command must not
 * overwrite any of them.
 */
public final class Inputs {
    /**
     * The depth at which a data set reads pictures: directly in its folder, or in a class folder
     * inside it.
     */
    private static final int DEEPEST_PICTURE = 2;

    private final List<Input> all = new ArrayList<>();

    /**
     * An existing file or folder.
     *
     * @param title its description in messages
     * @param path its real path
     */
    private record Input(String title, Path path) {}

    private Inputs() {}

    /**
     * The inputs of an existing run: its data, the models of its metrics and its experiment file,
     * each where it is looked for now.
     *
     * @param experiment the recorded experiment with the changes of the command line
     * @param checkpoint the file that the command line names; null where it names none
     * @throws org.ganlib.problem.DataException if the run's record of its data is damaged
     */
    public static Inputs ofRun(RunDirectory run, Experiment experiment, DataUse use, Path checkpoint) {
        Inputs inputs = new Inputs();
        Optional<DataRecord> record = DataRecord.read(run);
        String owner = " of the run " + run.root();
        inputs.addSettings(experiment, owner, use.locationOf(record));
        record.ifPresent(data -> {
            for (String key : DataPaths.keys(experiment.dataset())) {
                DataPaths.places(experiment.dataset(), key, run.root(), data, use)
                        .forEach(place -> inputs.add(named(key, owner), place));
            }
            data.experimentFile().ifPresent(file -> inputs.add("the experiment file" + owner, file));
        });
        if (checkpoint != null) {
            inputs.add("the file that --checkpoint names", checkpoint);
        }
        return inputs;
    }

    /** The inputs of a new run. */
    public static Inputs ofExperiment(Experiment experiment, DataLocation location) {
        Inputs inputs = new Inputs();
        inputs.addSettings(experiment, " of the experiment", location);
        return inputs;
    }

    /** The inputs of a data set. */
    public static Inputs ofDataset(DatasetSource source, DataLocation location) {
        Inputs inputs = new Inputs();
        inputs.addPaths("", source, " of the data set", location);
        inputs.addFiles(source, location);
        return inputs;
    }

    /**
     * Checks the path of a file that is about to be written.
     *
     * @param place null where the option was not given
     * @throws ParameterException if the path is an input, or would be a picture in a data folder
     */
    public void requireOtherFile(CommandSpec spec, String option, Path place) {
        if (place == null) {
            return;
        }
        Path real = OutputPath.real(place);
        for (Input input : all) {
            if (real.equals(input.path())) {
                throw refusal(spec, option, place, "is " + input.title() + ", which is read and never overwritten");
            }
            boolean picture = real.startsWith(input.path())
                    && input.path().relativize(real).getNameCount() <= DEEPEST_PICTURE
                    && ImageFile.isNameOfOne(real);
            if (picture) {
                throw refusal(spec, option, place, "would be a picture in " + input.title() + ", where data is read");
            }
        }
    }

    /**
     * Checks the path of a folder that is about to be created or filled.
     *
     * @param place null where the option was not given
     * @throws ParameterException if the path is an input, or would be a new folder in a data
     *     folder, which the data set would read as a class
     */
    public void requireOtherFolder(CommandSpec spec, String option, Path place) {
        if (place == null) {
            return;
        }
        Path real = OutputPath.real(place);
        for (Input input : all) {
            if (real.equals(input.path())) {
                throw refusal(spec, option, place, "is " + input.title() + ", where data is read");
            }
            if (real.startsWith(input.path())) {
                Path inside = input.path().relativize(real);
                if (inside.getNameCount() == 1 || !Files.exists(input.path().resolve(inside.getName(0)))) {
                    throw refusal(
                            spec, option, place, "would be a folder in " + input.title() + ", where data is read");
                }
            }
        }
    }

    private static ParameterException refusal(CommandSpec spec, String option, Path place, String why) {
        return new ParameterException(spec.commandLine(), option + ": " + place + " " + why + ". Choose another place");
    }

    private void add(String title, Path path) {
        if (Files.exists(path)) {
            all.add(new Input(title, OutputPath.real(path)));
        }
    }

    private static String named(String key, String owner) {
        return "what " + key + owner + " names";
    }

    private void addSettings(Experiment experiment, String owner, DataLocation location) {
        addPaths("", experiment, owner, location);
        addFiles(experiment.dataset(), location);
    }

    private void addFiles(DatasetSource source, DataLocation location) {
        if (MissingPlugin.in(source).isPresent()) {
            return;
        }
        for (DataFile file : source.files()) {
            file.find(location).ifPresent(found -> add("a file of the data set", found));
        }
    }

    /**
     * Adds every setting of a plugin, and of the plugins inside it, that names a file or a folder.
     */
    private void addPaths(String key, Object value, String owner, DataLocation location) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(inner -> addPaths(key, inner, owner, location));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                addPaths(key + "[" + i + "]", list.get(i), owner, location);
            }
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                String name = SettingText.name(component.getName());
                String path = key.isEmpty() ? name : key + "." + name;
                Object inner = Records.value(component, record);
                DataPath marker = component.getAnnotation(DataPath.class);
                if (marker == null) {
                    addPaths(path, inner, owner, location);
                } else {
                    text(inner).ifPresent(text -> addPath(named(path, owner), text, marker, location));
                }
            }
        }
    }

    private static Optional<String> text(Object value) {
        Object text = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return Optional.ofNullable(text).map(Object::toString).filter(name -> !name.isEmpty());
    }

    private void addPath(String title, String text, DataPath marker, DataLocation location) {
        try {
            add(title, Path.of(text));
            if (marker.inDataDirectories()) {
                location.find(text).ifPresent(found -> add(title, found));
            }
        } catch (InvalidPathException e) {
            // The path is invalid; the data set itself reports that.
        }
    }
}
