package org.ganlib.datasets.array;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ganlib.file.NpyArray;
import org.ganlib.problem.DataException;

/** Labels from an array of whole numbers. */
final class LabelArray {
    private static final int MOST_CLASSES = 1_000_000;
    private static final int SHOWN = 20;

    private LabelArray() {}

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

    /**
     * The classes that labels stand for.
     *
     * @param labels the class of each example, from 0; all −1 if there are no labels
     * @param names the names of the classes, in the order of their labels; empty if there are no
     *     labels
     * @param remarks remarks for the user on how labels became classes
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to the data set, never compared
    record Classes(int[] labels, List<String> names, List<String> remarks) {
        /** The result for examples without labels. */
        static Classes none(int count) {
            return new Classes(LabelArray.none(count), List.of(), List.of());
        }

        /**
         * Turns labels into classes by a rule.
         *
         * @param labels the labels in the file {@code name}, each ≥ 0
         */
        static Classes of(LabelRule rule, int[] labels, String name) {
            if (rule == LabelRule.FROM_ZERO) {
                int largest = Arrays.stream(labels).max().orElse(-1);
                return new Classes(
                        labels,
                        IntStream.rangeClosed(0, largest)
                                .mapToObj(String::valueOf)
                                .toList(),
                        List.of());
            }
            int[] values = Arrays.stream(labels).sorted().distinct().toArray();
            int[] classes = Arrays.stream(labels)
                    .map(label -> Arrays.binarySearch(values, label))
                    .toArray();
            List<String> names = Arrays.stream(values).mapToObj(String::valueOf).toList();
            boolean same = values.length == 0 || values[values.length - 1] == values.length - 1;
            return new Classes(classes, names, same ? List.of() : List.of(remark(name, values)));
        }

        private static String remark(String name, int[] values) {
            int[] missing = IntStream.range(values[0], values[values.length - 1])
                    .filter(label -> Arrays.binarySearch(values, label) < 0)
                    .toArray();
            return name + ": " + values.length + " labels occur, from " + values[0] + " to "
                    + values[values.length - 1] + "; these are the classes, called by their labels"
                    + (missing.length == 0
                            ? ""
                            : "; no example has the label "
                                    + Arrays.stream(missing)
                                            .limit(SHOWN)
                                            .mapToObj(String::valueOf)
                                            .collect(Collectors.joining(", "))
                                    + (missing.length > SHOWN ? ", …" : ""));
        }
    }
}
