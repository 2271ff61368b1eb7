package org.ganlib.run;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.plugin.DataPath;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.DatasetSource;
import org.ganlib.train.DataRecord;

/**
 * The settings of a data set that name files or folders, see {@link DataPath}, by their keys, as in
 * {@code dataset.file}.
 */
public final class DataPaths {
    private static final String SECTION = "dataset.";

    private DataPaths() {}

    /** The settings with their values; settings that are left out are not included. */
    public static Map<String, String> of(DatasetSource source) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RecordComponent component : components(source)) {
            Object value = Records.value(component, source);
            if (value instanceof Optional<?> optional) {
                value = optional.orElse(null);
            }
            if (value != null) {
                values.put(key(component), value.toString());
            }
        }
        return values;
    }

    /** The keys of all such settings, including those that are left out. */
    public static List<String> keys(DatasetSource source) {
        return components(source).stream().map(DataPaths::key).toList();
    }

    /** A copy of the source with other values of these settings. */
    public static DatasetSource with(DatasetSource source, Map<String, String> values) {
        if (values.isEmpty() || !(source instanceof Record record)) {
            return source;
        }
        RecordComponent[] components = source.getClass().getRecordComponents();
        Object[] all = Arrays.stream(components)
                .map(component -> {
                    Object old = Records.value(component, source);
                    String value = component.isAnnotationPresent(DataPath.class) ? values.get(key(component)) : null;
                    return value == null ? old : old instanceof Optional ? Optional.of(value) : value;
                })
                .toArray();
        return (DatasetSource) Records.create(record.getClass(), all);
    }

    /**
     * A copy of the source with absolute paths. A relative path is looked for in the working
     * directory, as an experiment's paths are, and then in the data directories. A path that is
     * found nowhere stays as it is.
     *
     * @param keys the settings to change
     */
    public static DatasetSource absolute(DatasetSource source, List<String> keys, DataLocation location) {
        Map<String, String> found = new LinkedHashMap<>();
        of(source).forEach((key, value) -> {
            if (keys.contains(key)) {
                find(value, marker(source, key), location)
                        .ifPresent(path -> found.put(key, absolute(path).toString()));
            }
        });
        return with(source, found);
    }

    /**
     * A copy of the source with the paths where the data of an earlier run lies now. They are
     * looked for, in this order: where the command line says, where the run found the data, at the
     * same place relative to the run directory, and in the data directories.
     *
     * @param run the run directory
     * @param overridden keys that the command line sets
     * @throws DataException if a recorded file or folder is at none of these places; the message
     *     names them
     */
    public static DatasetSource found(
            DatasetSource source, Path run, DataRecord record, List<String> overridden, DataUse use) {
        DataLocation location = use.locationOf(Optional.of(record));
        Map<String, String> found = new LinkedHashMap<>();
        of(source).forEach((key, value) -> {
            DataPath marker = marker(source, key);
            DataRecord.Place place = record.paths().get(key);
            boolean asRecorded = place != null
                    && !overridden.contains(key)
                    && (value.equals(place.absolute()) || value.equals(place.given()));
            if (!asRecorded) {
                find(value, marker, location)
                        .ifPresent(path -> found.put(key, absolute(path).toString()));
                return;
            }
            List<Path> places = places(place, marker, run, use, location);
            Path there = places.stream()
                    .filter(path -> isThere(path, marker))
                    .findFirst()
                    .orElseThrow(() -> missing(run, key, places));
            found.put(key, absolute(there).toString());
        });
        return with(source, found);
    }

    /**
     * The paths where a run's file or folder may lie now. They need not exist. The list is empty if
     * the run recorded no path.
     *
     * @param key the key of the setting that names it
     */
    public static List<Path> places(DatasetSource source, String key, Path run, DataRecord record, DataUse use) {
        DataRecord.Place place = record.paths().get(key);
        return place == null
                ? List.of()
                : places(place, marker(source, key), run, use, use.locationOf(Optional.of(record)));
    }

    private static List<Path> places(
            DataRecord.Place place, DataPath marker, Path run, DataUse use, DataLocation location) {
        List<Path> places = new ArrayList<>();
        Path recorded = Path.of(place.absolute());
        Path given = Path.of(place.given());
        if (marker.inDataDirectories()) {
            use.chosen().ifPresent(directory -> {
                if (!given.isAbsolute()) {
                    places.add(directory.resolve(given));
                }
                places.add(directory.resolve(recorded.getFileName()));
            });
        }
        places.add(recorded);
        place.fromRun()
                .ifPresent(relative -> places.add(normal(run.toAbsolutePath().resolve(relative))));
        if (marker.inDataDirectories() && !given.isAbsolute()) {
            location.searchPath().forEach(directory -> places.add(directory.resolve(given)));
        }
        return places.stream().distinct().toList();
    }

    private static DataException missing(Path run, String key, List<Path> places) {
        return new DataException(run + ": the data it was trained on is not at "
                + places.stream().map(Path::toString).collect(Collectors.joining(", nor at ")) + ". Name its place: "
                + key + "=PATH");
    }

    /** The paths of these settings, as the run records them. */
    public static Map<String, DataRecord.Place> places(
            Map<String, String> given, DatasetSource absolute, Path run, Optional<Path> experimentFile) {
        Map<String, DataRecord.Place> places = new LinkedHashMap<>();
        of(absolute)
                .forEach((key, value) -> places.put(
                        key,
                        new DataRecord.Place(
                                given.getOrDefault(key, value),
                                value,
                                relative(run.toAbsolutePath(), value),
                                experimentFile.flatMap(
                                        file -> relative(file.toAbsolutePath().getParent(), value)))));
        return places;
    }

    private static Optional<String> relative(Path folder, String value) {
        Path path = Path.of(value);
        if (!path.isAbsolute()) {
            return Optional.empty();
        }
        try {
            return Optional.of(normal(folder).relativize(path).toString());
        } catch (IllegalArgumentException e) {
            // The two paths lie on different disks.
            return Optional.empty();
        }
    }

    /**
     * The keys of these {@code dataset.key=value} settings.
     *
     * @throws ConfigurationException if one of them does not name a file or folder
     */
    public static List<String> requirePaths(List<String> settings, DatasetSource source) {
        List<String> free = keys(source);
        List<String> given = settings.stream().map(RunBinding::key).toList();
        List<String> problems = given.stream()
                .filter(key -> !free.contains(key))
                .map(key -> key + ": is decided by the run. "
                        + (free.isEmpty()
                                ? "Its data has no files that a setting names; --data-dir says where data sets lie"
                                : "Only where its data lies may be given: " + String.join(", ", free)))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException("command line", problems);
        }
        return given;
    }

    private static Optional<Path> find(String value, DataPath marker, DataLocation location) {
        try {
            Path direct = Path.of(value);
            if (isThere(direct, marker)) {
                return Optional.of(direct);
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return marker.inDataDirectories()
                ? location.find(value).filter(path -> isThere(path, marker))
                : Optional.empty();
    }

    private static boolean isThere(Path path, DataPath marker) {
        return marker.value() == DataPath.Kind.FOLDER ? Files.isDirectory(path) : Files.isRegularFile(path);
    }

    /**
     * The absolute path. {@code ..} is resolved only if the result is the same file, which it may
     * not be behind a symbolic link.
     */
    private static Path absolute(Path path) {
        Path whole = path.toAbsolutePath();
        Path normal = whole.normalize();
        try {
            return Files.isSameFile(whole, normal) ? normal : whole;
        } catch (IOException e) {
            return whole;
        }
    }

    private static Path normal(Path path) {
        return path.normalize();
    }

    private static DataPath marker(DatasetSource source, String key) {
        return components(source).stream()
                .filter(component -> key(component).equals(key))
                .findFirst()
                .orElseThrow()
                .getAnnotation(DataPath.class);
    }

    private static String key(RecordComponent component) {
        return SECTION + SettingText.name(component.getName());
    }

    private static List<RecordComponent> components(DatasetSource source) {
        return source instanceof Record
                ? Stream.of(source.getClass().getRecordComponents())
                        .filter(component -> component.isAnnotationPresent(DataPath.class))
                        .toList()
                : List.of();
    }
}
