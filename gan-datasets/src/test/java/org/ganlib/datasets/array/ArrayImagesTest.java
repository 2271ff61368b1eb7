package org.ganlib.datasets.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ganlib.datasets.array.NpyFixture.f4;
import static org.ganlib.datasets.array.NpyFixture.i8;
import static org.ganlib.datasets.array.NpyFixture.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.Numbers;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout, the range and the precision of arrays are inferred or read from the settings. */
final class ArrayImagesTest {
    @TempDir
    private Path directory;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Read(TensorShape shape, ValueRange range, float[] values, String log) {}

    @ParameterizedTest
    @CsvSource({
        "8;8;3, CHANNELS_LAST",
        "28;28;1, CHANNELS_LAST",
        "28;28;2, CHANNELS_LAST",
        "8;16;4, CHANNELS_LAST",
        "5;5;4, CHANNELS_LAST",
        "3;8;8, CHANNELS_FIRST",
        "1;28;28, CHANNELS_FIRST",
        "4;5;5, CHANNELS_FIRST",
        "2;8;16, CHANNELS_FIRST",
        "16;8;8, CHANNELS_FIRST",
        "1;4;4, CHANNELS_FIRST",
        "3;2;2, CHANNELS_FIRST",
        "4;4;3, CHANNELS_LAST",
        "1;1;2, CHANNELS_LAST",
        "1;1;1, CHANNELS_FIRST",
        "1;1;784, CHANNELS_FIRST"
    })
    void theDimensionOfAtMostFourHasTheChannels(String sizes, ArrayLayout expected) {
        assertThat(ArrayLayout.AUTO.of("x.npy", "--layout", shape(sizes))).isEqualTo(expected);
        assertThat(ArrayLayout.CHANNELS_FIRST.of("x.npy", "--layout", shape(sizes)))
                .isEqualTo(ArrayLayout.CHANNELS_FIRST);
        assertThat(ArrayLayout.CHANNELS_LAST.of("x.npy", "--layout", shape(sizes)))
                .isEqualTo(ArrayLayout.CHANNELS_LAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3;8;3", "1;8;1", "3;3;3", "8;8;8", "8;8;16", "16;8;12", "4;2;3"})
    void sizesThatDoNotTellTheLayoutAreRefused(String sizes) {
        assertThatThrownBy(() -> ArrayLayout.AUTO.of("x.npy", "--layout", shape(sizes)))
                .isInstanceOf(DataException.class)
                .hasMessage("x.npy: has the shape " + Arrays.toString(shape(sizes))
                        + ", from which it does not follow whether channels come first or last. Set --layout to"
                        + " channels-first or channels-last.");
    }

    @Test
    void arraysOfOtherRanksHaveNoLayout() {
        for (ArrayLayout layout : ArrayLayout.values()) {
            assertThat(layout.of("x", "y", new long[] {9, 8, 3})).isEqualTo(ArrayLayout.CHANNELS_FIRST);
            assertThat(layout.of("x", "y", new long[] {9, 8})).isEqualTo(ArrayLayout.CHANNELS_FIRST);
        }
    }

    @Test
    void channelsThatComeLastAreMovedFirstAndSaidSo() throws IOException {
        byte[] pixels = new byte[2 * 8 * 8 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 3 * 100 + i / 192);
        }
        Files.write(directory.resolve("a.npy"), npy("|u1", "2, 8, 8, 3", pixels));
        Read read = read(new Npy("a.npy", Optional.empty(), ArrayRange.UNBOUNDED, false, 0, Augmentation.NONE));
        assertThat(read.shape()).isEqualTo(TensorShape.of(3, 8, 8));
        assertThat(Arrays.copyOf(read.values(), 64)).containsOnly(0);
        assertThat(Arrays.copyOfRange(read.values(), 64, 128)).containsOnly(100);
        assertThat(Arrays.copyOfRange(read.values(), 256, 320)).containsOnly(101);
        assertThat(read.log())
                .contains("[2, 8, 8, 3] is read as [N, height, width, channels], images of 3×8×8. Set dataset.layout");
    }

    @Test
    void aViewOfMovedChannelsIsAsExactAsTheArray() {
        Numbers stored = CsvNumbers.of(List.of(new double[] {0, 1e8 + 0.5, 2, 3, 4, 5}));
        TensorShape shape = TensorShape.of(3, 1, 2);
        Numbers moved = ArrayLayout.CHANNELS_LAST.channelsFirst(stored, shape);
        assertThat(moved.count()).isEqualTo(6);
        assertThat(moved.isWhole()).isFalse();
        assertThat(moved.minus(2, 1e8)).isEqualTo(0.5);
        assertThat(new float[] {moved.rounded(0), moved.rounded(1), moved.rounded(3), moved.rounded(5)})
                .containsExactly(0, 3, 4, 5);
        assertThat(ArrayLayout.CHANNELS_FIRST.channelsFirst(stored, shape)).isSameAs(stored);
    }

    @Test
    void whoSaysSoHasChannelsFirst() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("|u1", "2, 8, 8, 3", new byte[384]));
        Npy said = new Npy(
                "a.npy",
                Optional.empty(),
                LabelRule.PRESENT,
                ArrayRange.AUTO,
                Optional.empty(),
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0,
                ArrayLayout.CHANNELS_FIRST,
                StoredRange.AUTO);
        assertThat(read(said)).extracting(Read::shape, Read::log).containsExactly(TensorShape.of(8, 8, 3), "");
        // Runs that began before the layout setting existed say so too: they recorded
        // channels-last: false.
        Npy old = new Npy(
                "a.npy",
                Optional.empty(),
                LabelRule.PRESENT,
                ArrayRange.AUTO,
                Optional.of(false),
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0,
                ArrayLayout.AUTO,
                StoredRange.AUTO);
        assertThat(read(old).shape()).isEqualTo(TensorShape.of(8, 8, 3));
    }

    @Test
    void layoutAndItsOlderNameMustAgree() {
        for (ArrayLayout layout : ArrayLayout.values()) {
            new Npz(
                    "a",
                    "x",
                    "y",
                    LabelRule.PRESENT,
                    ArrayRange.AUTO,
                    Optional.empty(),
                    0,
                    Augmentation.NONE,
                    HoldOut.Rule.STRATIFIED,
                    0,
                    layout,
                    StoredRange.AUTO);
        }
        new Npz(
                "a",
                "x",
                "y",
                LabelRule.PRESENT,
                ArrayRange.AUTO,
                Optional.of(true),
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0,
                ArrayLayout.CHANNELS_LAST,
                StoredRange.AUTO);
        assertThatThrownBy(() -> new Npz(
                        "a",
                        "x",
                        "y",
                        LabelRule.PRESENT,
                        ArrayRange.AUTO,
                        Optional.of(true),
                        0,
                        Augmentation.NONE,
                        HoldOut.Rule.STRATIFIED,
                        0,
                        ArrayLayout.CHANNELS_FIRST,
                        StoredRange.AUTO))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("must agree with channels-last");
        assertThatThrownBy(() -> new Npy(
                        "a",
                        Optional.empty(),
                        LabelRule.PRESENT,
                        ArrayRange.AUTO,
                        Optional.of(false),
                        0,
                        Augmentation.NONE,
                        HoldOut.Rule.STRATIFIED,
                        0,
                        ArrayLayout.CHANNELS_LAST,
                        StoredRange.AUTO))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("must agree with channels-last");
    }

    @Test
    void integersOfBytesAreScaledWhereThatIsSaid() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<i8", "2, 1, 2, 2", i8(0, 51, 102, 255, 0, 0, 0, 255)));
        Read plain = read(set(ArrayRange.AUTO, StoredRange.AUTO));
        assertThat(plain.range()).isEqualTo(ValueRange.UNBOUNDED);
        assertThat(plain.values()).startsWith(0, 51, 102, 255);
        assertThat(plain.log())
                .contains("images of whole numbers from 0 to 255 are taken as they are")
                .contains("Set dataset.stored=bytes to scale them from 0…255 to -1…1")
                .contains("or dataset.range=unbounded to keep them so");
        Read scaled = read(set(ArrayRange.AUTO, StoredRange.BYTES));
        assertThat(scaled.range()).isEqualTo(ValueRange.SIGNED);
        assertThat(scaled.values()).startsWith(-1, -0.6f, -0.2f, 1);
        assertThat(scaled.log()).isEmpty();
        assertThat(read(set(ArrayRange.UNIT, StoredRange.BYTES)).values()).startsWith(0, 0.2f, 0.4f, 1);
        assertThat(read(set(ArrayRange.UNBOUNDED, StoredRange.AUTO)).log()).isEmpty();
        Files.write(directory.resolve("a.npy"), npy("<i8", "1, 1, 2, 2", i8(0, 256, 102, 255)));
        assertThatThrownBy(() -> read(set(ArrayRange.AUTO, StoredRange.BYTES)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("value 1 of example 0 is 256.0, expected a number in [0.0, 255.0]")
                .hasMessageEndingWith("Correct it or set dataset.stored.");
    }

    @Test
    void floatsOfOneScaleAreMappedToAnother() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1, 2, 2", f4(0, 0.25f, 0.5f, 1, 0, 0, 0, 0)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log())
                .contains("images of numbers from 0 to 1 are taken as they are")
                .contains("Set dataset.range=unit to state that they lie in 0…1, or dataset.stored=unit to scale");
        assertThat(read(set(ArrayRange.SIGNED, StoredRange.UNIT)).values()).startsWith(-1, -0.5f, 0, 1);
        assertThat(read(set(ArrayRange.UNIT, StoredRange.SIGNED)).values()).startsWith(0.5f, 0.625f, 0.75f, 1);
        assertThat(read(set(ArrayRange.UNIT, StoredRange.AUTO)).values()).startsWith(0, 0.25f, 0.5f, 1);
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1, 2, 2", f4(0, -1, 0.5f, 1, 0, 0, 0, 0)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log()).contains("dataset.range=signed to state");
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1, 2, 2", f4(0, -1, 0.5f, 1.5f, 0, 0, 0, 0)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log()).contains("Set dataset.stored to where they lie");
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1, 2, 2", f4(0, 2, 0.5f, 254, 0, 0, 0, 0)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log()).contains("dataset.stored=bytes");
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 1, 2, 2", f4(0, 2, 0.5f, 256, 0, 0, 0, 0)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log()).contains("Set dataset.stored to where they lie");
        // There is no usual range for vectors.
        Files.write(directory.resolve("a.npy"), npy("<f4", "2, 4", f4(0, 0.25f, 0.5f, 1, 0, 0, 0, 0)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log()).isEmpty();
    }

    @Test
    void nothingIsMappedToARangeWithoutEnds() {
        assertThatThrownBy(() -> set(ArrayRange.UNBOUNDED, StoredRange.BYTES))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("stored")
                .hasMessageContaining("must be auto where range is unbounded");
        assertThatThrownBy(() -> new Npz(
                        "a",
                        "x",
                        "y",
                        LabelRule.PRESENT,
                        ArrayRange.UNBOUNDED,
                        Optional.empty(),
                        0,
                        Augmentation.NONE,
                        HoldOut.Rule.STRATIFIED,
                        0,
                        ArrayLayout.AUTO,
                        StoredRange.UNIT))
                .isInstanceOf(InvalidSettingsException.class);
    }

    @Test
    void numbersThatRoundingMakesAlikeAreSaid() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f8", "20, 2", doubles(40, i -> i % 2 == 0 ? 1e8 + i % 7 : i)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log())
                .contains("32-bit floats cannot tell the numbers of column 0 apart (100000003 ± 2.00")
                .contains("where floats are 8.00 apart). Save them less their mean:");
        Files.write(directory.resolve("a.npy"), npy("<f8", "20, 2", doubles(40, i -> 1e8 + i % 7)));
        assertThat(read(set(ArrayRange.AUTO, StoredRange.AUTO)).log()).contains("column 0 and of 1 more columns apart");
        Files.write(directory.resolve("a.npy"), npy("<f8", "10, 2, 2", doubles(40, i -> 1e8 + i % 7)));
        assertThat(read(set(ArrayRange.UNBOUNDED, StoredRange.AUTO)).log()).contains("cannot tell its pixels apart");
        // In an image, one pixel that hardly varies is no loss.
        Files.write(
                directory.resolve("a.npy"), npy("<f8", "10, 2, 2", doubles(40, i -> i % 4 == 0 ? 1 + 1e-9 * i : i)));
        assertThat(read(set(ArrayRange.UNBOUNDED, StoredRange.AUTO)).log()).isEmpty();
    }

    @Test
    void numbersBeyondTheFloatsAreNamedByTheirPlaceInTheFile() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("<f8", "2, 2, 2, 3", doubles(24, i -> i == 19 ? 1e39 : 0)));
        assertThatThrownBy(() -> read(set(ArrayRange.AUTO, StoredRange.AUTO)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.npy: value 7 of example 1 is 1.0E39, beyond the range of 32-bit floats");
    }

    @Test
    void whatIsDecidedIsSaidOnce() throws IOException {
        Files.write(directory.resolve("a.npy"), npy("|u1", "2, 8, 8, 3", new byte[384]));
        Npy npy = new Npy("a.npy", Optional.empty(), ArrayRange.AUTO, false, 0.5, Augmentation.NONE);
        assertThat(log(() -> npy.open(location(), Split.TRAINING).close())).isNotEmpty();
        assertThat(log(() -> npy.open(location(), Split.HELD_OUT).close())).isEmpty();
    }

    private Npy set(ArrayRange range, StoredRange stored) {
        return new Npy(
                "a.npy",
                Optional.empty(),
                LabelRule.PRESENT,
                range,
                Optional.empty(),
                0,
                Augmentation.NONE,
                HoldOut.Rule.STRATIFIED,
                0,
                ArrayLayout.AUTO,
                stored);
    }

    private Read read(Npy npy) throws IOException {
        Read[] read = new Read[1];
        String log = log(() -> {
            try (Dataset data = npy.open(location(), Split.TRAINING)) {
                int count = data.info().examples().orElseThrow();
                read[0] = new Read(
                        data.info().shape(),
                        data.info().range(),
                        data.read(0, count).values(),
                        "");
            }
        });
        return new Read(read[0].shape(), read[0].range(), read[0].values(), log);
    }

    private static String log(Logged.Action action) throws IOException {
        return Logged.during(action);
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }

    private static byte[] doubles(int count, IntToDoubleFunction value) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putDouble(value.applyAsDouble(i));
        }
        return bytes.array();
    }

    private static long[] shape(String sizes) {
        long[] three =
                Arrays.stream(sizes.split(";")).mapToLong(Long::parseLong).toArray();
        return new long[] {9, three[0], three[1], three[2]};
    }
}
