package org.ganlib.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;

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
