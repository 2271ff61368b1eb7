package org.ganlib.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Example i is of class i mod classes, and written by writer ⌊i / classes⌋ mod writers. */
final class CharacterExamplesTest {
    private static final int SIZE = 20;
    private static final int PIXELS = SIZE * SIZE;
    private static final List<String> CHARACTERS = CommonCharacters.first(2);

    @TempDir
    private Path directory;

    /** Two fonts, whose 啊 is the left half of the square or the right one, and three writers. */
    @Test
    void writersTakeTurnsAndFontsAreDealtToThem() throws IOException {
        List<Face> faces = faces();
        CharacterExamples examples = new CharacterExamples(CHARACTERS, faces, settings(7, 3, 0, PixelRange.SIGNED), 9);
        assertThat(examples.count()).isEqualTo(14);
        assertThat(examples.slow()).isTrue();
        int[] writersOfLeftFont = {0, 2, 3, 5, 6};
        for (int i = 0; i < 14; i++) {
            assertThat(examples.label(i)).isEqualTo(i % 2);
            float[] target = new float[PIXELS + 5];
            Arrays.fill(target, 7);
            examples.read(i, target, 3);
            float[] image = Arrays.copyOfRange(target, 3, 3 + PIXELS);
            assertThat(target).startsWith(7, 7, 7).endsWith(7, 7);
            assertThat(target[2]).isEqualTo(7);
            assertThat(target[3 + PIXELS]).isEqualTo(7);
            // Background is −1 and ink 1.
            assertThat(image[0]).isEqualTo(-1);
            if (i % 2 == 0) {
                boolean left = Arrays.binarySearch(writersOfLeftFont, i / 2) >= 0;
                assertThat(image[10 * SIZE + 5]).as("example %s", i).isCloseTo(left ? 1 : -1, within(1e-5f));
                assertThat(image[10 * SIZE + 15]).as("example %s", i).isCloseTo(left ? -1 : 1, within(1e-5f));
            } else {
                assertThat(image[3 * SIZE + 10]).as("example %s", i).isCloseTo(1, within(1e-5f));
                assertThat(image[10 * SIZE + 10]).as("example %s", i).isEqualTo(-1);
            }
        }
    }

    /**
     * Writers are drawn one after the other from the split's seed. The displacement of example i is
     * that of the seed plus i + 1 times the golden ratio's fraction.
     */
    @Test
    void theSeedOfTheSplitDeterminesWritersAndDisplacements() throws IOException {
        List<Face> faces = faces();
        CharacterExamples examples = new CharacterExamples(CHARACTERS, faces, settings(3, 2, 0.75, PixelRange.UNIT), 9);
        RandomStream random = new RandomStream(9);
        Writer[] writers = {Writer.draw(faces.get(0), 0.75, random), Writer.draw(faces.get(1), 0.75, random)};
        for (int i = 0; i < 6; i++) {
            float[] expected = new float[PIXELS];
            Displacement displacement = new Displacement(0.75, new RandomStream(9 + 0x9e3779b97f4a7c15L * (i + 1)));
            new Pen(SIZE).draw(CHARACTERS.get(i % 2), writers[i / 2 % 2], displacement, expected);
            float[] image = new float[PIXELS];
            examples.read(i, image, 0);
            assertThat(image).as("example %s", i).containsExactly(expected, within(1e-6f));
        }
    }

    private List<Face> faces() throws IOException {
        FontFixture.halves().write(directory.resolve("left.ttf"));
        FontFixture.halves().with('啊', 500, -100, 900, 500).write(directory.resolve("right.ttf"));
        return Faces.with(CHARACTERS, List.of(directory));
    }

    private static RenderedCharacters settings(int examples, int writers, double jitter, PixelRange range) {
        return new RenderedCharacters(2, SIZE, examples, writers, jitter, Optional.empty(), 5, range);
    }
}
