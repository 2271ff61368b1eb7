package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All uncompressed rows must be there, each of a multiple of four bytes, to the last byte. */
final class BmpFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bilevel",
                "grey8",
                "palette4",
                "palette8",
                "rgb15",
                "rgb16-fields",
                "rgb24-top-down",
                "rgb24",
                "rgb32"
            })
    void theLastByteOfTheLastRowIsNeeded(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ImageFileGoldenTest.folder().resolve(name + ".bmp"));
        requireEnd(whole, whole.length);
    }

    /** Rows of 3 pixels of 24 bits take 12 bytes, and of 5 pixels of 1 bit take 4. */
    @ParameterizedTest
    @CsvSource({"3, 2, 24, 24", "3, -2, 24, 24", "5, 3, 1, 12", "4, 1, 8, 4", "5, 1, 8, 8", "0, 9, 8, 0"})
    void rowsAreRoundedUpToFourBytes(int width, int height, int bits, int length) {
        requireEnd(usual(width, height, bits, 0, 54 + length), 54 + length);
        requireEnd(usual(width, height, bits, 3, 54 + length), 54 + length);
        if (height > 0) {
            requireEnd(old(width, height, bits, 26 + length), 26 + length);
        }
    }

    /** The length of compressed rows is not known from the header. */
    @Test
    void compressedRowsAreLeftToTheDecoder() {
        for (int compression : new int[] {1, 2, 4}) {
            assertThatCode(() -> BmpFile.check(usual(1000, 1000, 8, compression, 54)))
                    .doesNotThrowAnyException();
        }
    }

    /** The old header has sizes without a sign: 40,000 pixels of 8 bits need 40,000 bytes. */
    @Test
    void sizesOfTheOldHeaderHaveNoSign() {
        requireEnd(old(40_000, 1, 8, 26 + 40_000), 26 + 40_000);
        requireEnd(old(1, 40_000, 8, 26 + 160_000), 26 + 160_000);
    }

    private static void requireEnd(byte[] file, int end) {
        assertThatCode(() -> BmpFile.check(Arrays.copyOf(file, end))).doesNotThrowAnyException();
        for (int length : new int[] {0, 25, 26, 53, end - 1}) {
            if (length < end && (length < 26 || length == end - 1 || file[14] == 40)) {
                assertThatThrownBy(() -> BmpFile.check(Arrays.copyOf(file, length)))
                        .isInstanceOf(UnreadableImageException.class)
                        .hasMessageStartingWith("it is cut off at byte " + length);
            }
        }
    }

    private static byte[] usual(int width, int height, int bits, int compression, int length) {
        return header(length, 54, 40)
                .putInt(18, width)
                .putInt(22, height)
                .putShort(28, (short) bits)
                .putInt(30, compression)
                .array();
    }

    private static byte[] old(int width, int height, int bits, int length) {
        return header(length, 26, 12)
                .putShort(18, (short) width)
                .putShort(20, (short) height)
                .putShort(24, (short) bits)
                .array();
    }

    private static ByteBuffer header(int length, int dataAt, int size) {
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) 'B')
                .put(1, (byte) 'M')
                .putInt(10, dataAt)
                .putInt(14, size);
    }
}
