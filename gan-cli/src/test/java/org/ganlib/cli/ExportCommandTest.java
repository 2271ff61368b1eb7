package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.ganlib.file.NpyArray;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Exported generators in ONNX Runtime against samples of the run itself, for the same latents. */
final class ExportCommandTest {
    private static final int COUNT = 6;
    private static final long SEED = 4;

    @TempDir
    private static Path folder;

    private record Model(String experiment, int latents, double low, boolean labels, List<String> overrides) {}

    /** What is small stays quick; the layers are those of the full size. */
    private static final Map<String, Model> MODELS = models();

    private static Map<String, Model> models() {
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("mlp", new Model("mnist-mlp", 64, 0, false, List.of("generator.hidden=[24,32]")));
        models.put(
                "dcgan-28", new Model("mnist-mlp", 64, 0, false, List.of("generator.name=dcgan", "generator.width=4")));
        models.put(
                "lsgan",
                new Model(
                        "mnist-mlp",
                        32,
                        -1,
                        false,
                        List.of(
                                "dataset.size=112",
                                "model.latent.size=32",
                                "model.latent.prior=uniform",
                                "generator.name=lsgan",
                                "generator.width=4")));
        models.put("conditional", new Model("conditional-mnist", 64, 0, true, List.of("generator.hidden=[24,32]")));
        models.put(
                "maxout",
                new Model("mnist-mlp", 64, 0, false, List.of("generator.name=maxout-mlp", "generator.units=[12,12]")));
        return models;
    }

    @TestFactory
    Stream<DynamicTest> runtimeGivesTheSameExamples() {
        return MODELS.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> compare(e.getKey(), e.getValue())));
    }

    private static void compare(String name, Model model) throws IOException, OrtException {
        Path run = train(name, model);
        Path file = folder.resolve(name + ".onnx");
        Path samples = folder.resolve(name + ".npy");
        ok(Command.run("export", run.toString(), "--onnx", file.toString()));
        ok(Command.run(
                "sample",
                run.toString(),
                "--count",
                String.valueOf(COUNT),
                "--seed",
                String.valueOf(SEED),
                "--out",
                samples.toString()));
        NpyArray expected = NpyArray.read(samples);
        float[] given = runtime(file, model, expected.shape());
        assertThat(given).usingComparatorWithPrecision(1e-4f).containsExactly(expected.floats());
    }

    private static float[] runtime(Path file, Model model, long[] shape) throws OrtException {
        FloatBuffer latents = FloatBuffer.allocate(COUNT * model.latents());
        RandomStream random = new RandomStream(SEED);
        if (model.low() == 0) {
            random.fillNormal(latents);
        } else {
            random.fillUniform(latents, model.low(), -model.low());
        }
        latents.rewind();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString())) {
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            List<String> names = List.copyOf(new TreeSet<>(session.getInputNames()));
            inputs.put(
                    names.get(0), OnnxTensor.createTensor(environment, latents, new long[] {COUNT, model.latents()}));
            if (model.labels()) {
                long[] labels = {0, 1, 2, 3, 4, 5};
                inputs.put(names.get(1), OnnxTensor.createTensor(environment, LongBuffer.wrap(labels), new long[] {COUNT
                }));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxTensor output = (OnnxTensor) result.get("output").orElseThrow();
                assertThat(output.getInfo().getShape()).containsExactly(shape);
                FloatBuffer values = output.getFloatBuffer();
                float[] given = new float[values.remaining()];
                values.get(given);
                return given;
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }
    }

    @Test
    void parametersOfEveryNetworkAreArraysOfTheirShapes() throws IOException {
        Path run = train("npz", MODELS.get("mlp"));
        Path file = folder.resolve("parameters.npz");
        ok(Command.run("export", run.toString(), "--npz", file.toString()));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .anyMatch(n -> n.startsWith("generator/"))
                    .anyMatch(n -> n.startsWith("critic/"))
                    .allMatch(n -> n.endsWith(".npy"));
            assertThat(zip.stream()
                            .filter(e -> e.getName().startsWith("generator/")
                                    && e.getName().endsWith("/W.npy"))
                            .map(e -> Arrays.toString(shape(zip, e))))
                    .contains("[24, 64]", "[32, 24]");
        }
    }

    private static long[] shape(ZipFile zip, ZipEntry entry) {
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyArray.read(in, entry.getName()).shape();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatToExportMustBeSaid() {
        Command command = Command.run("export", folder.toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("give --onnx FILE, --npz FILE, or both");
    }

    private static Path train(String name, Model model) throws IOException {
        Path run = folder.resolve("run-" + name);
        if (Files.exists(run)) {
            return run;
        }
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                model.experiment(),
                "train.steps=3",
                "train.batch=8",
                "train.samples=4",
                "train.ema=0",
                "critic.hidden=[16]",
                "listeners=[]",
                "--out",
                run.toString(),
                "--quiet"));
        arguments.addAll(model.overrides());
        ok(Command.run(arguments.toArray(String[]::new)));
        return run;
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
