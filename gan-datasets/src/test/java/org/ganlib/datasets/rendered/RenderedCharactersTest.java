package org.ganlib.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenderedCharactersTest {
    private static final int SIDE = 28;

    @TempDir
    private Path directory;

    @Test
    void charactersAreThoseOfTheStandard() {
        List<String> characters = CommonCharacters.first(CommonCharacters.COUNT);
        assertThat(characters.get(0)).isEqualTo("啊");
        assertThat(characters.get(94)).isEqualTo("薄");
        assertThat(characters.get(CommonCharacters.COUNT - 1)).isEqualTo("座");
        assertThat(characters).doesNotHaveDuplicates();
        assertThat(characters).allSatisfy(c -> {
            assertThat(c.codePointCount(0, c.length())).isEqualTo(1);
            assertThat(Character.UnicodeScript.of(c.codePointAt(0))).isEqualTo(Character.UnicodeScript.HAN);
        });
    }

    @Test
    void withoutFontsOneLineSaysWhatToInstall() throws IOException {
        Files.writeString(directory.resolve("broken.ttf"), "no font");
        assertThatThrownBy(() -> open(settings(10, 1, 1, Optional.of(directory.toString())), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessage("rendered-characters: no font with the 10 characters and 国, which gives the size (searched "
                        + directory
                        + "). Install the Debian packages fonts-wqy-microhei and fonts-arphic-gbsn00lp, or set dataset.fonts to a folder"
                        + " of fonts, or train on digits: dataset.name=mnist dataset.range=unit.");
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> open(settings(10, 1, 1, Optional.of(none.toString())), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        none + ": there is no such folder. Set dataset.fonts to a folder of fonts, or leave it out.");
    }

    /** Fonts made by the test: no installed font is needed. */
    @Test
    void theDataIsDescribedByItsSettingsAndFonts() throws IOException, NoSuchAlgorithmException {
        byte[] first = Files.readAllBytes(FontFixture.halves().write(directory.resolve("a.ttf")));
        byte[] second =
                Files.readAllBytes(FontFixture.halves().with('埃', 0, 0, 10, 10).write(directory.resolve("b.ttf")));
        RenderedCharacters settings =
                new RenderedCharacters(3, 20, 4, 2, 0.5, Optional.of(directory.toString()), 5, PixelRange.SIGNED);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(first);
        digest.update(second);
        digest.update("3 20 4 2 0.5 5".getBytes(StandardCharsets.UTF_8));
        try (Dataset data = open(settings, Split.TRAINING)) {
            assertThat(data.info())
                    .isEqualTo(new DatasetInfo(
                            "rendered-characters",
                            TensorShape.of(1, 20, 20),
                            ValueRange.SIGNED,
                            OptionalInt.of(12),
                            List.of("啊", "阿", "埃"),
                            "that of the fonts",
                            "GB 2312-80, level 1; fonts a.ttf, b.ttf",
                            "sha256:" + HexFormat.of().formatHex(digest.digest())));
            assertThat(data.classCounts()).containsExactly(4, 4, 4);
        }
    }

    /** The splits have writers of their own: those of the seed, and those of its complement. */
    @Test
    void splitsAreDrawnFromTheSeedAndItsComplement() throws IOException {
        FontFixture.halves().write(directory.resolve("a.ttf"));
        Optional<String> fonts = Optional.of(directory.toString());
        RenderedCharacters settings = new RenderedCharacters(2, SIDE, 3, 2, 1, fonts, 5, PixelRange.UNIT);
        RenderedCharacters mirrored = new RenderedCharacters(2, SIDE, 3, 2, 1, fonts, ~5, PixelRange.UNIT);
        try (Dataset training = open(settings, Split.TRAINING);
                Dataset heldOut = open(settings, Split.HELD_OUT);
                Dataset other = open(mirrored, Split.TRAINING)) {
            assertThat(heldOut.read(0, 6).values())
                    .isEqualTo(other.read(0, 6).values())
                    .isNotEqualTo(training.read(0, 6).values());
            List<String> characters = CommonCharacters.first(2);
            float[] first = new float[SIDE * SIDE];
            new CharacterExamples(characters, Faces.with(characters, List.of(directory)), settings, 5)
                    .read(0, first, 0);
            assertThat(image(training.read(0, 1), 0)).isEqualTo(first);
        }
    }

    @Test
    void settingsOutOfTheirRangesAreAllNamed() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new RenderedCharacters(0, 7, 0, 0, -0.1, Optional.of(" "), 5, PixelRange.UNIT))
                .satisfies(e -> assertThat(e.violations())
                        .extracting(violation -> violation.setting() + ": " + violation.message())
                        .containsExactly(
                                "classes: must be in [1, 3755], was 0",
                                "size: must be in [8, 256], was 7",
                                "examples: must be in [1, 100000], was 0",
                                "writers: must be in [1, 100000], was 0",
                                "jitter: must be in [0, 3], was -0.1",
                                "fonts: must name a folder"));
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() ->
                        new RenderedCharacters(3756, 257, 100_001, 100_001, 3.1, Optional.empty(), 5, PixelRange.UNIT))
                .satisfies(e -> assertThat(e.violations()).hasSize(5));
        new RenderedCharacters(1, 8, 1, 1, 0, Optional.empty(), 5, PixelRange.UNIT);
        new RenderedCharacters(3755, 256, 100_000, 100_000, 3, Optional.empty(), 5, PixelRange.UNIT);
    }

    @Test
    void nothingIsDisplacedWithoutStrength() {
        Displacement none = new Displacement(0, new RandomStream(1));
        assertThat(none.right(0.3, 0.7)).isZero();
        assertThat(none.down(1, 1)).isZero();
    }

    @Test
    void displacementsAreSmoothAndAsLargeAsStated() {
        double squares = 0;
        double steepest = 0;
        int fields = 400;
        for (int seed = 0; seed < fields; seed++) {
            Displacement field = new Displacement(1, new RandomStream(seed));
            // At a node, where nothing is averaged.
            squares += field.right(0.25, 0.5) * field.right(0.25, 0.5);
            for (double x = 0; x < 1; x += 0.01) {
                steepest = Math.max(steepest, Math.abs(field.down(x + 0.01, 0.4) - field.down(x, 0.4)) / 0.01);
            }
        }
        assertThat(Math.sqrt(squares / fields)).isCloseTo(0.03, within(4 * 0.03 / Math.sqrt(2.0 * fields)));
        // 1.5 × 4 nodes × the largest of many differences of two normal numbers, 0.03·√2 each.
        assertThat(steepest).isBetween(0.3, 1.6);
    }

    @Test
    void writersWithoutJitterAreTheFonts() throws IOException {
        requireFonts(10);
        RenderedCharacters plain = new RenderedCharacters(10, SIDE, 8, 8, 0, Optional.empty(), 5, PixelRange.UNIT);
        try (Dataset training = open(plain, Split.TRAINING);
                Dataset heldOut = open(plain, Split.HELD_OUT)) {
            assertThat(heldOut.read(0, 80).values())
                    .isEqualTo(training.read(0, 80).values());
        }
    }

    @Test
    void othersWriteWhatIsHeldOut() throws IOException {
        requireFonts(10);
        RenderedCharacters settings = settings(10, 4, 4, Optional.empty());
        try (Dataset training = open(settings, Split.TRAINING);
                Dataset heldOut = open(settings, Split.HELD_OUT)) {
            Examples seen = training.read(0, 40);
            Examples unseen = heldOut.read(0, 40);
            assertThat(unseen.labels()).isEqualTo(seen.labels());
            for (int i = 0; i < 40; i++) {
                assertThat(image(unseen, i)).as("example " + i).isNotEqualTo(image(seen, i));
            }
        }
    }

    @Test
    void inkIsWhereTheCharacterIs() throws IOException {
        requireFonts(CommonCharacters.COUNT);
        List<String> characters = CommonCharacters.first(CommonCharacters.COUNT);
        RenderedCharacters plain =
                new RenderedCharacters(CommonCharacters.COUNT, SIDE, 1, 1, 0, Optional.empty(), 5, PixelRange.UNIT);
        try (Dataset data = open(plain, Split.TRAINING)) {
            float[] one = image(data.read(characters.indexOf("一"), 1), 0);
            float[] square = image(data.read(characters.indexOf("国"), 1), 0);
            assertThat(ink(one)).isPositive().isLessThan(ink(square) / 3);
            // A horizontal stroke: all of its ink lies in few rows.
            int rows = 0;
            for (int y = 0; y < SIDE; y++) {
                rows += ink(Arrays.copyOfRange(one, y * SIDE, (y + 1) * SIDE)) > 0 ? 1 : 0;
            }
            assertThat(rows).isBetween(1, 9);
            // A frame that fills eight tenths of the side.
            assertThat(square[14 * SIDE]).isZero();
            float edge = 0;
            for (int x = 1; x < 7; x++) {
                edge = Math.max(edge, square[10 * SIDE + x]);
            }
            assertThat(edge).isGreaterThan(0.4f);
        }
    }

    @Test
    void examplesLookLikeThoseOfTheirClassByOtherWriters() throws IOException {
        requireFonts(20);
        RenderedCharacters settings = settings(20, 20, 20, Optional.empty());
        try (Dataset training = open(settings, Split.TRAINING);
                Dataset heldOut = open(settings, Split.HELD_OUT)) {
            Examples seen = training.read(0, 400);
            Examples unseen = heldOut.read(0, 100);
            int right = 0;
            for (int i = 0; i < unseen.count(); i++) {
                right += nearestLabel(image(unseen, i), seen) == unseen.labels()[i] ? 1 : 0;
            }
            assertThat(right).isGreaterThan(85);
        }
    }

    private static int nearestLabel(float[] image, Examples examples) {
        double least = Double.POSITIVE_INFINITY;
        int label = -1;
        for (int i = 0; i < examples.count(); i++) {
            double distance = 0;
            for (int p = 0; p < image.length; p++) {
                double difference = image[p] - examples.values()[i * image.length + p];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                label = examples.labels()[i];
            }
        }
        return label;
    }

    private static RenderedCharacters settings(int classes, int examples, int writers, Optional<String> fonts) {
        return new RenderedCharacters(classes, SIDE, examples, writers, 1, fonts, 5, PixelRange.UNIT);
    }

    private static void requireFonts(int classes) throws IOException {
        assumeFalse(
                Faces.with(CommonCharacters.first(classes), Faces.installed()).isEmpty(), "no Chinese font installed");
    }

    private static Dataset open(RenderedCharacters settings, Split split) throws IOException {
        return settings.open(new DataLocation(List.of(Path.of("none"))), split);
    }

    private static float[] image(Examples examples, int index) {
        return Arrays.copyOfRange(examples.values(), index * SIDE * SIDE, (index + 1) * SIDE * SIDE);
    }

    private static double ink(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
