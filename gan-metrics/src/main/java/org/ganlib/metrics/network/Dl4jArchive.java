package org.ganlib.metrics.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.ganlib.file.RegularFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.network.ModelClasses;
import org.ganlib.problem.DataException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads the zip files that Deeplearning4j's ModelSerializer writes. ModelSerializer itself must not
 * read a file of somebody else: it passes entries to Java's deserialization, which can run code of
 * any class that the file names. This class reads only the configuration and the parameters, and
 * refuses a file with an entry of serialized Java objects.
 */
final class Dl4jArchive {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    /** The entries that hold serialized Java objects, or that name a class to be instantiated. */
    private static final Set<String> SERIALIZED = Set.of("preprocessor.bin", "normalizer.bin", "updater.bin");

    private static final String SERIALIZED_FOLDER = "objects/";
    private static final int MOST_ENTRIES = 1000;

    private final Path file;

    private Dl4jArchive(Path file) {
        this.file = file;
    }

    /**
     * Reads a network; a MultiLayerNetwork becomes a graph.
     *
     * @throws DataException if it is no such file, holds serialized objects, names a class that is
     *     not allowed, or has parameters that do not fit its configuration
     */
    static ComputationGraph read(Path file, ModelClasses classes) {
        return new Dl4jArchive(file).read(classes);
    }

    private ComputationGraph read(ModelClasses classes) {
        try (ZipFile zip = RegularFile.zip(file)) {
            checkEntries(zip);
            JsonNode configuration = configuration(zip);
            ClassNameCheck.check(classes, file.toString(), configuration);
            checkArrays(configuration);
            // Deeplearning4j gets the checked configuration as text, not the original bytes, which
            // its parser might read differently.
            String json = configuration.toString();
            return configuration.has("confs") ? stack(zip, json) : graph(zip, json);
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw noModel(firstLine(e), e);
        }
    }

    private void checkEntries(ZipFile zip) {
        if (zip.size() > MOST_ENTRIES) {
            throw noModel("it has " + zip.size() + " entries", null);
        }
        Set<String> names = new HashSet<>();
        zip.stream().map(ZipEntry::getName).forEach(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (SERIALIZED.contains(lower) || lower.startsWith(SERIALIZED_FOLDER)) {
                throw new DataException(file + ": has the entry " + shown(name) + ", a serialized Java object, which"
                        + " could run any code when it is read. It was not read. Save the network alone, with"
                        + " ModelSerializer.writeModel(network, file, false).");
            }
            if (!names.add(name)) {
                throw noModel("it has two entries " + shown(name), null);
            }
        });
    }

    private JsonNode configuration(ZipFile zip) throws IOException {
        try (InputStream in = zip.getInputStream(entry(zip, CONFIGURATION))) {
            JsonNode configuration = BoundedJson.parse(new String(BoundedJson.read(in), StandardCharsets.UTF_8));
            if (!configuration.isObject()) {
                throw noModel(CONFIGURATION + " is no JSON object", null);
            }
            return configuration;
        } catch (JsonProcessingException e) {
            throw noModel(CONFIGURATION + ": " + BoundedJson.reason(e), e);
        }
    }

    /**
     * Refuses arrays whose shape states another number of elements than there are: ND4J would read
     * beyond their end.
     */
    private void checkArrays(JsonNode node) {
        if (node.has("shape") && node.has("data")) {
            double promised = 1;
            for (JsonNode size : node.path("shape")) {
                promised *= size.isIntegralNumber() && size.asLong() >= 0 ? size.asLong() : Double.NaN;
            }
            if (promised != node.path("data").size()) {
                throw noModel(
                        CONFIGURATION + " has an array of shape "
                                + shown(node.path("shape").toString()) + " and "
                                + node.path("data").size() + " numbers",
                        null);
            }
        }
        node.forEach(this::checkArrays);
    }

    private ComputationGraph graph(ZipFile zip, String json) throws IOException {
        ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
        long count = 0;
        for (var vertex : configuration.getVertices().values()) {
            count = Math.addExact(count, notNegative(vertex.numParams(true)));
        }
        INDArray parameters = parameters(zip, count);
        if (parameters != null) {
            configuration.setDataType(parameters.dataType());
        }
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(parameters, false);
        return graph;
    }

    private ComputationGraph stack(ZipFile zip, String json) throws IOException {
        MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
        long count = 0;
        for (var layer : configuration.getConfs()) {
            count = Math.addExact(
                    count, notNegative(layer.getLayer().initializer().numParams(layer)));
        }
        INDArray parameters = parameters(zip, count);
        if (parameters != null) {
            configuration.setDataType(parameters.dataType());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init(parameters, false);
        return network.toComputationGraph();
    }

    private long notNegative(long count) {
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw noModel("a layer of it has " + count + " parameters", null);
        }
        return count;
    }

    /**
     * Reads the parameters.
     *
     * @return null if the network has no parameters
     */
    private INDArray parameters(ZipFile zip, long count) throws IOException {
        if (count == 0) {
            return null;
        }
        if (count > Integer.MAX_VALUE) {
            throw noModel("it has " + count + " parameters", null);
        }
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(zip.getInputStream(entry(zip, COEFFICIENTS)), 1 << 16))) {
            return new CoefficientsReader(file + ", " + COEFFICIENTS, in).vector(count);
        }
    }

    private ZipEntry entry(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw noModel("it has no " + name, null);
        }
        return entry;
    }

    private DataException noModel(String reason, Exception cause) {
        return new DataException(
                file + ": is no model of Deeplearning4j: " + reason + ". Write one with ModelSerializer.writeModel.",
                cause);
    }

    private static String firstLine(Exception e) {
        if (e instanceof NullPointerException
                || e instanceof IndexOutOfBoundsException
                || e instanceof ClassCastException) {
            return "its " + CONFIGURATION + " lacks a part that every network has";
        }
        String message = String.valueOf(e.getMessage());
        return shown(message.lines().findFirst().orElse("").replaceFirst("\\.$", ""));
    }

    private static String shown(String text) {
        return (text.length() > 200 ? text.substring(0, 200) + "…" : text).replaceAll("\\p{Cntrl}", "?");
    }
}
