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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.NpyArray;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArraysTest {
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
                "x: holds values of type '<c16', expected b1, u1, i1, u2, i2, u4, i4, i8, f4, f8");
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
                "a.npy", Optional.empty(), ArrayRange.UNIT, false, 0.2, Augmentation.NONE, HoldOut.Rule.EVERY_NTH, 0);
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
