package org.ganlib.metrics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.ganlib.network.ModelClasses;
import org.ganlib.network.layer.OrthogonalWeights;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

final class Dl4jArchiveTest {
    /** The number of times that forbidden code ran. */
    private static final AtomicInteger RAN = new AtomicInteger();

    @TempDir
    private Path folder;

    /** A class whose deserialization runs code. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RAN.incrementAndGet();
        }
    }

    /**
     * A class that runs code when it is initialised. It is only named below as text, because a
     * reference to it could initialise it.
     */
    static final class Initialised {
        static {
            RAN.incrementAndGet();
        }

        private Initialised() {}
    }

    private static final String INITIALISED = Dl4jArchiveTest.class.getName() + "$Initialised";

    @Test
    void theGadgetsDoRunWhereNothingPreventsIt() throws Exception {
        int before = RAN.get();
        Path file = with(stack(DataType.FLOAT), "preprocessor.bin", serialized());
        // The library's own reader runs the code, which shows that the tests below prevent
        // something.
        assertThatThrownBy(() -> ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false))
                .isInstanceOf(ClassCastException.class);
        assertThat(RAN.get()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"preprocessor.bin", "normalizer.bin", "updater.bin", "objects/anything", "Preprocessor.BIN"})
    void serializedObjectsAreRefusedAndNotRead(String entry) throws Exception {
        int before = RAN.get();
        Path file = with(stack(DataType.FLOAT), entry, serialized());
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file + ": has the entry " + entry + ", a serialized Java object")
                .hasMessageContaining("ModelSerializer.writeModel(network, file, false)");
        assertThat(RAN.get()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"@class\" : \"org.deeplearning4j.nn.conf.layers.DenseLayer\"", "\"type\" : \"org"})
    void classesThatAreNoPartOfANetworkAreRefusedBeforeTheyAreInitialised(String where) throws Exception {
        int before = RAN.get();
        Path file = withConfiguration(
                stack(DataType.FLOAT),
                json -> json.replaceFirst(
                        where.startsWith("\"type\"")
                                ? "\"type\" : \"org.deeplearning4j[^\"]*\""
                                : java.util.regex.Pattern.quote(where),
                        java.util.regex.Matcher.quoteReplacement(
                                where.substring(0, where.indexOf(':') + 1) + " \"" + INITIALISED + "\"")));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("names the class '" + INITIALISED + "'")
                .hasMessageContaining("It was not loaded")
                .hasMessageContaining("META-INF/ganlib/model-classes");
        assertThat(RAN.get()).isEqualTo(before);
    }

    @Test
    void aNameWithEscapesOrParametersIsTheNameThatItMeans() throws Exception {
        Path escaped = withConfiguration(
                stack(DataType.FLOAT),
                json -> json.replace(
                        "\"@class\" : \"org.deeplearning4j.nn.conf.layers.DenseLayer\"",
                        "\"\\u0040class\" : \"java.util.HashMap\""));
        assertThatThrownBy(() -> read(escaped)).hasMessageContaining("names the class 'java.util.HashMap'");
        ModelClasses classes = classes();
        assertThat(List.of(
                        "org.deeplearning4j.nn.conf.layers.DenseLayer<" + INITIALISED + ">",
                        "org.deeplearning4j.nn.conf.layers.DenseLayer ",
                        "[Lorg.deeplearning4j.nn.conf.layers.DenseLayer;",
                        "org.deeplearning4j.nn.conf.serde.JsonMappers",
                        "org.deeplearning4j.util.ModelSerializer",
                        "org.nd4j.linalg.activations.implement.Evil",
                        "DenseLayer",
                        ""))
                .noneMatch(classes::allows);
    }

    @Test
    void aKeyGivenTwiceIsRefused() throws Exception {
        Path file = withConfiguration(
                stack(DataType.FLOAT),
                json -> json.replace(
                        "\"@class\" : \"org.deeplearning4j.nn.conf.layers.DenseLayer\"",
                        "\"@class\" : \"" + INITIALISED
                                + "\", \"@class\" : \"org.deeplearning4j.nn.conf.layers.DenseLayer\""));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Duplicate field '@class'");
    }

    @Test
    void everyPartOfDeeplearning4jsConfigurationsIsAllowedAndNamedByAKeyThatIsChecked() throws Exception {
        ModelClasses classes = classes();
        List<String> refused = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        int seen = 0;
        for (Class<?> home : List.of(Layer.class, IActivation.class)) {
            for (Class<?> type : classesBeside(home)) {
                List<JsonTypeInfo> rules = rules(type);
                rules.stream()
                        .filter(rule -> rule.use() == JsonTypeInfo.Id.CLASS)
                        .map(JsonTypeInfo::property)
                        .forEach(keys::add);
                boolean concrete = !Modifier.isAbstract(type.getModifiers()) && !type.isInterface();
                if (concrete && rules.stream().anyMatch(rule -> rule.use() == JsonTypeInfo.Id.CLASS)) {
                    seen++;
                    if (!classes.allows(type.getName())) {
                        refused.add(type.getName());
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(150);
        // This class stands for the absence of a type.
        assertThat(refused).containsExactly("org.deeplearning4j.nn.conf.distribution.serde.LegacyDistributionHelper");
        assertThat(new TreeSet<>(keys)).containsExactly("@class", "type");
    }

    @Test
    void aJarOnTheClassPathDeclaresItsOwnLayers() throws Exception {
        Path resource = folder.resolve(ModelClasses.DECLARED);
        Files.createDirectories(resource.getParent());
        Files.writeString(resource, "# layers\ncom.example.Ripple # the first\n\n  com.example.Wave\n");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            ModelClasses classes = ModelClasses.declaredBy(loader);
            assertThat(classes.allows("com.example.Ripple")).isTrue();
            assertThat(classes.allows("com.example.Wave")).isTrue();
            assertThat(classes.allows("com.example.Sea")).isFalse();
            assertThat(classes.allows(OrthogonalWeights.class.getName())).isTrue();
        }
        assertThat(classes().allows("com.example.Ripple")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void aStackReadsAsTheLibraryReadsIt(DataType precision) throws Exception {
        Path file = stack(precision);
        ComputationGraph read = read(file);
        MultiLayerNetwork expected = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
        assertThat(read.params()).isEqualTo(expected.params());
        assertThat(read.params().dataType()).isEqualTo(precision);
        INDArray input = Nd4j.rand(precision, 5, 3);
        assertThat(read.outputSingle(input)).isEqualTo(expected.output(input));
    }

    @Test
    void aGraphReadsAsTheLibraryReadsIt() throws Exception {
        Path file = graph();
        ComputationGraph read = read(file);
        ComputationGraph expected = ModelSerializer.restoreComputationGraph(file.toFile(), false);
        assertThat(read.params()).isEqualTo(expected.params());
        INDArray input = Nd4j.rand(DataType.FLOAT, 2, 1, 6, 6);
        assertThat(read.outputSingle(input)).isEqualTo(expected.outputSingle(input));
    }

    @Test
    void parametersInHalfPrecisionBecomeFloats() throws Exception {
        Path file =
                with(stack(DataType.FLOAT), "coefficients.bin", coefficients("MIXED_DATA_TYPES", 44, "HALF", 44 * 2));
        INDArray parameters = read(file).params();
        assertThat(parameters.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(parameters.getFloat(0)).isEqualTo(1.0f);
    }

    @Test
    void parametersInTheOldestFormatAreRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF("HEAP");
        out.writeInt(8);
        out.writeUTF("INT");
        for (int number : new int[] {2, 1, 44, 44, 1, 0, 1, 'c'}) {
            out.writeInt(number);
        }
        out.writeUTF("DIRECT");
        out.writeInt(44);
        out.writeUTF("FLOAT");
        for (int i = 0; i < 44; i++) {
            out.writeFloat(i);
        }
        INDArray parameters = read(with(stack(DataType.FLOAT), "coefficients.bin", bytes.toByteArray()))
                .params();
        assertThat(parameters.getFloat(0)).isZero();
        assertThat(parameters.getFloat(43)).isEqualTo(43);
    }

    @Test
    void lengthsThatAreNotTheNetworksAreRefusedBeforeAnythingIsAllocated() throws Exception {
        assertRefused(
                coefficients("MIXED_DATA_TYPES", 1L << 40, "FLOAT", 16), "promises 1,099,511,627,776 parameters, but");
        assertRefused(coefficients("MIXED_DATA_TYPES", 43, "FLOAT", 172), "promises 43 parameters, but");
        assertRefused(coefficients("MIXED_DATA_TYPES", -1, "FLOAT", 16), "its shape is described by");
        assertRefused(coefficients("MIXED_DATA_TYPES", 44, "FLOAT", 175), "ends before its last number");
        assertRefused(coefficients("MIXED_DATA_TYPES", 44, "UTF8", 176), "a buffer's type is 'UTF8'");
        assertRefused(coefficients("MIXED_DATA_TYPES", 44, "LONG", 352), "holds integers");
        assertRefused(coefficients("MEMORY_MAPPED", 44, "FLOAT", 176), "allocation mode is 'MEMORY_MAPPED'");
        assertRefused(new byte[] {0, 0}, "allocation mode is ''");
        assertRefused(new byte[0], "ends before its last number");
    }

    @Test
    void configurationsBeyondTheLimitsAreRefused() throws Exception {
        assertThatThrownBy(() -> read(withConfiguration(stack(DataType.FLOAT), json -> "[".repeat(100_000))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nesting depth")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> read(withConfiguration(stack(DataType.FLOAT), json -> " ".repeat((16 << 20) + 1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("longer than 16,777,216 bytes");
        assertThatThrownBy(() -> read(withConfiguration(stack(DataType.FLOAT), json -> "[]")))
                .hasMessageContaining("configuration.json is no JSON object");
        for (String empty : List.of("{}", "{\"confs\": []}", "{\"confs\": [{}]}", "{\"vertices\": {}}")) {
            assertThatThrownBy(() -> read(withConfiguration(stack(DataType.FLOAT), json -> empty)))
                    .as(empty)
                    .isInstanceOf(DataException.class)
                    .hasMessageNotContainingAny("\n", "null", "java.");
        }
        assertThatThrownBy(() -> read(withConfiguration(
                        stack(DataType.FLOAT), json -> json.replaceAll("(?i)\"nout\" : 7", "\"nOut\" : 7000000000"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("parameters");
    }

    @Test
    void anArrayOfAnotherShapeThanItsNumbersIsRefused() throws Exception {
        assertThatThrownBy(() -> read(withConfiguration(
                        stack(DataType.FLOAT),
                        json -> json.replaceFirst(
                                "\\{",
                                "{ \"weights\": {\"dataType\":\"FLOAT\",\"shape\":[100000,100000],\"data\":[1.0]},"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has an array of shape [100000,100000] and 1 numbers");
    }

    private void assertRefused(byte[] coefficients, String message) throws IOException {
        Path file = with(stack(DataType.FLOAT), "coefficients.bin", coefficients);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private static ComputationGraph read(Path file) {
        return Dl4jArchive.read(file, classes());
    }

    private static ModelClasses classes() {
        return ModelClasses.declaredBy(Dl4jArchiveTest.class.getClassLoader());
    }

    private static List<JsonTypeInfo> rules(Class<?> type) {
        List<JsonTypeInfo> rules = new ArrayList<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            Stream.concat(Stream.of(c), Stream.of(c.getInterfaces()))
                    .map(t -> t.getAnnotation(JsonTypeInfo.class))
                    .filter(java.util.Objects::nonNull)
                    .forEach(rules::add);
        }
        return rules;
    }

    /** The classes in the same jar that configurations are made of. */
    private static List<Class<?>> classesBeside(Class<?> home) throws Exception {
        URI jar = home.getProtectionDomain().getCodeSource().getLocation().toURI();
        List<Class<?>> found = new ArrayList<>();
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar));
                Stream<Path> all = Files.walk(files.getPath("/org"))) {
            for (Path path : all.toList()) {
                String name = path.toString().substring(1).replace('/', '.');
                boolean part = name.matches("org\\.(deeplearning4j\\.nn\\.(conf|weights)|nd4j\\.linalg\\."
                        + "(activations|lossfunctions|learning|schedule))\\..*\\.class");
                // Memory reports are no part of a configuration.
                part &= !name.contains(".conf.memory.");
                if (part) {
                    found.add(Class.forName(name.substring(0, name.length() - 6), false, home.getClassLoader()));
                }
            }
        }
        return found;
    }

    private static byte[] serialized() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Gadget());
        }
        return bytes.toByteArray();
    }

    /**
     * A vector in ND4J's format that states {@code length} numbers and holds {@code bytes} bytes,
     * of which the first two are 3c 00.
     */
    private static byte[] coefficients(String mode, long length, String type, int bytes) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeUTF("LONG_SHAPE");
        out.writeLong(8);
        out.writeUTF("LONG");
        for (long number : new long[] {2, 1, length, length, 1, 8192, 1, 99}) {
            out.writeLong(number);
        }
        out.writeUTF(mode);
        out.writeLong(length);
        out.writeUTF(type);
        byte[] numbers = new byte[bytes];
        numbers[0] = 0x3c;
        out.write(numbers);
        return content.toByteArray();
    }

    private interface Change {
        String of(String json);
    }

    private Path withConfiguration(Path file, Change change) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String json = new String(
                    zip.getInputStream(zip.getEntry("configuration.json")).readAllBytes(), StandardCharsets.UTF_8);
            String changed = change.of(json);
            assertThat(changed).isNotEqualTo(json);
            return with(file, "configuration.json", changed.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A copy of the file with one entry added or replaced. */
    private Path with(Path file, String name, byte[] content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        entries.put(name, content);
        Path changed = Files.createTempFile(folder, "changed", ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return changed;
    }

    private Path stack(DataType precision) throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(precision)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(7)
                        .weightInit(new NormalDistribution(0, 1))
                        .build())
                .layer(new OutputLayer.Builder().nIn(7).nOut(2).build())
                .build());
        network.init();
        Path file = Files.createTempFile(folder, "stack", ".zip");
        ModelSerializer.writeModel(network, file.toFile(), false);
        return file;
    }

    private Path graph() throws IOException {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(new OrthogonalWeights(1))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(6, 6, 1))
                .addLayer("filters", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "image")
                .addLayer("scores", new OutputLayer.Builder().nOut(2).build(), "filters")
                .setOutputs("scores")
                .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        Path file = Files.createTempFile(folder, "graph", ".zip");
        ModelSerializer.writeModel(network, file.toFile(), false);
        return file;
    }
}
