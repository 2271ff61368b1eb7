package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Arrays that numpy saved are read as numpy reads them. The files come from
 * scripts/golden/arrays.py.
 */
final class NpyArrayTest {
    private static final Map<String, byte[]> SAVED = saved();
    private static final JsonNode EXPECTED = expected();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyTypeIsReadAsNumpyDoes(NpyArray.Type type) throws IOException {
        String kind = type.name().toLowerCase(Locale.ROOT);
        JsonNode golden = EXPECTED.path(kind);
        assertThat(golden.isMissingNode()).isFalse();
        for (String variant : new String[] {"little-", "big-", "columns-"}) {
            NpyArray array = read(SAVED.get(variant + kind), variant + kind);
            assertThat(array.type()).isEqualTo(type);
            assertThat(array.shape()).containsExactly(2, 3);
            float[] floats = array.floats();
            for (int i = 0; i < 6; i++) {
                double value = Double.parseDouble(golden.path("doubles").get(i).asText());
                assertThat(array.value(i)).as("%s%s[%s]", variant, kind, i).isEqualTo(value);
                assertThat(Float.floatToRawIntBits(floats[i]))
                        .as("%s%s[%s] rounded", variant, kind, i)
                        .isEqualTo((int) golden.path("floats").get(i).asLong());
            }
        }
    }

    @Test
    void everyHalfIsTheDoubleThatNumpyTakesItFor() {
        ByteBuffer halves = ByteBuffer.allocate(2 * 65536).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 65536; bits++) {
            halves.putShort((short) bits);
        }
        NpyArray array = read(npy("<f2", "65536,", halves.array()), "halves");
        MessageDigest digest = Sha256.digest();
        int unread = 0;
        for (int i = 0; i < 65536; i++) {
            if (Double.isNaN(array.value(i))) {
                unread++;
            } else {
                digest.update(ByteBuffer.allocate(8).putDouble(array.value(i)).array());
            }
        }
        assertThat(unread).as("not a number").isEqualTo(2 * 1023);
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo(EXPECTED.path("halves").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "complex64, complex numbers",
        "complex128, complex numbers",
        "longdouble, extended floats",
        "bytes, text",
        "text, text",
        "dates, dates or durations",
        "durations, dates or durations",
        "void, raw bytes",
        "objects, 'Python objects, which are never unpickled'",
        "records, structured values"
    })
    void whatHoldsNoNumbersIsRefusedByName(String name, String kind) {
        assertThatThrownBy(() -> read(SAVED.get("refused-" + name), "x.npy"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("x.npy: holds ")
                .hasMessageContaining(kind)
                .hasMessageMatching("[^\\n]*");
    }

    @Test
    void typesSayWhetherFloatsHoldThem() {
        assertThat(Arrays.stream(NpyArray.Type.values()).filter(NpyArray.Type::fitsFloat))
                .containsExactly(
                        NpyArray.Type.B1,
                        NpyArray.Type.U1,
                        NpyArray.Type.I1,
                        NpyArray.Type.U2,
                        NpyArray.Type.I2,
                        NpyArray.Type.F2,
                        NpyArray.Type.F4);
        assertThat(Arrays.stream(NpyArray.Type.values()).filter(type -> !type.isInteger()))
                .containsExactly(NpyArray.Type.F2, NpyArray.Type.F4, NpyArray.Type.F8);
    }

    @Test
    void differencesOfLargeIntegersAreExact() {
        NpyArray signed = read(SAVED.get("little-i8"), "i8");
        assertThat(signed.minus(0, -0x1p63)).isZero();
        assertThat(signed.minus(1, -0x1p62)).isEqualTo(-1);
        assertThat(signed.minus(2, 0x1p53)).isEqualTo(1);
        assertThat(signed.minus(3, 0x1p60)).isEqualTo(0x1p36 + 1);
        assertThat(signed.minus(4, -0.5)).isEqualTo(-0.5);
        assertThat(signed.minus(5, 0x1p63)).isEqualTo(-1);
        assertThat(signed.minus(5, -0x1p63)).isEqualTo(0x1p64);
        NpyArray unsigned = read(SAVED.get("little-u8"), "u8");
        assertThat(unsigned.minus(0, 7)).isEqualTo(-7);
        assertThat(unsigned.minus(1, 0x1p53)).isEqualTo(1);
        assertThat(unsigned.minus(3, 0x1p63)).isEqualTo(0x1p39 + 1);
        assertThat(unsigned.minus(5, 0x1p64)).isEqualTo(-1);
        assertThat(read(SAVED.get("little-f8"), "f8").minus(5, 1e8)).isEqualTo(1.5);
        assertThat(signed.isWhole()).isTrue();
        assertThat(read(SAVED.get("little-f2"), "f2").isWhole()).isFalse();
    }

    @Test
    void theTypeOfAFileIsTakenFromItsHeader() throws IOException {
        Path file = folder.resolve("a.npy");
        Files.write(file, Arrays.copyOf(SAVED.get("big-u8"), 130));
        assertThat(NpyArray.typeOf(file)).isEqualTo(NpyArray.Type.U8);
        assertThatThrownBy(() -> NpyArray.typeOf(folder.resolve("none.npy")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("does not exist");
    }

    static byte[] npy(String descr, String shape, byte[] data) {
        byte[] header = ("{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + "), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header)
                .put(data)
                .array();
    }

    private static NpyArray read(byte[] file, String name) {
        try {
            return NpyArray.read(new ByteArrayInputStream(file), name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> saved() {
        Map<String, byte[]> arrays = new HashMap<>();
        try (InputStream file = NpyArrayTest.class.getResourceAsStream("numpy.npz");
                ZipInputStream archive = new ZipInputStream(file)) {
            ZipEntry entry;
            while ((entry = archive.getNextEntry()) != null) {
                arrays.put(entry.getName().replace(".npy", ""), archive.readAllBytes());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return arrays;
    }

    private static JsonNode expected() {
        try (InputStream file = NpyArrayTest.class.getResourceAsStream("numpy.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
