package org.ganlib.datasets.array;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ganlib.file.NpyArray;
import org.ganlib.problem.DataException;

/** Labels from an array of whole numbers. */
final class Labels {
    private static final int MOST_CLASSES = 1_000_000;

    private Labels() {}

    /** As many as there are examples, −1 each. */
    static int[] none(int count) {
        int[] labels = new int[count];
        Arrays.fill(labels, -1);
        return labels;
    }

    /**
     * Reads labels, from 0.
     *
     * @throws DataException if they are not as many as the examples, or no whole numbers from 0
     */
    static int[] of(NpyArray array, String name, int examples, String examplesName) {
        if (array.count() != examples) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: has %,d labels, but %s has %,d examples. Give files that belong together.",
                    name,
                    array.count(),
                    examplesName,
                    examples));
        }
        int[] labels = new int[examples];
        for (int i = 0; i < examples; i++) {
            double value = array.value(i);
            if (!(value >= 0 && value < MOST_CLASSES) || value != Math.rint(value)) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: label %,d is %s, expected a whole number from 0 to %,d. Number the classes from 0.",
                        name,
                        i,
                        value,
                        MOST_CLASSES - 1));
            }
            labels[i] = (int) value;
        }
        return labels;
    }

    /** The names {@code 0} to the largest label; none where there are no labels. */
    static List<String> names(int[] labels) {
        int largest = Arrays.stream(labels).max().orElse(-1);
        return IntStream.rangeClosed(0, largest).mapToObj(String::valueOf).toList();
    }
}
