package org.ganlib.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ganlib.config.Experiment;
import org.ganlib.fault.Fault;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Split;
import org.ganlib.train.DataRecord;
import org.ganlib.train.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of a run. Its description comes from the run's record. Examples are read only on demand,
 * and only if the data has the fingerprint and the classes that the run recorded.
 */
public final class RunData implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunData.class);
    /** The option of the command line that accepts data which differs from a run's. */
    public static final String ACCEPT_OPTION = "--accept-changed-data";

    private static final int SHOWN = 10;
    private static final String WEAK = "sha256 of names and sizes";

    private final Path run;
    private final Experiment experiment;
    private final Optional<DataRecord> record;
    private final Optional<String> fingerprint;
    private final List<String> overridden;
    private final DataUse use;
    private final DataLocation location;
    private DatasetSource source;
    private Dataset training;
    private List<String> dataClasses = List.of();
    private String accepted;

    private RunData(
            Path run,
            Experiment experiment,
            Optional<DataRecord> record,
            Optional<String> fingerprint,
            List<String> overridden,
            DataUse use) {
        this.run = run;
        this.experiment = experiment;
        this.record = record;
        this.fingerprint = fingerprint;
        this.overridden = overridden;
        this.use = use;
        location = use.locationOf(record);
    }

    /** The data of a new run, which has no record to compare with. */
    public static RunData ofNewRun(RunDirectory directory, Experiment experiment, DataUse use) {
        return new RunData(directory.root(), experiment, Optional.empty(), Optional.empty(), List.of(), use);
    }

    /**
     * The data of an existing run.
     *
     * @param experiment the experiment that the run recorded, with the settings that the command
     *     line changes
     * @param fingerprint the fingerprint that a checkpoint holds; used where the run has no record
     *     of its own
     * @param overridden keys of paths that the command line sets
     * @throws DataException if the record is damaged
     */
    public static RunData ofRun(
            RunDirectory directory,
            Experiment experiment,
            Optional<String> fingerprint,
            List<String> overridden,
            DataUse use) {
        Optional<DataRecord> record = DataRecord.read(directory);
        return new RunData(
                directory.root(),
                experiment,
                record,
                record.map(r -> r.info().fingerprint()).or(() -> fingerprint),
                overridden,
                use);
    }

    /** The description of the data that the run recorded; empty for a run that recorded none. */
    public Optional<DatasetInfo> recorded() {
        return record.map(DataRecord::info);
    }

    /**
     * The description of the data. For an old run, which recorded none, the data itself is opened.
     */
    public DatasetInfo info() {
        return recorded().orElseGet(() -> training().info());
    }

    /** The number of training examples of each class; empty where it is not known. */
    public List<Integer> classCounts() {
        return record.map(DataRecord::classCounts).orElseGet(() -> training().classCounts());
    }

    /** The directories in which the data's files are looked for. */
    public DataLocation location() {
        return location;
    }

    /** The change of the data that the user accepted; empty where there was none. */
    public Optional<String> accepted() {
        return Optional.ofNullable(accepted);
    }

    /**
     * The training part, opened at the first call.
     *
     * @throws DataException if it is missing, or differs from what the run was trained on
     */
    public Dataset training() {
        if (training == null) {
            Dataset opened = open(source(), location, Split.TRAINING);
            try {
                training = checked(opened);
                dataClasses = opened.info().classNames();
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
        }
        return training;
    }

    /**
     * The training part for a picture that can be drawn without it. If it cannot be opened, the
     * reason is logged and the result is empty.
     */
    public Optional<Dataset> trainingFor(String picture) {
        try {
            return Optional.of(training());
        } catch (DataException e) {
            LOG.warn("{}: {}", picture, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Opens the held-out part. If no examples are held out, the result is an {@link AbsentPart}.
     *
     * @throws DataException if it is missing, or the data differs from what the run was trained on
     */
    public Dataset openHeldOut() {
        Dataset ofTraining = training();
        Dataset opened;
        try {
            opened = open(source(), location, Split.HELD_OUT);
        } catch (DataException e) {
            return AbsentPart.of(e);
        }
        try {
            Optional<String> wanted = record.flatMap(DataRecord::heldOutFingerprint);
            if (wanted.isPresent() && !opened.hasFingerprint(wanted.get())) {
                accept("the fingerprint of its held-out part was " + wanted.get() + ", that of dataset "
                        + opened.info().name() + " is now " + opened.info().fingerprint());
            }
            return renumbered(opened, ofTraining.info().classNames());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Opens a part of a data set.
     *
     * @throws DataException if it is missing or damaged
     * @throws org.ganlib.problem.GanException if the plugin fails or returns null; names it
     */
    public static Dataset open(DatasetSource source, DataLocation location, Split split) {
        return new Fault().with("dataset", source).made("dataset", "open(location, split)", () -> {
            try {
                return source.open(location, split);
            } catch (IOException e) {
                throw new DataException("dataset: cannot be read: " + e.getMessage(), e);
            }
        });
    }

    /** The source with the paths where the data lies now. */
    private DatasetSource source() {
        if (source == null) {
            source = record.map(r -> DataPaths.found(experiment.dataset(), run, r, overridden, use))
                    .orElseGet(experiment::dataset);
        }
        return source;
    }

    private Dataset checked(Dataset opened) {
        if (fingerprint.isEmpty()) {
            return opened;
        }
        String recorded = fingerprint.get();
        DatasetInfo now = opened.info();
        recorded().ifPresent(was -> requireShape(was, now));
        List<String> classes = record.map(DataRecord::dataClasses).orElse(now.classNames());
        if (!opened.hasFingerprint(recorded)) {
            accept("its fingerprint is " + recorded + ", that of dataset " + now.name() + " is now "
                    + now.fingerprint()
                    + changes(classes, now.classNames()));
        } else if (!classes.equals(now.classNames())) {
            accept("its classes are " + shown(classes) + ", those of dataset " + now.name() + " are now "
                    + shown(now.classNames()));
        } else if (DataRecord.kind(recorded).equals(WEAK)) {
            LOG.warn(
                    "{}: its data is known by names and sizes alone, as older versions recorded it: other content of the"
                            + " same sizes would go unseen",
                    run);
        }
        return renumbered(opened, recorded().map(DatasetInfo::classNames).orElse(now.classNames()));
    }

    /** The classes that were added and removed, as the end of a sentence. */
    private static String changes(List<String> was, List<String> now) {
        List<String> gone = was.stream().filter(c -> !now.contains(c)).toList();
        List<String> come = now.stream().filter(c -> !was.contains(c)).toList();
        return (gone.isEmpty() ? "" : "; classes that are gone: " + shown(gone))
                + (come.isEmpty() ? "" : "; classes that are new: " + shown(come));
    }

    private void requireShape(DatasetInfo was, DatasetInfo now) {
        if (!was.shape().equals(now.shape()) || !was.range().equals(now.range())) {
            throw new DataException(run + " was trained on other data: its examples have the shape " + was.shape()
                    + " and values in [" + was.range().low() + ", "
                    + was.range().high() + "], those of dataset "
                    + now.name() + " now have " + now.shape() + " and ["
                    + now.range().low() + ", "
                    + now.range().high() + "]. Restore the data, or train anew");
        }
    }

    private void accept(String change) {
        if (!use.acceptChanged()) {
            List<String> keys = DataPaths.keys(experiment.dataset());
            throw new DataException(run + " was trained on other data: " + change
                    + ". Restore the data, name its place ("
                    + (keys.isEmpty() ? "--data-dir" : keys.get(0) + "=PATH") + "), or use it all the same with "
                    + ACCEPT_OPTION);
        }
        LOG.warn("{}: going on with other data than it was trained on, as asked for: {}", run, change);
        accepted = accepted == null ? change : accepted + "; " + change;
    }

    /**
     * The data with the run's class numbers. The result is the data itself if it has these numbers
     * already and the user accepted no change.
     */
    private Dataset renumbered(Dataset data, List<String> classes) {
        List<String> now = data.info().classNames();
        if (now.equals(classes)) {
            return use.acceptChanged() ? AcceptedData.asItIs(data) : data;
        }
        List<String> unknown = now.stream().filter(c -> !classes.contains(c)).toList();
        if (unknown.isEmpty()) {
            return AcceptedData.withClasses(data, classes, use.acceptChanged());
        }
        if (isConditional(experiment.model(), info(data, classes))) {
            throw new DataException(run + ": its networks know the classes " + shown(classes) + ", and dataset "
                    + data.info().name() + " has others: " + shown(unknown) + ". Remove these classes, or train anew");
        }
        return use.acceptChanged() ? AcceptedData.asItIs(data) : data;
    }

    private DatasetInfo info(Dataset data, List<String> classes) {
        return recorded().orElseGet(() -> data.info().withClassNames(classes));
    }

    /** Tells whether a network of the model takes labels. */
    public static boolean isConditional(GanModel model, DatasetInfo data) {
        return model.networks(data).stream().anyMatch(signature -> signature.classes() > 0);
    }

    /**
     * Checks, before a run begins, that every class has training examples if the model is
     * conditional.
     *
     * @throws DataException if some class has none; the message names the classes
     */
    public void requireExamplesOfEveryClass() {
        Dataset data = training();
        List<Integer> counts = data.classCounts();
        List<String> names = data.info().classNames();
        List<String> untrained = withoutExamples(names, counts);
        if (!untrained.isEmpty() && isConditional(experiment.model(), data.info())) {
            throw new DataException(data.info().name() + ": a conditional model would learn nothing of "
                    + (untrained.size() == 1 ? "the class " : untrained.size() + " classes, ") + shown(untrained)
                    + ", of which there are no training examples. Add some, or change what is held out");
        }
    }

    /** The names of the classes that have no examples. */
    public static List<String> withoutExamples(List<String> names, List<Integer> counts) {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            all.put(names.get(i), counts.get(i));
        }
        return all.entrySet().stream()
                .filter(e -> e.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The first {@value #SHOWN} of these names as one text. */
    public static String shown(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > SHOWN ? ", … (" + names.size() + ")" : "");
    }

    /**
     * The record of the data as it is used now, to be written into the run's directory.
     *
     * @param given the paths as the experiment had them
     * @param experimentFile the experiment file; empty for a built-in experiment, and if an earlier
     *     record names the file
     */
    public DataRecord record(Map<String, String> given, Optional<Path> experimentFile) {
        Dataset data = training();
        DatasetInfo info = data.info();
        Optional<Path> file = experimentFile.or(() -> record.flatMap(DataRecord::experimentFile));
        Map<String, DataRecord.Place> places = new LinkedHashMap<>(
                DataPaths.places(given, DataPaths.absolute(source(), DataPaths.keys(source()), location), run, file));
        record.ifPresent(earlier -> earlier.paths().forEach((key, place) -> {
            if (!overridden.contains(key)) {
                places.put(key, place);
            }
        }));
        DatasetInfo ofRun =
                recorded().map(was -> info.withClassNames(was.classNames())).orElse(info);
        List<Integer> counts = info.classNames().equals(ofRun.classNames()) ? seen(data.classCounts()) : List.of();
        return new DataRecord(ofRun, dataClasses, counts, heldOutFingerprint(), places, file, absolute(location));
    }

    /**
     * The largest number of examples that each class has had so far in this run. A class whose
     * examples have since been removed still counts as trained.
     */
    private List<Integer> seen(List<Integer> now) {
        List<Integer> before = record.map(DataRecord::classCounts).orElse(List.of());
        return before.size() != now.size()
                ? now
                : IntStream.range(0, now.size())
                        .mapToObj(i -> Math.max(before.get(i), now.get(i)))
                        .toList();
    }

    /**
     * The fingerprint of the held-out part. It is empty if a setting names a file, because the two
     * parts may then be different files.
     */
    private Optional<String> heldOutFingerprint() {
        if (!DataPaths.keys(source()).isEmpty()) {
            return Optional.empty();
        }
        try (Dataset heldOut = openHeldOut()) {
            return Optional.of(heldOut.info().fingerprint());
        } catch (RuntimeException e) {
            // Training needs no held-out part: its files may be missing, and a plugin may have
            // none.
            return Optional.empty();
        }
    }

    private static List<Path> absolute(DataLocation location) {
        return location.searchPath().stream()
                .map(path -> path.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        if (training != null) {
            training.close();
        }
    }
}
