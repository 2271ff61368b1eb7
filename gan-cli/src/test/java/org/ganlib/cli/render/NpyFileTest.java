package org.ganlib.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

final class NpyFileTest {
    @TempDir
    private Path directory;

    @Test
    void isWhatNumpyWrites() throws IOException {
        Path file = directory.resolve("a.npy");
        NpyFile.write(
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
        NpyFile.write(file, shape, values);
        NpyFile read = NpyFile.read(file);
        assertThat(read.shape()).isEqualTo(shape);
        assertThat(read.values()).isEqualTo(values);
        assertThat(file.toFile().length() - 4L * values.length)
                .as("the values start at a multiple of 64")
                .isEqualTo(128);
    }

    @Test
    void shapeAndValuesHaveToAgreeAndTheOldFileStays() throws IOException {
        Path file = Files.writeString(directory.resolve("a.npy"), "old");
        assertThatThrownBy(() -> NpyFile.write(file, new long[] {2, 3}, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 3] needs 6 values, was given 5");
        assertThat(file).hasContent("old");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        Path file = directory.resolve("missing/a.npy");
        assertThatThrownBy(() -> NpyFile.write(file, new long[] {1}, new float[1]))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith(file + ": cannot be written: the directory ");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path file = directory.resolve("a.npy");
        NpyFile.write(file, new long[] {10, 10}, new float[100]);
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, 200));
        assertRefused(
                file, file + ": has 200 bytes, but its header promises 100 values of 4 bytes each. Write it again.");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(file, file + " is truncated: it promises 100 values");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused(file, file + ": continues after the 100 values its header promises. Write it again.");
        Files.write(file, Arrays.copyOf(whole, 5));
        assertRefused(file, file + " is no .npy array of version 1.0");
        Files.delete(file);
        assertRefused(file, file + ": does not exist.");
    }

    @Test
    void otherArraysAreRefused() throws IOException {
        Path file = directory.resolve("a.npy");
        assertRefused(
                withHeader(file, "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"),
                file + " is no float32 array in C order: {'descr': '<f8', 'fortran_order': False, 'shape': (2,), }");
        assertRefused(
                withHeader(file, "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }"),
                file + " is no float32 array in C order: {'descr': '<f4', 'fortran_order': True, 'shape': (2,), }");
        assertRefused(
                withHeader(file, "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }"),
                file + ": its header promises the absurd shape [9999999999, 9999999999]");
        assertRefused(
                withHeader(file, "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }"),
                file + " has the absurd shape (99999999999999999999,)");
    }

    private static Path withHeader(Path file, String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer content = ByteBuffer.allocate(10 + text.length + 8);
        content.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0})
                .put(text);
        return Files.write(file, content.array());
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> NpyFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
