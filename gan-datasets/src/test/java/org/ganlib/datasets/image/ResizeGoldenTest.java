package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the resize filters with numpy (the mean over areas) and Pillow (the others).
 * scripts/golden/images.py computed the expected values.
 */
final class ResizeGoldenTest {
    /** A named plane of numbers from 0 to 255. */
    @SuppressWarnings("ArrayRecordComponent") // Read alone, never compared.
    record Plane(String name, int height, int width, float[] values) {
        private static Plane of(String line) {
            String[] parts = line.split(" ", -1);
            float[] values = new float[parts.length - 3];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.parseFloat(parts[i + 3]);
            }
            return new Plane(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), values);
        }

        @Override
        public String toString() {
            return name + " to " + height + "×" + width;
        }
    }

    private static List<Plane> planes() throws IOException {
        return Files.readAllLines(ImageFileGoldenTest.folder().resolve("resized.txt")).stream()
                .map(Plane::of)
                .toList();
    }

    static List<Plane> resized() throws IOException {
        return planes().subList(1, planes().size());
    }

    @ParameterizedTest
    @MethodSource("resized")
    void givesTheNumbersOfOtherPrograms(Plane expected) throws IOException {
        Plane plane = planes().get(0);
        Resize filter = Resize.valueOf(expected.name().toUpperCase(Locale.ROOT));
        float[] made = filter.apply(plane.values(), plane.height(), plane.width(), expected.height(), expected.width());
        assertThat(made).hasSameSizeAs(expected.values());
        for (int i = 0; i < made.length; i++) {
            assertThat(made[i]).as("value %d", i).isCloseTo(expected.values()[i], within(2e-3f));
        }
    }

    @ParameterizedTest
    @MethodSource("resized")
    void theMeanOverAreasKeepsTheMean(Plane size) throws IOException {
        Plane plane = planes().get(0);
        float[] made = Resize.BOX.apply(plane.values(), plane.height(), plane.width(), size.height(), size.width());
        assertThat(mean(made)).isCloseTo(mean(plane.values()), within(1e-4));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void areasThatEndWithinPixelsShareThem() {
        float[] row = {0, 10, 20, 30, 40, 50};
        assertThat(Resize.BOX.apply(row, 1, 6, 1, 2)).containsExactly(10, 40);
        assertThat(Resize.BOX.apply(row, 1, 6, 1, 4)).containsExactly(10 / 3f, 50 / 3f, 100 / 3f, 140 / 3f);
        assertThat(Arrays.copyOf(Resize.BOX.apply(row, 1, 6, 1, 12), 4)).containsExactly(0, 0, 10, 10);
    }
}
