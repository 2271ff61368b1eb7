package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NpyFormatTest {
    @TempDir
    private Path directory;

    @Test
    void isWhatNumpyWrites() throws IOException {
        Path file = directory.resolve("a.npy");
        NpyFormat.write(
                file, new long[] {2, 3}, new float[] {1, -2.5f, 0, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE
                });
        byte[] content = Files.readAllBytes(file);
        // numpy.save of the same array, byte by byte.
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        ByteBuffer expected = ByteBuffer.allocate(128 + 24).order(ByteOrder.LITTLE_ENDIAN);
        expected.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        expected.put(header.getBytes(StandardCharsets.US_ASCII));
        while (expected.position() < 127) {
            expected.put((byte) ' ');
        }
        expected.put((byte) '\n');
        expected.putInt(0x3f800000)
                .putInt(0xc0200000)
                .putInt(0)
                .putInt(0x7fc00000)
                .putInt(0x7f800000)
                .putInt(1);
        assertThat(content).isEqualTo(expected.array());
    }

    @ParameterizedTest
    @CsvSource({"5", "1", "2;3", "4;1;5", "2;3;4;5", "0;7", "70000"})
    void readsBackWhatItWrote(String sizes) {
        long[] shape =
                Arrays.stream(sizes.split(";")).mapToLong(Long::parseLong).toArray();
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = i - 1.5f;
        }
        Path file = directory.resolve("a.npy");
        NpyFormat.write(file, shape, values);
        NpyArray read = NpyArray.read(file);
        assertThat(read.shape()).isEqualTo(shape);
        assertThat(read.floats()).isEqualTo(values);
        assertThat(file.toFile().length() - 4L * values.length)
                .as("the values start at a multiple of 64")
                .isEqualTo(128);
    }

    @Test
    void shapeAndValuesHaveToAgreeAndTheOldFileStays() throws IOException {
        Path file = Files.writeString(directory.resolve("a.npy"), "old");
        assertThatThrownBy(() -> NpyFormat.write(file, new long[] {2, 3}, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 3] needs 6 values, was given 5");
        assertThat(file).hasContent("old");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        Path file = directory.resolve("missing/a.npy");
        assertThatThrownBy(() -> NpyFormat.write(file, new long[] {1}, new float[1]))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith(file + ": cannot be written: the directory ");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path file = directory.resolve("a.npy");
        NpyFormat.write(file, new long[] {10, 10}, new float[100]);
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, 200));
        assertRefused(
                file,
                file + ": ends at byte 200, but its header promises <f4 values of shape [10, 10] (528 bytes)."
                        + " Save it again.");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused(file, file + ": continues after byte 527, where its header promises the end. Save it again.");
        Files.delete(file);
        assertRefused(file, file + ": does not exist.");
    }

    @Test
    void memoryIsFilledFromTheArrayItWasWrittenFrom() throws IOException {
        float[] values = {1, -2.5f, Float.MIN_VALUE};
        FloatBuffer target = FloatBuffer.allocate(3);
        NpyFormat.read(written(values), "weights", new long[] {3}, target);
        assertThat(target.array()).isEqualTo(values);
    }

    @Test
    void memoryIsNotFilledFromAnotherArray() throws IOException {
        long[] three = {3};
        FloatBuffer target = FloatBuffer.allocate(3);
        assertThatThrownBy(() -> NpyFormat.read(written(1, 2), "weights", three, target))
                .isInstanceOf(DataException.class)
                .hasMessage("weights: holds <f4 (2,), expected <f4 (3,). Replace the file.");
        byte[] whole = written(1, 2, 3).readAllBytes();
        assertThatThrownBy(() ->
                        NpyFormat.read(new ByteArrayInputStream(whole, 0, whole.length - 1), "weights", three, target))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("weights: ends at byte 139, but its header promises");
        String doubles = new String(whole, StandardCharsets.ISO_8859_1).replace("<f4", "<f8");
        assertThatThrownBy(() -> NpyFormat.read(
                        new ByteArrayInputStream(doubles.getBytes(StandardCharsets.ISO_8859_1)),
                        "weights",
                        three,
                        target))
                .isInstanceOf(DataException.class)
                .hasMessage("weights: holds <f8 (3,), expected <f4 (3,). Replace the file.");
    }

    private static ByteArrayInputStream written(float... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFormat.write(out, new long[] {values.length}, FloatBuffer.wrap(values));
        return new ByteArrayInputStream(out.toByteArray());
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> NpyArray.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
