package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapped array has the values that the array has when it is read whole. */
final class MappedArrayTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"|b1", "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<f2", ">f2", "<f4", ">f4"})
    void rowsHaveTheBitsOfTheArrayReadWhole(String descr) throws IOException {
        byte[] data = new byte[5 * 6 * (descr.charAt(2) - '0')];
        new Random(1).nextBytes(data);
        Path file = write(descr, "5, 2, 3", data);
        float[] whole = NpyArray.read(file).floats();
        MappedArray mapped = MappedArray.open(file, 30).orElseThrow();
        assertThat(mapped.shape()).containsExactly(5, 2, 3);
        assertThat(mapped.rows()).isEqualTo(5);
        assertThat(mapped.rowLength()).isEqualTo(6);
        float[] row = new float[8];
        for (int i = 4; i >= 0; i--) {
            mapped.read(i, row, 1);
            for (int j = 0; j < 6; j++) {
                assertThat(Float.floatToRawIntBits(row[1 + j]))
                        .as("%s, row %d, value %d", descr, i, j)
                        .isEqualTo(Float.floatToRawIntBits(whole[i * 6 + j]));
            }
        }
    }

    @Test
    void arraysThatAreReadWholeAreNotMapped() throws IOException {
        assertThat(MappedArray.open(write("|u1", "2, 3", new byte[6]), 7)).isEmpty();
        assertThat(MappedArray.open(write("|u1", "2, 3", new byte[6]), 6)).isPresent();
        assertThat(MappedArray.open(write("<f8", "2, 3", new byte[48]), 1)).isEmpty();
        assertThat(MappedArray.open(write("<i8", "2, 3", new byte[48]), 1)).isEmpty();
        assertThat(MappedArray.open(write("|u1", "0, 3", new byte[0]), 0)).isEmpty();
        Path columns = folder.resolve("columns.npy");
        Files.write(columns, file("|u1", "True", "2, 3", new byte[6]));
        assertThat(MappedArray.open(columns, 1)).isEmpty();
    }

    /**
     * Rows that lie across the ends of the pieces, which are 1 GiB apart, are read as others are.
     */
    @ParameterizedTest
    @ValueSource(strings = {"|u1", "<f4", ">f4"})
    void aFileMayHaveMoreThanTwoGibibytes(String descr) throws IOException {
        int bytes = descr.charAt(2) - '0';
        int length = 1999;
        int rows = (int) (3_100_000_000L / length / bytes);
        Path path = folder.resolve("large.npy");
        byte[] start = file(descr, "False", rows + ", " + length, new byte[0]);
        List<Long> marked = List.of(0L, (1L << 30) / length / bytes, (1L << 31) / length / bytes, rows - 1L);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(start);
            file.setLength(start.length + (long) rows * length * bytes);
            for (long row : marked) {
                file.seek(start.length + row * length * bytes);
                file.write(numbers(descr, length, row % 97));
            }
        }
        MappedArray mapped = MappedArray.open(path, 1).orElseThrow();
        float[] found = new float[length];
        for (long row : marked) {
            mapped.read((int) row, found, 0);
            for (int i = 0; i < length; i++) {
                assertThat(found[i]).as("row %d, value %d", row, i).isEqualTo((float) ((row % 97 + i) % 251));
            }
        }
        mapped.read(rows / 2, found, 0);
        assertThat(found).containsOnly(0);
        assertThat(sample(mapped)).isEqualTo(sample(MappedArray.open(path, 1).orElseThrow()));
    }

    @Test
    void anArrayOfAnotherLengthIsRefusedInTheWordsOfTheOneReadWhole() throws IOException {
        byte[] sound = file("<f4", "False", "3, 2", new byte[24]);
        Path file = folder.resolve("a.npy");
        for (int length : new int[] {0, 5, 9, 20, sound.length - 1, sound.length + 1}) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertThatThrownBy(() -> MappedArray.open(file, 1))
                    .as("%d bytes", length)
                    .isInstanceOf(DataException.class)
                    .hasMessage(message(file));
        }
        assertThatThrownBy(() -> MappedArray.open(folder.resolve("none.npy"), 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.npy: does not exist");
        assertThatThrownBy(() -> MappedArray.open(folder, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is no regular file, but a folder");
    }

    @Test
    void largeArraysThatCannotBeMappedSayWhatToDo() throws IOException {
        for (String[] descrAndOrder : new String[][] {{"<f8", "False"}, {"<f4", "True"}}) {
            Path path = folder.resolve("whole.npy");
            byte[] start = file(descrAndOrder[0], descrAndOrder[1], "1000000, 1000", new byte[0]);
            Files.write(path, start);
            assertThat(MappedArray.open(path, 1)).isEmpty();
            assertThatThrownBy(() -> NpyArray.read(path))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("whole.npy: its header promises the shape [1000000, 1000]; at most")
                    .hasMessageEndingWith(
                            descrAndOrder[1].equals("True")
                                    ? "save numpy.ascontiguousarray(array)."
                                    : "save array.astype('float32').");
        }
    }

    @Test
    void aChangeOfTheFileIsNoticedWhileItIsInUse() throws IOException {
        Path file = write("<f4", "3, 2", new byte[24]);
        MappedArray mapped = MappedArray.open(file, 1).orElseThrow();
        float[] row = new float[2];
        for (int i = 0; i < 10_000; i++) {
            mapped.read(i % 3, row, 0);
        }
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 4096; i++) {
                        mapped.read(i % 3, row, 0);
                    }
                })
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.npy: was changed while it was in use");
        Files.delete(file);
        assertThatThrownBy(mapped::requireUnchanged)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.npy: cannot be read any more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"|u1", "<f4", ">f4"})
    void aFileThatIsCutOffWhileItIsInUseIsNamed(String descr) throws IOException {
        int bytes = descr.charAt(2) - '0';
        Path file = write(descr, "30, 20000", new byte[30 * 20_000 * bytes]);
        MappedArray mapped = MappedArray.open(file, 1).orElseThrow();
        float[] row = new float[20_000];
        for (int i = 0; i < 3000; i++) {
            mapped.read(i % 30, row, 0);
        }
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(100);
        }
        assertThatThrownBy(() -> mapped.read(20, row, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.npy: was changed while it was in use: its file had ")
                .hasMessageContaining("has 100 now");
    }

    @Test
    void theSampleChangesWithTypeShapeAndBytes() throws IOException {
        byte[] data = new byte[48];
        byte[] sample = sample(write("|u1", "4, 12", data));
        assertThat(sample(write("|u1", "4, 12", data))).isEqualTo(sample);
        assertThat(sample(write("|u1", "12, 4", data))).isNotEqualTo(sample);
        assertThat(sample(write("|i1", "4, 12", data))).isNotEqualTo(sample);
        for (int i = 0; i < data.length; i++) {
            byte[] changed = data.clone();
            changed[i] = 1;
            assertThat(sample(write("|u1", "4, 12", changed))).as("byte %d", i).isNotEqualTo(sample);
        }
        Path part = folder.resolve("part.bin");
        byte[] array = file("|u1", "False", "4, 12", data);
        ByteArrayOutputStream around = new ByteArrayOutputStream();
        around.write(new byte[13]);
        around.write(array);
        around.write(new byte[7]);
        Files.write(part, around.toByteArray());
        Optional<MappedArray> mapped = MappedArray.open(part, "part", 13, array.length, 1);
        assertThat(sample(mapped.orElseThrow())).isEqualTo(sample);
    }

    private static byte[] numbers(String descr, int count, long first) {
        ByteBuffer numbers = ByteBuffer.allocate(count * (descr.charAt(2) - '0'))
                .order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            long number = (first + i) % 251;
            if (descr.endsWith("u1")) {
                numbers.put((byte) number);
            } else {
                numbers.putFloat((float) number);
            }
        }
        return numbers.array();
    }

    private static String message(Path file) {
        try {
            NpyArray.read(file);
        } catch (DataException e) {
            return e.getMessage();
        }
        throw new AssertionError("it is read whole");
    }

    private static byte[] sample(Path file) {
        return sample(MappedArray.open(file, 1).orElseThrow());
    }

    private static byte[] sample(MappedArray array) {
        MessageDigest digest = Sha256.digest();
        array.sample(digest);
        return digest.digest();
    }

    private Path write(String descr, String shape, byte[] data) throws IOException {
        return Files.write(folder.resolve("a.npy"), file(descr, "False", shape, data));
    }

    private static byte[] file(String descr, String fortran, String shape, byte[] data) {
        byte[] text = ("{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': (" + shape + "), }\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .put(data)
                .array();
    }
}
