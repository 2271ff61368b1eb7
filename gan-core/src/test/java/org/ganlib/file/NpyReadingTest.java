package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with the bytes that numpy.save writes are read correctly. */
final class NpyReadingTest {
    @ParameterizedTest
    @CsvSource({
        "|b1, 02, 1",
        "|b1, 00, 0",
        "|u1, ff, 255",
        "|i1, ff, -1",
        "<u2, feff, 65534",
        ">u2, fffe, 65534",
        "<i2, feff, -2",
        ">i2, fffe, -2",
        "<u4, feffffff, 4294967294",
        ">u4, fffffffe, 4294967294",
        "<i4, feffffff, -2",
        ">i4, fffffffe, -2",
        "<i8, feffffffffffffff, -2",
        ">i8, fffffffffffffffe, -2",
        "=i2, feff, -2",
        "<f4, 0000c03f, 1.5",
        ">f4, 3fc00000, 1.5",
        "<f8, 000000000000f83f, 1.5",
        ">f8, 3ff8000000000000, 1.5"
    })
    void valuesAreReadInEitherByteOrder(String descr, String bytes, double value) throws IOException {
        byte[] one = HexFormat.of().parseHex(bytes);
        byte[] two = Arrays.copyOf(new byte[one.length], 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        NpyArray array = read(1, "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (2,), }", two);
        assertThat(array.count()).isEqualTo(2);
        assertThat(array.value(0)).isZero();
        assertThat(array.value(1)).isEqualTo(value);
        assertThat(array.floats()).containsExactly(0, (float) value);
        assertThat(array.type().name()).isEqualToIgnoringCase(descr.substring(1));
        assertThat(array.type().isInteger()).isEqualTo(!descr.contains("f"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyVersionIsRead(int version) throws IOException {
        NpyArray array = read(version, "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }", 1, 2, 3, 4);
        assertThat(array.shape()).containsExactly(2, 2);
        assertThat(array.floats()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aLongHeaderHasItsLengthInSeveralBytes() throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }";
        for (int length : new int[] {255, 256, 1000, 65_535}) {
            assertThat(read(1, header + " ".repeat(length - header.length()), 7).value(0))
                    .isEqualTo(7);
            assertThat(read(2, header + " ".repeat(length - header.length()), 7).value(0))
                    .isEqualTo(7);
        }
        assertThat(read(2, header + " ".repeat(65_536 - header.length()), 7).value(0))
                .isEqualTo(7);
        assertThatThrownBy(() -> read(2, header + " ".repeat(65_537 - header.length()), 7))
                .hasMessage(
                        "test: promises a header of 65,537 bytes at byte 8; at most 65,536 are read. Save it again.");
    }

    @Test
    void columnsFirstBecomesRowsFirst() throws IOException {
        NpyArray matrix = read(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", 0, 10, 1, 11, 2, 12);
        assertThat(matrix.floats()).containsExactly(0, 1, 2, 10, 11, 12);
        byte[] values = new byte[24];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    values[i + 2 * j + 6 * k] = (byte) (100 * i + 10 * j + k);
                }
            }
        }
        NpyArray cube = read(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }", values);
        assertThat(cube.floats()).startsWith(0, 1, 2, 3, 10, 11, 12, 13, 20).endsWith(120, 121, 122, 123);
        assertThat(read(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (3,), }", 1, 2, 3)
                        .floats())
                .containsExactly(1, 2, 3);
    }

    @Test
    void aSingleNumberHasNoShape() throws IOException {
        NpyArray number = read(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (), }", 9);
        assertThat(number.shape()).isEmpty();
        assertThat(number.count()).isEqualTo(1);
    }

    @Test
    void theShapeIsACopy() throws IOException {
        NpyArray array = read(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 1L), }", 1, 2);
        array.shape()[0] = 7;
        assertThat(array.shape()).containsExactly(2, 1);
    }

    @Test
    void anEndWithinTheHeaderIsToldByItsByte() throws IOException {
        byte[] whole = bytes(2, "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", 7);
        assertCut(whole, 5, "test: does not start with the bytes 93 4e 55 4d 50 59 of an .npy array at byte 0.");
        assertCut(whole, 8, "test: ends at byte 8, within its header. Save it again.");
        assertCut(whole, 11, "test: ends at byte 11, within its header. Save it again.");
        int header = whole.length - 1;
        assertCut(whole, 20, "test: ends at byte 20, within its header of " + header + " bytes. Save it again.");
        assertCut(whole, header, "test: ends at byte " + header + ", but its header promises |u1 values");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 0, 0}))
                .hasMessage("test: is of .npy version 0 at byte 6, expected 1 to 3.");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0}))
                .hasMessage("test: is of .npy version 4 at byte 6, expected 1 to 3.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{'descr': '|u1', 'fortran_order': False}",
                "{'descr': True, 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '|u1', 'fortran_order': 'no', 'shape': (1,), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': 'x', }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), } more",
                "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,), }"
            })
    void whatIsNoDictionaryOfTheThreeIsRefused(String header) {
        assertThatThrownBy(() -> read(1, header, 7))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "test: its header at byte 10 is not {'descr': …, 'fortran_order': …, 'shape': …}: ")
                .hasMessageContaining(header);
    }

    @Test
    void aLongHeaderIsNotRepeatedWhole() {
        assertThatThrownBy(() -> read(1, "x".repeat(100), 7)).hasMessageContaining(": " + "x".repeat(100) + ". Save");
        assertThatThrownBy(() -> read(1, "x".repeat(101), 7)).hasMessageContaining(": " + "x".repeat(100) + "…. Save");
    }

    @Test
    void absurdShapesAreRefusedBeforeMemoryIsAsked() throws IOException {
        String limit = "; at most 2,147,483,639 bytes can be held. Save it again or split it.";
        assertThatThrownBy(() -> shaped("|u1", "(2147483640,)"))
                .hasMessage("test: its header promises the shape [2147483640]" + limit);
        assertThatThrownBy(() -> shaped("|u1", "(65536, 65536)")).hasMessageContaining("[65536, 65536]" + limit);
        assertThatThrownBy(() -> shaped("<f8", "(268435454,)")).hasMessageNotContaining("promises the shape");
        assertThatThrownBy(() -> shaped("<f8", "(268435455,)")).hasMessageContaining("[268435455]" + limit);
        assertThatThrownBy(() -> shaped("|u1", "(99999999999999999999,)"))
                .hasMessageContaining("(99999999999999999999,)" + limit);
        assertThat(shaped("|u1", "(0, 99999999999)").count()).isZero();
        assertThatThrownBy(() -> shaped("|u1", "(" + "0,".repeat(33) + ")")).hasMessageContaining(limit);
        assertThat(shaped("|u1", "(" + "0,".repeat(32) + ")").shape()).hasSize(32);
        assertThatThrownBy(() -> shaped("|u1", "(" + "1".repeat(200) + ",)"))
                .hasMessageContaining("(" + "1".repeat(99) + "…" + limit);
    }

    @Test
    void whatDoesNotFitTheHeapIsRefusedBeforeItIsRead() {
        long held = Runtime.getRuntime().maxMemory() / 2;
        if (held < Integer.MAX_VALUE - 8) {
            assertThatThrownBy(() -> shaped("|u1", "(" + (held + 1) + ",)"))
                    .hasMessageContaining("but only")
                    .hasMessageContaining("can be held");
            assertThatThrownBy(() -> shaped("|u1", "(" + held + ",)")).hasMessageNotContaining("can be held");
        }
    }

    private static NpyArray shaped(String descr, String shape) throws IOException {
        return read(1, "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }");
    }

    private static void assertCut(byte[] whole, int length, String message) {
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, length)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(message);
    }

    private static NpyArray read(int version, String header, int... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return read(version, header, bytes);
    }

    private static NpyArray read(int version, String header, byte[] values) throws IOException {
        return read(concatenated(version, header, values));
    }

    private static NpyArray read(byte[] content) throws IOException {
        return NpyArray.read(new ByteArrayInputStream(content), "test");
    }

    private static byte[] bytes(int version, String header, int value) throws IOException {
        return concatenated(version, header, new byte[] {(byte) value});
    }

    private static byte[] concatenated(int version, String header, byte[] values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer length = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        if (version == 1) {
            length.putShort((short) text.length);
        } else {
            length.putInt(text.length);
        }
        out.write(length.array());
        out.write(text);
        out.write(values);
        return out.toByteArray();
    }
}
