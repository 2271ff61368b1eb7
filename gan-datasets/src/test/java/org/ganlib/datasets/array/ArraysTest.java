package org.ganlib.datasets.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ganlib.datasets.array.NpyFixture.f4;
import static org.ganlib.datasets.array.NpyFixture.header;
import static org.ganlib.datasets.array.NpyFixture.i8;
import static org.ganlib.datasets.array.NpyFixture.npy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.NpyArray;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArraysTest {
    private static final String OLDER = "sha256:be10a19431c9f35f23dcf5ab2647042ce14b7299254df6ef91650c1a38201081";

    @TempDir
    private Path directory;

    @Test
    void everyTypeIsReadInEitherByteOrder() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            String sign = order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
            ByteBuffer i4 = ByteBuffer.allocate(8).order(order).putInt(-7).putInt(1 << 30);
            ByteBuffer i8 = ByteBuffer.allocate(16).order(order).putLong(-7).putLong(1L << 40);
            ByteBuffer f4 = ByteBuffer.allocate(8).order(order).putFloat(-7.5f).putFloat(0.25f);
            ByteBuffer f8 = ByteBuffer.allocate(16).order(order).putDouble(-7.5).putDouble(1e300);
            ByteBuffer two =
                    ByteBuffer.allocate(4).order(order).putShort((short) -7).putShort((short) 300);
            assertThat(values(npy(sign + "i2", "2,", two.array()))).containsExactly(-7, 300);
            assertThat(values(npy(sign + "u2", "2,", two.array()))).containsExactly(65_529, 300);
            assertThat(values(npy(sign + "u4", "2,", i4.array()))).containsExactly(4_294_967_289.0, 1 << 30);
            assertThat(values(npy(sign + "i4", "2,", i4.array()))).containsExactly(-7, 1 << 30);
            assertThat(values(npy(sign + "i8", "2,", i8.array()))).containsExactly(-7, 1L << 40);
            assertThat(values(npy(sign + "f4", "2,", f4.array()))).containsExactly(-7.5, 0.25);
            assertThat(values(npy(sign + "f8", "2,", f8.array()))).containsExactly(-7.5, 1e300);
        }
        assertThat(values(npy("|u1", "3,", new byte[] {0, 127, (byte) 255}))).containsExactly(0, 127, 255);
        assertThat(values(npy("|i1", "3,", new byte[] {0, 127, (byte) 255}))).containsExactly(0, 127, -1);
        assertThat(values(npy("|b1", "3,", new byte[] {0, 1, 1}))).containsExactly(0, 1, 1);
        assertThat(values(npy("|u1", "2L, 1L", new byte[] {3, 4}))).containsExactly(3, 4);
        assertThat(values(npy(2, header("|u1", "False", ""), new byte[] {9}))).containsExactly(9);
        assertThat(values(npy(3, header("|u1", "False", "0, 3"), new byte[0]))).isEmpty();
    }

    @Test
    void columnsFirstGivesTheSameArray() throws IOException {
        // Element (i, j, k) of 2×3×2 is 100 i + 10 j + k; with columns first, i runs fastest.
        byte[] rows = new byte[12];
        byte[] columns = new byte[12];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 2; k++) {
                    rows[(i * 3 + j) * 2 + k] = (byte) (100 * i + 10 * j + k);
                    columns[i + 2 * (j + 3 * k)] = (byte) (100 * i + 10 * j + k);
                }
            }
        }
        assertThat(values(npy(1, header("|u1", "True", "2, 3, 2"), columns)))
                .isEqualTo(values(npy(1, header("|u1", "False", "2, 3, 2"), rows)));
    }

    @Test
    void keysOfTheHeaderComeInAnyOrder() throws IOException {
        assertThat(values(npy(1, "{'shape':(2,),'fortran_order':False,'descr':'|u1'}   \n", new byte[] {1, 2})))
                .containsExactly(1, 2);
    }

    @Test
    void damagedArraysAreRefusedWithNameAndOffset() {
        byte[] sound = npy("<f4", "2,", f4(1, 2));
        refused(new byte[0], "x: does not start with the bytes 93 4e 55 4d 50 59 of an .npy array at byte 0");
        refused(Arrays.copyOf(sound, 9), "x: ends at byte 9, within its header");
        refused(Arrays.copyOf(sound, 20), "x: ends at byte 20, within its header");
        refused(Arrays.copyOf(sound, sound.length - 1), "x: ends at byte " + (sound.length - 1) + ", but its header");
        refused(Arrays.copyOf(sound, sound.length + 1), "x: continues after byte " + (sound.length - 1));
        refused(npy(4, "", new byte[0]), "x: is of .npy version 4 at byte 6");
        refused(
                npy("<c16", "2,", new byte[32]),
                "x: holds values of type '<c16' (complex numbers), expected b1, u1, i1, u2, i2, u4, i4, u8, i8, f2, f4, f8");
        refused(npy("|O", "2,", new byte[32]), "x: holds values of type '|O'");
        refused(npy("<f4", "99999999999, 99999999999", new byte[0]), "promises the shape [99999999999, 99999999999]");
        refused(npy("<f4", "999999999999999999999", new byte[0]), "promises the shape (999999999999999999999)");
        refused(npy("<f4", "1, ".repeat(40), new byte[4]), "promises the shape");
        refused(npy(1, "{'descr': '<f4', 'fortran_order': False}", f4(1)), "its header at byte 10 is not");
        refused(npy(1, header("<f4", "Maybe", "1,"), f4(1)), "its header at byte 10 is not");
        refused(npy(1, header("<f4", "False", "-1,"), f4(1)), "its header at byte 10 is not");
        refused(npy(1, header("<f4", "False", "1,") + "import os", f4(1)), "its header at byte 10 is not");
        byte[] longHeader = npy(2, header("<f4", "False", "1,"), f4(1));
        longHeader[11] = 0x7f;
        refused(longHeader, "x: promises a header of");
    }

    @Test
    void aHeaderAloneTakesNoMemory() {
        long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        refused(npy("|u1", "500000000", new byte[10]), "but its header promises");
        assertThat(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() - before)
                .isLessThan(200_000_000);
    }

    @Test
    void npyBytesAreScaledAndSplit() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("|u1", "10, 1, 2", bytes(20)));
        Npy npy = new Npy(
                "a.npy",
                Optional.empty(),
                LabelRule.PRESENT,
                ArrayRange.UNIT,
                Optional.empty(),
                0.2,
                Augmentation.NONE,
                HoldOut.Rule.EVERY_NTH,
                0,
                ArrayLayout.AUTO,
                StoredRange.AUTO);
        try (Dataset training = open(npy, Split.TRAINING);
                Dataset heldOut = open(npy, Split.HELD_OUT)) {
            assertThat(training.info().shape()).isEqualTo(TensorShape.of(1, 1, 2));
            assertThat(training.info().range()).isEqualTo(ValueRange.UNIT);
            assertThat(training.info().examples()).hasValue(8);
            assertThat(heldOut.read(0, 2).values()).containsExactly(8 / 255f, 9 / 255f, 18 / 255f, 19 / 255f);
            assertThat(heldOut.read(0, 2).labels()).containsExactly(-1, -1);
        }
    }

    @Test
    void channelsLastAreMovedFirst() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("|u1", "2, 1, 2, 3", bytes(12)));
        Npy npy = new Npy("a.npy", Optional.empty(), ArrayRange.UNBOUNDED, true, 0, Augmentation.NONE);
        try (Dataset data = open(npy, Split.TRAINING)) {
            assertThat(data.info().shape()).isEqualTo(TensorShape.of(3, 1, 2));
            assertThat(data.read(0, 1).values()).containsExactly(0, 3, 1, 4, 2, 5);
        }
    }

    @Test
    void labelsBelongToTheirExamples() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f4", "3, 1", f4(0.5f, -1, 2)));
        Files.write(directory.resolve("l.npy"), npy("<i8", "3,", i8(2, 0, 1)));
        Npy npy = new Npy("a.npy", Optional.of("l.npy"), ArrayRange.AUTO, false, 0.34, Augmentation.NONE);
        try (Dataset data = open(npy, Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("0", "1", "2");
            assertThat(data.read(0, 2).labels()).containsExactly(2, 0);
        }
        Files.write(directory.resolve("l.npy"), npy("<i8", "2,", i8(2, 0)));
        refused(npy, "has 2 labels, but " + directory.resolve("a.npy") + " has 3 examples");
        Files.write(directory.resolve("l.npy"), npy("<i8", "3,", i8(2, -1, 0)));
        refused(npy, "label 1 is -1.0, expected a whole number from 0");
        Files.write(directory.resolve("l.npy"), npy("<f4", "3,", f4(2, 0.5f, 0)));
        refused(npy, "label 1 is 0.5, expected a whole number from 0");
    }

    /** A class that never occurs would get a row in the networks' tables that is never trained. */
    @Test
    void labelsThatDoNotOccurAreNoClasses() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f4", "4, 1", f4(0.5f, -1, 2, 3)));
        Path labels = directory.resolve("l.npy");
        Files.write(labels, npy("<i8", "4,", i8(7, 1, 4, 1)));
        try (Dataset data = open(labelled(LabelRule.PRESENT), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("1", "4", "7");
            assertThat(data.read(0, 4).labels()).containsExactly(2, 0, 1, 0);
            assertThat(data.classCounts()).containsExactly(2, 1, 1);
            assertThat(data.remarks())
                    .containsExactly(labels + ": 3 labels occur, from 1 to 7; these are the classes, called by their"
                            + " labels; no example has the label 2, 3, 5, 6");
        }
        Files.write(labels, npy("<i8", "4,", i8(2, 1, 3, 1)));
        try (Dataset data = open(labelled(LabelRule.PRESENT), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("1", "2", "3");
            assertThat(data.remarks())
                    .containsExactly(
                            labels + ": 3 labels occur, from 1 to 3; these are the classes, called by their labels");
        }
        Files.write(labels, npy("<i8", "4,", i8(2, 1, 0, 1)));
        try (Dataset data = open(labelled(LabelRule.PRESENT), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("0", "1", "2");
            assertThat(data.remarks()).isEmpty();
        }
    }

    /** Runs of earlier versions numbered the classes in this way. */
    @Test
    void olderRunsCountLabelsFromZero() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1", f4(0.5f, -1)));
        Files.write(directory.resolve("l.npy"), npy("<i8", "2,", i8(3, 1)));
        try (Dataset data = open(labelled(LabelRule.FROM_ZERO), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("0", "1", "2", "3");
            assertThat(data.read(0, 2).labels()).containsExactly(3, 1);
            assertThat(data.classCounts()).containsExactly(0, 1, 0, 1);
        }
    }

    private static Npy labelled(LabelRule rule) {
        return new Npy(
                "a.npy",
                Optional.of("l.npy"),
                rule,
                ArrayRange.AUTO,
                Optional.empty(),
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0,
                ArrayLayout.AUTO,
                StoredRange.AUTO);
    }

    /**
     * The older fingerprint is from numpy: {@code hashlib.sha256(np.array([[0.5], [-1]],
     * "<f4").tobytes() + np.array([1, 0], "<i4").tobytes())}.
     */
    @Test
    void fingerprintsCoverBothPartsAndKnowTheirOlderForm() throws IOException {
        Path file = directory.resolve("a.npy");
        Files.write(file, npy("<f4", "3, 1", f4(0.5f, -1, 2)));
        Files.write(directory.resolve("l.npy"), npy("<i8", "3,", i8(1, 0, 1)));
        Npy npy = new Npy("a.npy", Optional.of("l.npy"), ArrayRange.AUTO, false, 0.34, Augmentation.NONE);
        String training;
        try (Dataset data = open(npy, Split.TRAINING);
                Dataset heldOut = open(npy, Split.HELD_OUT)) {
            training = data.info().fingerprint();
            assertThat(training).matches("sha256 of examples, labels and part:[0-9a-f]{64}");
            assertThat(heldOut.info().fingerprint()).isNotEqualTo(training);
            assertThat(data.hasFingerprint(training)).isTrue();
            assertThat(data.hasFingerprint(heldOut.info().fingerprint())).isFalse();
            assertThat(data.hasFingerprint(OLDER)).isTrue();
            assertThat(heldOut.hasFingerprint(OLDER)).isFalse();
        }
        Files.write(file, npy("<f4", "3, 1", f4(0.5f, -1, 3)));
        try (Dataset data = open(npy, Split.TRAINING)) {
            assertThat(data.info().fingerprint())
                    .as("the third example is held out")
                    .isNotEqualTo(training);
            assertThat(data.hasFingerprint(OLDER)).isTrue();
        }
    }

    @Test
    void valuesOutsideTheStatedRangeAreNamed() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 2", f4(0, 1, 0.5f, 1.5f)));
        refused(
                new Npy("a.npy", Optional.empty(), ArrayRange.UNIT, false, 0, Augmentation.NONE),
                "value 1 of example 1 is 1.5, expected a number in [0.0, 1.0]");
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 2", f4(0, Float.NaN, 0.5f, 1.5f)));
        refused(new Npy("a.npy", Optional.empty(), ArrayRange.AUTO, false, 0, Augmentation.NONE), "is NaN");
    }

    @Test
    void shapesThatAreNoExamplesAreRefused() throws IOException {
        Npy npy = new Npy("a.npy", Optional.empty(), ArrayRange.AUTO, false, 0, Augmentation.NONE);
        for (String shape : List.of("4,", "1, 1, 1, 1, 4", "0, 4", "4, 0")) {
            Files.write(directory.resolve("a.npy"), npy("|u1", shape, new byte[shape.contains("0") ? 0 : 4]));
            refused(npy, "expected [N, features], [N, height, width] or [N, channels, height, width]");
        }
        Files.delete(directory.resolve("a.npy"));
        refused(npy, "a.npy: there is no such file here");
    }

    @Test
    void holdingOutNothingLeavesNothingToMeasureBy() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("|u1", "4, 1", new byte[4]));
        Npy npy = new Npy("a.npy", Optional.empty(), ArrayRange.AUTO, false, 0, Augmentation.NONE);
        assertThatThrownBy(() -> npy.open(location(), Split.HELD_OUT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of its 4 examples is held out, because hold-out is 0");
    }

    @Test
    void npzArraysAreFoundByName() throws IOException {
        writeZip(
                "a.npz",
                "images.npy",
                npy("|u1", "4, 2, 2", bytes(16)),
                "labels.npy",
                npy("<i8", "4,", i8(1, 0, 1, 0)));
        Npz npz = new Npz("a.npz", "images", "labels", ArrayRange.SIGNED, false, 0, Augmentation.NONE);
        try (Dataset data = open(npz, Split.TRAINING)) {
            assertThat(data.info().shape()).isEqualTo(TensorShape.of(1, 2, 2));
            assertThat(data.read(0, 4).labels()).containsExactly(1, 0, 1, 0);
        }
        refused(
                new Npz("a.npz", "digits", "labels", ArrayRange.SIGNED, false, 0, Augmentation.NONE),
                "has no array 'digits'. It has images, labels");
    }

    @Test
    void damagedArchivesAreRefused() throws IOException {
        Npz npz = new Npz("a.npz", "images", "labels", ArrayRange.AUTO, false, 0, Augmentation.NONE);
        Files.write(directory.resolve("a.npz"), new byte[] {1, 2, 3});
        refused(npz, "is no .npz archive");
        writeZip("a.npz", "images.npy", npy("|u1", "4000, 2, 2", bytes(16000)));
        byte[] sound = Files.readAllBytes(directory.resolve("a.npz"));
        Files.write(directory.resolve("a.npz"), Arrays.copyOf(sound, sound.length - 30));
        refused(npz, "is no .npz archive");
        byte[] scribbled = sound.clone();
        Arrays.fill(scribbled, 60, 80, (byte) 0xff);
        Files.write(directory.resolve("a.npz"), scribbled);
        refused(npz, "a.npz");
    }

    @Test
    void aZipBombExpandsToNoMoreThanItsHeaderPromises() throws IOException {
        // 300 MB of zeros in 300 kB, behind a header of one value.
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("a.npz")))) {
            zip.putNextEntry(new ZipEntry("images.npy"));
            zip.write(npy("|u1", "1, 1", new byte[1]));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        refused(
                new Npz("a.npz", "images", "labels", ArrayRange.AUTO, false, 0, Augmentation.NONE),
                "a.npz:images: continues after byte");
    }

    @Test
    void anArchivesChecksumsAreCompared() throws IOException {
        Npz npz = new Npz("a.npz", "images", "labels", ArrayRange.AUTO, false, 0, Augmentation.NONE);
        writeZip(
                "a.npz",
                "labels.npy",
                npy("<i8", "4,", i8(1, 0, 1, 0)),
                "images.npy",
                npy("|u1", "4, 2, 2", bytes(16)));
        byte[] sound = Files.readAllBytes(directory.resolve("a.npz"));
        open(npz, Split.TRAINING).close();
        for (String entry : List.of("labels.npy", "images.npy")) {
            // The archive's directory stores each entry's checksum 30 bytes before its name.
            byte[] damaged = sound.clone();
            int at = new String(sound, StandardCharsets.ISO_8859_1).lastIndexOf(entry);
            damaged[at - 30] ^= 1;
            Files.write(directory.resolve("a.npz"), damaged);
            String array = entry.replace(".npy", "");
            refused(npz, "a.npz:" + array + ": has the CRC-32 ");
            refused(npz, "It is damaged: save or copy it again.");
        }
    }

    @Test
    void pixelsChangedInAnUncompressedArchiveAreNoticed() throws IOException {
        // numpy.savez stores arrays uncompressed, so changed pixels look as sound as the original
        // ones.
        byte[] array = npy("|u1", "4, 2, 2", bytes(16));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            ZipEntry entry = new ZipEntry("images.npy");
            CRC32 checksum = new CRC32();
            checksum.update(array);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(array.length);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(array);
        }
        byte[] changed = file.toByteArray();
        int pixels = new String(changed, StandardCharsets.ISO_8859_1).indexOf("}\n") + 2;
        Arrays.fill(changed, pixels, pixels + 16, (byte) 7);
        Files.write(directory.resolve("a.npz"), changed);
        CRC32 found = new CRC32();
        found.update(array, 0, array.length - 16);
        found.update(new byte[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7});
        refused(
                new Npz("a.npz", "images", "labels", ArrayRange.AUTO, false, 0, Augmentation.NONE),
                "a.npz:images: has the CRC-32 " + String.format("%08x", found.getValue())
                        + ", but its archive promises");
    }

    @Test
    void aByteOrderMarkCostsNeitherHeaderNorRow() throws IOException {
        Path file = directory.resolve("a.csv");
        Files.writeString(file, "\ufeff1,2\n3,4\n");
        try (Dataset data = open(new Csv("a.csv", Optional.empty(), ",", 0), Split.TRAINING)) {
            assertThat(data.read(0, 2).values()).containsExactly(1, 2, 3, 4);
        }
        Files.writeString(file, "\ufeffkind,x\ncat,1\ndog,2\n");
        try (Dataset data = open(new Csv("a.csv", Optional.of("kind"), ",", 0), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("cat", "dog");
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, ff fe", "UTF-16BE, fe ff", "UTF-32LE, ff fe 00 00", "UTF-32BE, 00 00 fe ff"})
    void otherEncodingsAreRefusedByName(String charset, String mark) throws IOException {
        Path file = directory.resolve("a.csv");
        Csv csv = new Csv("a.csv", Optional.empty(), ",", 0);
        byte[] text = "1,2\n3,4\n".getBytes(Charset.forName(charset));
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(mark);
        byte[] marked = Arrays.copyOf(bytes, bytes.length + text.length);
        System.arraycopy(text, 0, marked, bytes.length, text.length);
        Files.write(file, marked);
        refused(csv, file + ": is no table in UTF-8 text, but in " + charset + ". Save it as UTF-8.");
        Files.write(file, text);
        refused(csv, file + ": is no table in UTF-8 text, but in UTF-16 or another encoding with bytes of 0");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "tab, `\t`",
                "\\t, `\t`",
                "`\t`, `\t`",
                "comma, `,`",
                "semicolon, ;",
                "space, ` `",
                "pipe, |",
                "TAB, `\t`"
            })
    void separatorsHaveNames(String separator, String between) throws IOException {
        Files.writeString(directory.resolve("a.csv"), "x" + between + "y\n1" + between + "2\n");
        try (Dataset data = open(new Csv("a.csv", Optional.empty(), separator, 0), Split.TRAINING)) {
            assertThat(data.read(0, 1).values()).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "\"", "\n", "\r"})
    void whatSeparatesNothingIsRefused(String separator) {
        assertThatThrownBy(() -> new Csv("a.csv", Optional.empty(), separator, 0))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("must be comma, semicolon, tab, space, pipe, or one character");
    }

    @Test
    void aColumnOfClassesThatIsFoundByItsNameMakesTheFirstRowAHeader() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "64,65\n1,0\n2,1\n3,0\n4,1\n");
        try (Dataset data = open(new Csv("a.csv", Optional.of("65"), ",", 0), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("0", "1");
            assertThat(data.read(0, 4).values()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void aFirstRowThatCountsIsReadAsAnExampleAndToldOf() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "0,1,2\n5,6,7\n");
        Csv csv = new Csv("a.csv", Optional.empty(), ",", 0);
        try (Dataset data = open(csv, Split.TRAINING)) {
            assertThat(data.info().examples()).hasValue(2);
            assertThat(data.remarks())
                    .containsExactly(file + ": the first row, 0, 1, 2, is read as an example; delete it if it holds"
                            + " the names of columns");
        }
        Files.writeString(file, "0,1,3\n5,6,7\n");
        try (Dataset data = open(csv, Split.TRAINING)) {
            assertThat(data.remarks()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u22121", "\u20131", "\u201112.5e3"})
    void aFirstRowWithAnotherMinusSignIsNoHeader(String cell) throws IOException {
        Path file = directory.resolve("a.csv");
        Files.writeString(file, cell + ",2\n3,4\n");
        refused(new Csv("a.csv", Optional.empty(), ",", 0), file + ": row 1, column 1 is '" + cell + "', expected");
        Files.writeString(file, "1;2,5\n3;4\n");
        refused(new Csv("a.csv", Optional.empty(), ";", 0), file + ": row 1, column 2 is '2,5', expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nan", "NaN", "-inf", "N/A", "null", "?"})
    void aFirstRowThatLacksAValueIsNoHeader(String cell) throws IOException {
        Path file = directory.resolve("a.csv");
        Files.writeString(file, "1," + cell + ",3\n4,5,6\n");
        refused(new Csv("a.csv", Optional.empty(), ",", 0), file + ": row 1, column 2 is '" + cell + "', expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x10", "1f", "0x1p3", "१", "1e", "."})
    void whatOnlyJavaTakesForANumberIsNone(String cell) throws IOException {
        Path file = directory.resolve("a.csv");
        Files.writeString(file, "1,2\n3," + cell + "\n");
        refused(new Csv("a.csv", Optional.empty(), ",", 0), file + ": row 2, column 2 is '" + cell + "', expected");
    }

    @Test
    void numbersAreReadInAllDecimalForms() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "+1,-2.,.5,1e3,-1.5E-2,007\n");
        try (Dataset data = open(new Csv("a.csv", Optional.empty(), ",", 0), Split.TRAINING)) {
            assertThat(data.read(0, 1).values()).containsExactly(1, -2, 0.5f, 1000, -0.015f, 7);
        }
    }

    @Test
    void aColumnsNameAndNumberAreNotConfused() throws IOException {
        Path file = directory.resolve("a.csv");
        Files.writeString(file, "2,kind,x\n1,5,3\n2,6,5\n");
        refused(
                new Csv("a.csv", Optional.of("2"), ",", 0),
                "'2' may be column 2, called 'kind', or column 1, called '2'");
        Files.writeString(file, "x,kind,kind\n1,5,3\n2,6,5\n");
        refused(new Csv("a.csv", Optional.of("kind"), ",", 0), "'kind' may be column 2, called 'kind', or column 3");
        try (Dataset data = open(new Csv("a.csv", Optional.of("3"), ",", 0), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("3", "5");
        }
        // Without a header, a cell may happen to equal the column's number.
        Files.writeString(file, "2,0,1\n1,1,3\n");
        try (Dataset data = open(new Csv("a.csv", Optional.of("2"), ",", 0), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("0", "1");
        }
    }

    @Test
    void aTableOfOneColumnMayHaveAnotherSeparator() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "x;kind\n1;cat\n");
        refused(new Csv("a.csv", Optional.of("1"), ",", 0), "has no column of numbers between separators ','");
    }

    @Test
    void numbersOfATableThatFloatsCannotHoldAreNamed() throws IOException {
        Path file = directory.resolve("a.csv");
        Csv csv = new Csv("a.csv", Optional.empty(), ",", 0);
        Files.writeString(file, "x,y\n1,2\n3,-1e39\n");
        refused(csv, file + ": row 3, column 2 is '-1e39', beyond the range of 32-bit floats (±3.4e38). Rescale it.");
        Files.writeString(file, "100000001,2\n100000002,5\n100000003,6\n");
        assertThat(Logged.during(() -> open(csv, Split.TRAINING).close()))
                .contains("32-bit floats cannot tell the numbers of column 0 apart");
        Files.writeString(file, "1,2\n2,5\n3,6\n");
        assertThat(Logged.during(() -> open(csv, Split.TRAINING).close())).isEmpty();
    }

    @Test
    void everyBitOfTheDataCountsForItsFingerprint() throws IOException {
        // Labels keep their numbers under this rule. If they were renumbered, a change would show
        // in the class names instead of the fingerprint.
        Npy npy = labelled(LabelRule.FROM_ZERO);
        Set<String> fingerprints = new HashSet<>();
        for (int bit = -1; bit < 32; bit++) {
            // Each bit of a value is flipped: 23 of the fraction, 8 of the exponent, and the sign.
            // None of the results is infinite or NaN.
            int bits = bit < 0 ? 0x3e000000 : 0x3e000000 ^ 1 << bit;
            Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1", f4(1, Float.intBitsToFloat(bits))));
            Files.write(directory.resolve("l.npy"), npy("<i8", "2,", i8(0, 0)));
            fingerprints.add(fingerprint(npy));
        }
        for (int bit = 0; bit < 16; bit++) {
            Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1", f4(1, Float.intBitsToFloat(0x3e000000))));
            Files.write(directory.resolve("l.npy"), npy("<i8", "2,", i8(0, 1L << bit)));
            fingerprints.add(fingerprint(npy));
        }
        assertThat(fingerprints).hasSize(33 + 16);
        assertThat(fingerprint(npy)).isIn(fingerprints);
    }

    private String fingerprint(Npy npy) throws IOException {
        try (Dataset data = open(npy, Split.TRAINING)) {
            return data.info().fingerprint();
        }
    }

    @Test
    void sharesOutsideTheirRangeAreRefused() {
        for (double share : new double[] {-0.01, 1, Double.NaN}) {
            assertThatThrownBy(() -> new Csv("a", Optional.empty(), ",", share))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("must be in [0, 1)");
            assertThatThrownBy(() -> new Npy("a", Optional.empty(), ArrayRange.AUTO, false, share, Augmentation.NONE))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("must be in [0, 1)");
            assertThatThrownBy(() -> new Npz("a", "x", "y", ArrayRange.AUTO, false, share, Augmentation.NONE))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("must be in [0, 1)");
        }
    }

    @Test
    void aNameThatIsAFolderIsNoFile() throws IOException {
        Files.createDirectory(directory.resolve("a.csv"));
        refused(new Csv("a.csv", Optional.empty(), ",", 0), "a.csv: there is no such file here (");
        Path elsewhere = directory.resolve("b.csv");
        Files.writeString(elsewhere, "1\n2\n");
        Csv absolute = new Csv(elsewhere.toString(), Optional.empty(), ",", 0);
        try (Dataset data = absolute.open(new DataLocation(List.of(directory.resolve("none"))), Split.TRAINING)) {
            assertThat(data.info().examples()).hasValue(2);
        }
    }

    @Test
    void labelsAreBelowAMillion() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1", f4(1, 2)));
        Files.write(directory.resolve("l.npy"), npy("<i8", "2,", i8(0, 1_000_000)));
        refused(
                new Npy("a.npy", Optional.of("l.npy"), ArrayRange.AUTO, false, 0, Augmentation.NONE),
                "label 1 is 1000000.0, expected a whole number from 0 to 999,999");
    }

    @Test
    void whatAnArchiveHoldsBesidesArraysIsNotNamed() throws IOException {
        writeZip("a.npz", "notes.txt", new byte[3], "x.npy", npy("|u1", "1, 1", new byte[1]));
        refused(
                new Npz("a.npz", "images", "labels", ArrayRange.AUTO, false, 0, Augmentation.NONE),
                "has no array 'images'. It has x. Set dataset.images.");
        writeZip("a.npz", "notes.txt", new byte[3]);
        refused(
                new Npz("a.npz", "images", "labels", ArrayRange.AUTO, false, 0, Augmentation.NONE),
                "has no array 'images'. It has none. Set dataset.images.");
    }

    @Test
    void textInMessagesIsShort() throws IOException {
        Path file = directory.resolve("a.csv");
        for (int length : new int[] {100, 101}) {
            Files.writeString(file, "x\n" + "z".repeat(length) + "\n");
            refused(
                    new Csv("a.csv", Optional.empty(), ",", 0),
                    "column 1 is '" + "z".repeat(100) + (length > 100 ? "…" : "") + "', expected");
        }
        Files.writeString(file, "x\n\u001b[31m\u2028red\n");
        refused(new Csv("a.csv", Optional.empty(), ",", 0), "column 1 is '?[31m?red', expected");
    }

    @Test
    void anArchiveIsToldOnceWhatIsDecided() throws IOException {
        writeZip("a.npz", "images.npy", npy("|u1", "2, 8, 8, 3", new byte[384]));
        Npz npz = new Npz("a.npz", "images", "labels", ArrayRange.AUTO, false, 0.5, Augmentation.NONE);
        assertThat(Logged.during(() -> open(npz, Split.TRAINING).close()))
                .contains("a.npz:images: [2, 8, 8, 3] is read as");
        assertThat(Logged.during(() -> open(npz, Split.HELD_OUT).close())).isEmpty();
        Files.writeString(directory.resolve("a.csv"), "100000001\n100000002\n100000003\n");
        Csv csv = new Csv("a.csv", Optional.empty(), ",", 0.34);
        assertThat(Logged.during(() -> open(csv, Split.HELD_OUT).close())).isEmpty();
    }

    @Test
    void csvWithAHeaderAndClasses() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "x,kind,y\n1,cat,2\n3,dog,4\n-5e-1,cat,6\n");
        try (Dataset data = open(new Csv("a.csv", Optional.of("kind"), ",", 0), Split.TRAINING)) {
            assertThat(data.info().classNames()).containsExactly("cat", "dog");
            assertThat(data.read(0, 3).values()).containsExactly(1, 2, 3, 4, -0.5f, 6);
            assertThat(data.read(0, 3).labels()).containsExactly(0, 1, 0);
        }
    }

    @Test
    void csvWithoutAHeader() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "2;1\n3;4\n");
        try (Dataset data = open(new Csv("a.csv", Optional.of("1"), ";", 0), Split.TRAINING)) {
            assertThat(data.read(0, 2).values()).containsExactly(1, 4);
            assertThat(data.info().classNames()).containsExactly("2", "3");
        }
    }

    @Test
    void damagedTablesAreNamedWithRowAndColumn() throws IOException {
        Path file = directory.resolve("a.csv");
        Csv csv = new Csv("a.csv", Optional.empty(), ",", 0);
        Files.writeString(file, "x,y\n1,2\n3\n");
        refused(csv, file + ": row 3 has 1 columns, but the first has 2");
        Files.writeString(file, "x,y\n1,2\n3,four\n");
        refused(csv, file + ": row 3, column 2 is 'four', expected a finite number");
        Files.writeString(file, "x,y\n1,2\n3,NaN\n");
        refused(csv, file + ": row 3, column 2 is 'NaN', expected a finite number");
        Files.writeString(file, "");
        refused(csv, file + ": has no rows of numbers");
        Files.writeString(file, "x,y\n");
        refused(csv, file + ": has no rows of numbers");
        Files.writeString(file, "\"x,y\n1,2\n");
        refused(csv, file + ": is no table in UTF-8 text");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 1, ',', 2});
        refused(csv, file + ": is no table in UTF-8 text");
        Files.writeString(file, "x,y\n1,2\n");
        refused(new Csv("a.csv", Optional.of("z"), ",", 0), "has no column 'z'. Its first row is x, y");
    }

    private static double[] values(byte[] file) throws IOException {
        NpyArray array = NpyArray.read(new ByteArrayInputStream(file), "x");
        double[] values = new double[array.count()];
        Arrays.setAll(values, array::value);
        return values;
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> NpyArray.read(new ByteArrayInputStream(file), "x"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    private void refused(DatasetSource source, String message) {
        assertThatThrownBy(() -> source.open(location(), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("[^\\n]*");
    }

    private Dataset open(DatasetSource source, Split split) throws IOException {
        return source.open(location(), split);
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private void writeZip(String name, Object... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
            }
        }
        Files.write(directory.resolve(name), bytes.toByteArray());
    }
}
