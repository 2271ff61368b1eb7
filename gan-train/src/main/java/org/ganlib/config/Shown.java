package org.ganlib.config;

import java.util.List;
import java.util.Map;
import org.ganlib.plugin.SettingText;

/** Shows a given value in a message. */
final class Shown {
    private Shown() {}

    private static final int LONGEST = 200;

    /** A scalar as it was written, shortened to the length that a message has room for. */
    static String bare(Object value) {
        return value instanceof Double number ? SettingText.number(number) : cut(value.toString());
    }

    /** A value behind "was". */
    static String value(Object value) {
        if (value instanceof String text) {
            return "'" + cut(text) + "'";
        }
        if (value instanceof Double number) {
            // 3.0 keeps its point: that it has one may be the problem.
            String text = SettingText.number(number);
            return text.matches("-?[0-9]+") ? text + ".0" : text;
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof Map ? "a section" : cut(String.valueOf(value));
    }

    /** A text, shortened to the length that a message has room for. */
    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
