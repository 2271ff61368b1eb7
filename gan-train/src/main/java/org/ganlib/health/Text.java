package org.ganlib.health;

import java.util.Locale;

/** Numbers in findings. */
final class Text {
    private Text() {}

    /** Three digits, an exponent where the number is very large or small. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == 0 || (size >= 1e-3 && size < 1e5)) {
            String text = String.format(Locale.ROOT, size < 1 ? "%.4f" : size < 100 ? "%.2f" : "%.0f", value);
            return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
        }
        return String.format(Locale.ROOT, "%.2e", value);
    }

    static String percent(double share) {
        return number(100 * share) + " %";
    }
}
