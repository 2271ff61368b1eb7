package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.ganlib.file.NpyArray;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that are not square are read, trained on, drawn, sampled, judged and exported. */
final class OblongImagesTest {
    private static final int COUNT = 5;
    private static final int LATENT = 3;

    @TempDir
    private static Path folder;

    /** Twenty-four colour pictures of 26×17 pixels, wider than the images that are trained on. */
    @BeforeAll
    static void draw() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < 24; i++) {
            BufferedImage image = new BufferedImage(26, 17, BufferedImage.TYPE_INT_RGB);
            for (int x = 0; x < image.getWidth(); x++) {
                for (int y = 0; y < image.getHeight(); y++) {
                    image.setRGB(x, y, (9 * x) << 16 | (14 * y) << 8 | 10 * i);
                }
            }
            ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
        }
    }

    @ParameterizedTest
    @CsvSource({"dcgan, 8, 12, onednn", "dcgan, 8, 12, dl4j", "resnet, 12, 8, onednn", "lsgan, 16, 32, onednn"})
    void everyCommandTakesThem(String architecture, int height, int width, String engine)
            throws IOException, OrtException {
        Path run = folder.resolve(architecture + "-" + engine);
        ok(train(architecture, height, width, "engine=" + engine, "--out", run.toString()));
        ok(Command.run("resume", run.toString(), "--quiet", "train.steps=3"));

        // The images stand in a grid that is about square, between separators of two pixels.
        BufferedImage grid = sampled(run, "grid.png");
        int columns = (int) Math.ceil(Math.sqrt((double) COUNT * height / width));
        int rows = (COUNT + columns - 1) / columns;
        int scale = (grid.getWidth() - 2 - 2 * columns) / (columns * width);
        assertThat(grid.getWidth()).isEqualTo(2 + columns * (width * scale + 2));
        assertThat(grid.getHeight()).isEqualTo(2 + rows * (height * scale + 2));

        sample(run, "samples-" + architecture);
        BufferedImage single;
        try (var files = Files.list(folder.resolve("samples-" + architecture))) {
            single = ImageIO.read(files.findFirst().orElseThrow().toFile());
        }
        assertThat(single.getWidth()).isEqualTo(width);
        assertThat(single.getHeight()).isEqualTo(height);

        sample(run, "x.npy");
        NpyArray samples = NpyArray.read(folder.resolve("x.npy"));
        assertThat(samples.shape()).containsExactly(COUNT, 3, height, width);
        assertThat(exported(run, samples.shape()))
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(samples.floats());

        Path path = folder.resolve("path.png");
        ok(Command.run("interpolate", run.toString(), "--steps", "2", "--rows", "2", "--out", path.toString()));
        assertThat(ImageIO.read(path.toFile()).getHeight()).isPositive();
        ok(Command.run("report", run.toString()));
        assertThat(run.resolve("report.html")).content().contains("3×" + height + "×" + width);
    }

    /** A size that no convolutional network has is refused in one line, before anything is written. */
    @Test
    void aSizeThatDoesNotHalveIsRefused() {
        Path run = folder.resolve("refused");
        Command refused = train("dcgan", 8, 13, "--out", run.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err().strip())
                .contains("dcgan needs images whose height and width can be halved together")
                .contains("3×8×13")
                .doesNotContain("\n");
        assertThat(run).doesNotExist();
    }

    private static Command train(String architecture, int height, int width, String... more) {
        String[] common = {
            "train",
            "mnist-mlp",
            "dataset={name: image-folder, folder: " + folder.resolve("pictures") + ", size: " + height + ", width: "
                    + width + ", hold-out: 0.25}",
            "model.latent.size=" + LATENT,
            "generator={name: " + architecture + ", width: 2}",
            "critic={name: " + architecture + ", width: 2}",
            "train.steps=2",
            "train.batch=4",
            "train.samples=4",
            "train.ema=0",
            "train.log-every=1",
            "train.sample-every=1",
            "train.evaluate-every=2",
            "metrics=[energy, power-spectrum, ms-ssim, {name: frechet, extractor: pixels}]",
            "listeners=[tensorboard]",
            "--quiet"
        };
        String[] arguments = new String[common.length + more.length];
        System.arraycopy(common, 0, arguments, 0, common.length);
        System.arraycopy(more, 0, arguments, common.length, more.length);
        return Command.run(arguments);
    }

    private static BufferedImage sampled(Path run, String name) throws IOException {
        sample(run, name);
        return ImageIO.read(folder.resolve(name).toFile());
    }

    private static void sample(Path run, String name) {
        String out = folder.resolve(name).toString();
        ok(Command.run("sample", run.toString(), "--count", String.valueOf(COUNT), "--seed", "3", "--out", out));
    }

    /** The exported generator's images of the latents that {@code gan sample} draws from seed 3. */
    private static float[] exported(Path run, long[] shape) throws OrtException {
        Path file = folder.resolve("generator.onnx");
        ok(Command.run("export", run.toString(), "--onnx", file.toString()));
        FloatBuffer latents = FloatBuffer.allocate(COUNT * LATENT);
        new RandomStream(3).fillNormal(latents);
        latents.rewind();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, latents, new long[] {COUNT, LATENT});
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input))) {
            OnnxTensor output = (OnnxTensor) result.get("output").orElseThrow();
            assertThat(output.getInfo().getShape()).containsExactly(shape);
            float[] images = new float[output.getFloatBuffer().remaining()];
            output.getFloatBuffer().get(images);
            return images;
        }
    }

    private static void ok(Command command) {
        assertThat(command.exitCode()).as(command.err()).isZero();
    }
}
