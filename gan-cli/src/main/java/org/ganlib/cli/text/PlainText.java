package org.ganlib.cli.text;

import java.util.List;
import java.util.Locale;

/**
 * Prepares text from outside the program for printing: names of files, classes and columns, values
 * of settings, contents of a run's files. It escapes control characters that could move a
 * terminal's cursor, change its colours or hide earlier output.
 */
public final class PlainText {
    /** The length beyond which an argument is shortened in messages. */
    private static final int LONGEST_ARGUMENT = 200;

    private static final int LONGEST_LINE = 2000;
    /** The share of the kept characters that come from the beginning of a shortened text. */
    private static final double SHARE_OF_BEGINNING = 0.75;

    private PlainText() {}

    /**
     * The text on one line. Every control character, including line ends, is written as its number,
     * such as {@code \}{@code u001b}.
     */
    public static String line(Object text) {
        return escaped(String.valueOf(text), false);
    }

    /** The text with control characters escaped, except line ends. */
    public static String lines(Object text) {
        return escaped(String.valueOf(text), true);
    }

    /**
     * A message for the user. Control characters except line ends are escaped; long arguments and
     * very long lines are shortened in the middle.
     *
     * @param arguments the arguments of the command line, which messages may repeat
     */
    public static String message(String message, List<String> arguments) {
        String text = message;
        for (String argument : arguments) {
            text = shortened(text, argument);
            text = shortened(text, argument.substring(argument.indexOf('=') + 1));
        }
        return String.join(
                "\n", lines(text).lines().map(line -> cut(line, LONGEST_LINE)).toList());
    }

    private static String shortened(String text, String argument) {
        return argument.length() > LONGEST_ARGUMENT
                ? text.replace(argument, cut(argument, LONGEST_ARGUMENT))
                : argument.contains("\n") ? text.replace(argument, line(argument)) : text;
    }

    /**
     * Shortens a text that is longer than {@code longest}: keeps its beginning and its end, and
     * states the number of characters left out.
     */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int beginning = (int) (longest * SHARE_OF_BEGINNING);
        int end = longest - beginning;
        return text.substring(0, beginning)
                + String.format(Locale.ROOT, " … (%,d characters left out) … ", text.length() - longest)
                + text.substring(text.length() - end);
    }

    private static String escaped(String text, boolean keepsLines) {
        if (text.chars().noneMatch(PlainText::isControl)) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        text.chars().forEach(c -> {
            boolean kept = keepsLines && (c == '\n' || c == '\t');
            if (isControl(c) && !kept) {
                plain.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                plain.append((char) c);
            }
        });
        return plain.toString();
    }

    /**
     * Tells whether a character is a control character, including those that change the writing
     * direction.
     */
    private static boolean isControl(int c) {
        return Character.isISOControl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
