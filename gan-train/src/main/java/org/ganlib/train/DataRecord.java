package org.ganlib.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.file.AtomicFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;

/**
 * A run's record of its data, the file {@code data.json}. It has everything that sampling and
 * export need to know about the data, and the paths of the data for commands that read examples.
 *
 * @param info the description of the training part, with the class names in the order of the
 *     networks' labels
 * @param dataClasses the class names of the data itself, which differ from the run's if the user
 *     accepted other data
 * @param classCounts the number of training examples of each class, in that order; if the user
 *     accepted changed data, the maximum of both numbers; empty if unknown
 * @param heldOutFingerprint the fingerprint of the held-out part; empty if that of the training
 *     part covers both
 * @param paths the path of each setting that names a file or folder, by the setting's key, as in
 *     {@code dataset.file}
 * @param experimentFile the experiment file, absolute; empty for a built-in experiment
 * @param dataDirectories the folders where data files were looked for, in this order, as absolute
 *     paths
 */
public record DataRecord(
        DatasetInfo info,
        List<String> dataClasses,
        List<Integer> classCounts,
        Optional<String> heldOutFingerprint,
        Map<String, Place> paths,
        Optional<Path> experimentFile,
        List<Path> dataDirectories) {
    private static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The path of a data file or folder, in several forms.
     *
     * @param given the value of the setting in the experiment
     * @param absolute the absolute path
     * @param fromRun the path relative to the run directory; empty if that is on another disk
     * @param fromExperiment the path relative to the experiment file's folder; empty if there is no
     *     such file, or if it is on another disk
     */
    public record Place(String given, String absolute, Optional<String> fromRun, Optional<String> fromExperiment) {}

    /** Copies the lists and the map. */
    public DataRecord {
        dataClasses = List.copyOf(dataClasses);
        classCounts = List.copyOf(classCounts);
        paths = new LinkedHashMap<>(paths);
        dataDirectories = List.copyOf(dataDirectories);
    }

    /**
     * The kind of a fingerprint: the beginning of its text, which states what was hashed. For data
     * that is drawn by a formula, the fingerprint is that formula and its kind is
     * {@code description}.
     */
    public static String kind(String fingerprint) {
        int colon = fingerprint.indexOf(':');
        return colon > 0 && fingerprint.startsWith("sha256") ? fingerprint.substring(0, colon) : "description";
    }

    /**
     * Writes the file.
     *
     * @throws org.ganlib.problem.GanException if that is not possible
     */
    public void write(Path file) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("schema", SCHEMA);
        content.put("name", info.name());
        content.put("shape", info.shape().dimensions());
        content.put("layout", info.shape().isImage() ? "channels, height, width" : "features");
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("low", finite(info.range().low()));
        range.put("high", finite(info.range().high()));
        content.put("range", range);
        info.examples().ifPresent(count -> content.put("examples", count));
        content.put("classes", info.classNames());
        if (!dataClasses.equals(info.classNames())) {
            content.put("classes of the data", dataClasses);
        }
        content.put("examples of each class", classCounts);
        content.put("fingerprint", info.fingerprint());
        content.put("fingerprint taken of", kind(info.fingerprint()));
        heldOutFingerprint.ifPresent(text -> content.put("held-out fingerprint", text));
        content.put("licence", info.licence());
        content.put("citation", info.citation());
        Map<String, Object> places = new LinkedHashMap<>();
        paths.forEach((setting, place) -> {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("given", place.given());
            one.put("absolute", place.absolute());
            place.fromRun().ifPresent(path -> one.put("from the run", path));
            place.fromExperiment().ifPresent(path -> one.put("from the experiment file", path));
            places.put(setting, one);
        });
        content.put("paths", places);
        experimentFile.ifPresent(path -> content.put("experiment file", path.toString()));
        content.put(
                "data directories", dataDirectories.stream().map(Path::toString).toList());
        try {
            AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers are always JSON", e);
        }
    }

    /**
     * Reads a run's record.
     *
     * @return the record; empty if an older version began the run and wrote none
     * @throws DataException if the file is damaged; the message names the file and the damage
     */
    public static Optional<DataRecord> read(RunDirectory directory) {
        Path file = directory.data();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode content = BoundedJson.read(file);
            if (content.path("schema").asInt() != SCHEMA) {
                throw damaged(file, "expected an object whose schema is " + SCHEMA, null);
            }
            return Optional.of(read(content));
        } catch (JsonProcessingException e) {
            throw damaged(file, "it is no JSON: " + BoundedJson.reason(e), e);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(
                    file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    private static DataRecord read(JsonNode content) {
        DatasetInfo info = new DatasetInfo(
                text(content, "name"),
                new TensorShape(integers(content, "shape")),
                new ValueRange(
                        bound(content.path("range").path("low"), Double.NEGATIVE_INFINITY),
                        bound(content.path("range").path("high"), Double.POSITIVE_INFINITY)),
                content.has("examples") ? OptionalInt.of(integer(content.get("examples"))) : OptionalInt.empty(),
                texts(content, "classes"),
                text(content, "licence"),
                text(content, "citation"),
                text(content, "fingerprint"));
        List<Integer> counts = integers(content, "examples of each class");
        if (!counts.isEmpty() && counts.size() != info.classNames().size()) {
            throw new IllegalArgumentException("'examples of each class' has " + counts.size() + " numbers for "
                    + info.classNames().size() + " classes");
        }
        Map<String, Place> paths = new LinkedHashMap<>();
        content.path("paths")
                .properties()
                .forEach(entry -> paths.put(
                        entry.getKey(),
                        new Place(
                                text(entry.getValue(), "given"),
                                text(entry.getValue(), "absolute"),
                                optional(entry.getValue(), "from the run"),
                                optional(entry.getValue(), "from the experiment file"))));
        return new DataRecord(
                info,
                content.has("classes of the data") ? texts(content, "classes of the data") : info.classNames(),
                counts,
                optional(content, "held-out fingerprint"),
                paths,
                optional(content, "experiment file").map(DataRecord::path),
                texts(content, "data directories").stream()
                        .map(DataRecord::path)
                        .toList());
    }

    private static DataException damaged(Path file, String what, Throwable cause) {
        return new DataException(
                file + " is damaged: " + what + ". Restore it, or delete it: the data itself is then asked instead",
                cause);
    }

    private static Double finite(double bound) {
        return Double.isFinite(bound) ? bound : null;
    }

    private static double bound(JsonNode node, double none) {
        if (node.isNull()) {
            return none;
        }
        if (!node.isNumber()) {
            throw new IllegalArgumentException("an end of 'range' is neither a number nor null");
        }
        return node.asDouble();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is no path", e);
        }
    }

    private static String text(JsonNode node, String name) {
        return optional(node, name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no text"));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static int integer(JsonNode node) {
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw new IllegalArgumentException("'" + node + "' is no whole number");
        }
        return node.asInt();
    }

    private static List<Integer> integers(JsonNode node, String name) {
        List<Integer> numbers = new ArrayList<>();
        array(node, name).forEach(element -> numbers.add(integer(element)));
        return numbers;
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        array(node, name).forEach(element -> {
            if (!element.isTextual()) {
                throw new IllegalArgumentException("'" + name + "' holds " + element.getNodeType());
            }
            texts.add(element.asText());
        });
        return texts;
    }

    private static JsonNode array(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw new IllegalArgumentException("'" + name + "' is no list");
        }
        return value;
    }
}
