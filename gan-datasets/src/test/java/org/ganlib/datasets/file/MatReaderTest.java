package org.ganlib.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatReaderTest {
    @Test
    void arraysAreReadCompressedOrNotInEitherByteOrder() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (boolean compressed : new boolean[] {false, true}) {
                byte[] doubles = ByteBuffer.allocate(24)
                        .order(order)
                        .putDouble(1.5)
                        .putDouble(-2)
                        .putDouble(1e9)
                        .array();
                byte[] file = new MatFixture(order)
                        .bytes("skip", compressed, new byte[5], 5, 1)
                        .bytes("X", compressed, new byte[] {1, 2, 3, 4, 5, (byte) 200}, 2, 3)
                        .array("y", compressed, 6, 9, doubles, 3, 1)
                        .file();
                Map<String, MatArray> arrays = read(file);
                assertThat(arrays.get("X").shape()).containsExactly(2, 3);
                assertThat(arrays.get("X").value(5)).isEqualTo(200);
                assertThat(arrays.get("y").value(0)).isEqualTo(1.5);
                assertThat(arrays.get("y").value(2)).isEqualTo(1e9);
            }
        }
    }

    @Test
    void damageIsNamedWithItsPlace() throws IOException {
        byte[] sound = sound(false);
        refused(new byte[0], "x.mat: ends at byte 0, within its header of 128 bytes");
        byte[] other = sound.clone();
        other[126] = 'X';
        refused(other, "x.mat: has no mark of byte order at byte 126");
        byte[] level = sound.clone();
        level[124] = 1;
        refused(level, "x.mat: is of version 257 at byte 124");
        refused(Arrays.copyOf(sound, 132), "x.mat: ends at byte 132, within the tag of an element");
        refused(Arrays.copyOf(sound, 128), "x.mat: has no array");
        refused(
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .bytes("X", false, new byte[4], 1 << 20, 1 << 20)
                        .file(),
                "promises the shape [1048576, 1048576] at byte 128");
        refused(
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .bytes("X", false, new byte[4], 5, 1)
                        .file(),
                "array 'X' of shape [5, 1] needs 5 bytes, but its values promise 4");
        refused(
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .bytes("X", false, new byte[4], -1, 4)
                        .file(),
                "promises the shape [-1, 4]");
        refused(
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .array("X", false, 1, 2, new byte[4], 2, 2)
                        .file(),
                "array 'X' is of class 1");
    }

    @ParameterizedTest
    @CsvSource({
        "i1, -128, 127",
        "u1, 0, 255",
        "i2, -32768, 32767",
        "u2, 0, 65535",
        "i4, -2147483648, 2147483647",
        "u4, 0, 4294967295",
        "f4, -1.5, 0.10000000149011612",
        "f8, -1.5, 0.1"
    })
    void everyTypeIsReadAsScipyWroteIt(String array, double first, double last) throws IOException {
        for (String file : List.of("plain.mat", "compressed.mat")) {
            MatArray read = golden(file, array).get(array);
            assertThat(read.shape()).as(file).containsExactly(2, 3);
            assertThat(read.count()).isEqualTo(6);
            // The file stores columns first: the matrix is [first, 2, 3] over [4, 5, last].
            assertThat(IntStream.range(0, 6).mapToDouble(read::value).toArray())
                    .containsExactly(first, 4, 2, 5, 3, last);
        }
    }

    @Test
    void arraysOfHigherRankAndSeveralAtOnceAreRead() throws IOException {
        for (String file : List.of("plain.mat", "compressed.mat")) {
            Map<String, MatArray> arrays = golden(file, "cube", "u1", "f8");
            assertThat(arrays).containsOnlyKeys("cube", "u1", "f8");
            assertThat(arrays.get("cube").shape()).containsExactly(2, 3, 4);
            // Element (i, j, k) is 12 i + 4 j + k, and the file stores i as the fastest index.
            assertThat(IntStream.range(0, 24)
                            .mapToDouble(arrays.get("cube")::value)
                            .toArray())
                    .startsWith(0, 12, 4, 16, 8, 20, 1)
                    .endsWith(23);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "i8, array 'i8' is of class 14",
        "c16, array 'c16' holds complex numbers",
        "text, array 'text' is of class 4",
        "none, has no array 'none'"
    })
    void whatIsNoArrayOfRealNumbersIsRefused(String array, String message) {
        for (String file : List.of("plain.mat", "compressed.mat")) {
            assertThatThrownBy(() -> golden(file, array))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void elementsOfOtherKindsArePassedOver() throws IOException {
        byte[] sound = sound(false);
        ByteBuffer file = ByteBuffer.allocate(sound.length + 24).order(ByteOrder.LITTLE_ENDIAN);
        file.put(sound, 0, 128).putInt(9).putInt(16).putLong(1).putLong(2).put(sound, 128, sound.length - 128);
        assertThat(read(file.array()).keySet()).containsExactlyInAnyOrder("X", "y");
        refused(Arrays.copyOf(file.array(), 151), "x.mat: ends at byte 151, within the element at byte 128");
    }

    private static Map<String, MatArray> golden(String file, String... arrays) throws IOException {
        try (InputStream in = MatReaderTest.class.getResourceAsStream(file)) {
            return MatReader.read(file, in, Set.of(arrays));
        }
    }

    @Test
    void checksumsOfCompressedArraysAreCompared() throws IOException {
        byte[] sound = new MatFixture(ByteOrder.LITTLE_ENDIAN)
                .bytes("X", true, new byte[40], 2, 20)
                .bytes("y", true, new byte[16], 16, 1)
                .file();
        // The last 4 bytes of a compressed element are the checksum of its data.
        byte[] other = sound.clone();
        other[other.length - 1] ^= 1;
        refused(other, "its data is cut off or damaged in the compressed element at byte");
        refused(other, "incorrect data check");
        byte[] first = sound.clone();
        first[128 + 8 + ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(132) - 1] ^= 1;
        refused(first, "in the compressed element at byte 128");
    }

    @Test
    void whatFollowsAnArrayInItsElementIsDamage() throws IOException {
        byte[] matrix = Arrays.copyOfRange(
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .bytes("X", false, new byte[40], 2, 20)
                        .file(),
                128,
                128 + 96);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(matrix);
            deflater.write(new byte[100_000]);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new MatFixture(ByteOrder.LITTLE_ENDIAN).file());
        file.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(15)
                .putInt(packed.size())
                .array());
        file.writeBytes(packed.toByteArray());
        refused(file.toByteArray(), "its data continues after byte " + matrix.length + ", where the array ends");
    }

    @Test
    void complexNumbersAreRefused() throws IOException {
        refused(
                new MatFixture(ByteOrder.LITTLE_ENDIAN)
                        .array("X", false, 0x800 | 6, 2, new byte[4], 2, 2)
                        .file(),
                "array 'X' holds complex numbers at byte 128, expected real ones");
    }

    @Test
    void everyTruncationAndEveryScribbleEndsInOneMessage() throws IOException {
        for (boolean compressed : new boolean[] {false, true}) {
            byte[] sound = sound(compressed);
            for (int length = 0; length < sound.length - 8; length++) {
                byte[] cut = Arrays.copyOf(sound, length);
                assertThatThrownBy(() -> read(cut)).as("cut to %s", length).isInstanceOf(DataException.class);
            }
            for (int at = 124; at < sound.length; at++) {
                byte[] scribbled = sound.clone();
                scribbled[at] ^= (byte) 0xa5;
                try {
                    read(scribbled);
                } catch (DataException e) {
                    assertThat(e.getMessage()).startsWith("x.mat: ").doesNotContain("\n");
                }
            }
        }
    }

    private static byte[] sound(boolean compressed) throws IOException {
        return new MatFixture(ByteOrder.LITTLE_ENDIAN)
                .bytes("X", compressed, new byte[40], 2, 20)
                .bytes("y", compressed, new byte[16], 16, 1)
                .file();
    }

    private static Map<String, MatArray> read(byte[] file) throws IOException {
        return MatReader.read("x.mat", new ByteArrayInputStream(file), Set.of("X", "y"));
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(DataException.class).hasMessageContaining(message);
    }
}
