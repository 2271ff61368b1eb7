package org.ganlib.cli.command;

import java.util.List;
import java.util.regex.Pattern;

/** Reads lists of numbers from options. */
final class NumberList {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final String EXAMPLE = ". Write finite numbers with commas between them, for example 1.3,-2.9";

    private NumberList() {}

    /**
     * Reads numbers with commas between them, one or more.
     *
     * @param option the option's name, for messages
     * @param problems gets a line for every item that is no finite number: option, position, value
     * @return the numbers; without meaning where there was a problem
     */
    static double[] list(String option, String text, List<String> problems) {
        if (text.isBlank()) {
            problems.add(option + ": needs at least one number, was empty" + EXAMPLE);
            return new double[0];
        }
        String[] items = text.split(",", -1);
        double[] numbers = new double[items.length];
        for (int i = 0; i < items.length; i++) {
            String item = items[i].strip();
            String place = option + ": item " + (i + 1);
            if (item.isEmpty()) {
                problems.add(place + " is empty" + EXAMPLE);
            } else if (!DECIMAL.matcher(item).matches()) {
                problems.add(place + " must be a finite number, was '" + item + "'" + EXAMPLE);
            } else {
                numbers[i] = Double.parseDouble(item);
                if (Double.isInfinite(numbers[i])) {
                    problems.add(place + " must be a finite number, but '" + item + "' is beyond 1.8e308");
                }
            }
        }
        return numbers;
    }
}
