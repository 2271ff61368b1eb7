package org.ganlib.metrics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.ganlib.metrics.Points;
import org.ganlib.problem.DataException;
import org.ganlib.spi.FeatureMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxExternalDataTest {
    @TempDir
    private Path directory;

    private Path folder;
    private Path secret;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(directory.resolve("model"));
        ByteBuffer weights = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        weights.asFloatBuffer().put(new float[] {1, 4, 2, 5, 3, 6});
        secret = Files.write(directory.resolve("secret"), weights.array());
        Files.write(folder.resolve("weights.bin"), weights.array());
    }

    @Test
    void numbersBesideTheModelAreRead() throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), OnnxModel.productOf(3, 2, "weights.bin"));
        try (FeatureMap map = OnnxMap.load(file, "")) {
            assertThat(map.features(Points.of(3, 1, 2, 3)).values()).containsExactly(14, 32);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "SECRET", "link", "./../secret", "sub/../../secret", "..\\secret"})
    void numbersElsewhereAreNotOpened(String location) throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), secret);
        Files.createDirectory(folder.resolve("sub"));
        String named = location.equals("SECRET") ? secret.toString() : location;
        Path file = Files.write(folder.resolve("model.onnx"), OnnxModel.productOf(3, 2, named));
        assertThatThrownBy(() -> OnnxMap.load(file, ""))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": keeps numbers in the file '" + named
                        + "', which lies outside the model's folder. It was not opened. Use a model in one file.");
    }

    @Test
    void tensorsInAttributesOfInnerGraphsAreFound() throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), OnnxModel.constantOf("../secret"));
        assertThatThrownBy(() -> OnnxExternalData.check(file)).hasMessageContaining("outside the model's folder");
        Path sound = Files.write(folder.resolve("sound.onnx"), OnnxModel.constantOf("weights.bin"));
        assertThatCode(() -> OnnxExternalData.check(sound)).doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsMissingIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), OnnxModel.productOf(3, 2, "other.bin"));
        assertThatThrownBy(() -> OnnxMap.load(file, ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'other.bin', which is not beside it. Copy that file too.");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeBesideTheModelIsNotOpened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (String location : List.of("pipe", "")) {
            Path file = Files.write(folder.resolve("model.onnx"), OnnxModel.productOf(3, 2, location));
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> OnnxMap.load(file, ""))
                    .isInstanceOf(DataException.class)
                    .hasMessage(file + ": keeps numbers in the file '" + location
                            + "', which is no regular file. It was not opened. Use a model in one file."));
        }
    }

    @Test
    void everyPrefixOfAModelIsReadOrRefused() throws IOException {
        byte[] model = OnnxModel.constantOf("weights.bin");
        for (int length = 0; length < model.length; length++) {
            Path file = Files.write(folder.resolve("cut.onnx"), java.util.Arrays.copyOf(model, length));
            try {
                OnnxExternalData.check(file);
            } catch (DataException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            }
        }
    }

    @Test
    void whatIsNoProtocolBufferIsRefused() throws IOException {
        Path nested = folder.resolve("nested.onnx");
        byte[] inner = new byte[0];
        for (int level = 0; level < 150; level++) {
            inner = field(level % 3 == 0 ? 6 : level % 3 == 1 ? 5 : 1, inner);
        }
        Files.write(nested, field(7, inner));
        assertThatThrownBy(() -> OnnxExternalData.check(nested))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nested more than 100 levels deep");
        Path group = Files.write(folder.resolve("group.onnx"), new byte[] {0x0b});
        assertThatThrownBy(() -> OnnxExternalData.check(group)).hasMessageContaining("kind that protocol buffers");
        Path longer = Files.write(folder.resolve("long.onnx"), new byte[] {0x3a, 100, 0});
        assertThatThrownBy(() -> OnnxExternalData.check(longer)).hasMessageContaining("longer than the message");
        Path endless =
                Files.write(folder.resolve("endless.onnx"), new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
        assertThatThrownBy(() -> OnnxExternalData.check(endless)).hasMessageContaining("more than ten bytes");
    }

    private static byte[] field(int number, byte[] content) {
        ByteBuffer field = ByteBuffer.allocate(content.length + 6);
        field.put((byte) ((number << 3) | 2));
        int rest = content.length;
        while (rest >= 128) {
            field.put((byte) ((rest & 127) | 128));
            rest >>>= 7;
        }
        field.put((byte) rest).put(content);
        return java.util.Arrays.copyOf(field.array(), field.position());
    }
}
