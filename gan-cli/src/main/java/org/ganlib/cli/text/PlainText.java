package org.ganlib.cli.text;

import java.util.List;
import java.util.Locale;

/**
 * Text from outside the program - names of files, classes and columns, values of settings, contents
 * of a run's files - as it is printed: without the control characters that would move a terminal's
 * cursor, colour it or hide what was written before.
 */
public final class PlainText {
    /** An argument that is longer is not repeated whole in a message. */
    private static final int LONGEST_ARGUMENT = 200;

    private static final int LONGEST_LINE = 2000;
    /** The number of characters that a text which is cut keeps at each end. */
    private static final double SHARE_OF_BEGINNING = 0.75;

    private PlainText() {}

    /**
     * One line: every control character, line ends included, is written as its number, such as
     * {@code \}{@code u001b}.
     */
    public static String line(Object text) {
        return escaped(String.valueOf(text), false);
    }

    /** The same for text of several lines, whose ends stay. */
    public static String lines(Object text) {
        return escaped(String.valueOf(text), true);
    }

    /**
     * A message as it is told: without control characters but line ends, with long arguments and
     * very long lines cut in their middle.
     *
     * @param arguments of the command line, which messages repeat
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
     * The beginning and the end of a text that is longer than {@code longest}, with the number of
     * characters left out between them.
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

    /** Control characters, and the marks that turn the direction of what follows. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
