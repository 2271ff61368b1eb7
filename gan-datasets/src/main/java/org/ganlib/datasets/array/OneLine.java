package org.ganlib.datasets.array;

/**
 * Text from a file as it may stand in a message: without line breaks and other control characters,
 * which a terminal would obey.
 */
final class OneLine {
    private static final int LONGEST = 100;

    private OneLine() {}

    static String of(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shown.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
    }
}
