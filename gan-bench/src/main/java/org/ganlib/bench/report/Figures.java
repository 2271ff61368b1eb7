package org.ganlib.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Numbers of a document as texts; a dash for what was not measured. */
final class Figures {
    static final String NONE = "–";

    private Figures() {}

    /** Three digits that count. */
    static String millis(JsonNode number) {
        return number.isNumber() ? digits(number.asDouble()) : NONE;
    }

    /** For example {@code 19.2 (18.9–20.1)}. */
    static String millis(JsonNode row, String of) {
        JsonNode median = row.path(of + "_ms");
        if (!median.isNumber()) {
            return NONE;
        }
        return digits(median.asDouble()) + " ("
                + digits(row.path(of + "_ms_min").asDouble()) + "–"
                + digits(row.path(of + "_ms_max").asDouble()) + ")";
    }

    static String ratio(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.2f", number.asDouble()) : NONE;
    }

    static String percent(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.0f %%", 100 * number.asDouble()) : NONE;
    }

    /** A small share, with its significant digits. */
    static String share(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.2g", number.asDouble()) : NONE;
    }

    static String whole(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%,.0f", number.asDouble()) : NONE;
    }

    private static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
