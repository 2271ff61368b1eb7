package org.ganlib.losses.constraint;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as text that is read back to the bit. */
final class Numerals {
    private Numerals() {}

    /** The numbers, separated by spaces. */
    static String text(double... numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    /**
     * Reads the numbers of that name.
     *
     * @throws IllegalArgumentException if there are none, or not as many, or one is not finite
     */
    static double[] read(Map<String, String> state, String name, int count) {
        String text = state.get(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        String[] words = text.split(" ", -1);
        if (words.length != count) {
            throw new IllegalArgumentException(name + " must be " + count + " numbers, were " + words.length);
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " must be numbers, and one is '" + words[i] + "'", e);
            }
            if (!Double.isFinite(numbers[i])) {
                throw new IllegalArgumentException(name + " must be finite numbers, and one is " + words[i]);
            }
        }
        return numbers;
    }
}
