package org.ganlib.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines over training steps as SVG: faint where every logged value is shown, bold for running
 * means. Lines differ in colour and in dashes, so that they are told apart in print. Values beyond
 * the 1st and 99th percentile may be cut off, so that a spike does not flatten the rest.
 */
final class Chart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 280;
    private static final int LEFT = 92;
    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 46;
    private static final int MOST_POINTS = 500;
    /** Fewer values than this are shown as they are. */
    private static final int SMOOTHED_FROM = 60;

    private static final int WINDOWS = 40;

    private final String title;
    private final String valueLabel;
    private final boolean ratios;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, Series all, Series bold) {}

    /**
     * A chart without lines.
     *
     * @param ratios true if the vertical axis may be logarithmic: it is where values span more than
     *     a factor of 50
     */
    Chart(String title, String valueLabel, boolean ratios) {
        this.title = title;
        this.valueLabel = valueLabel;
        this.ratios = ratios;
    }

    /** Adds a line; of at least one point. */
    Chart add(String name, Series series) {
        Series bold = series.count() < SMOOTHED_FROM ? series : series.smoothed(window(series));
        lines.add(new Line(name, series, bold));
        return this;
    }

    private static int window(Series series) {
        return Math.max(3, series.count() / WINDOWS) | 1;
    }

    /** The figure with its caption and legend. */
    String html() {
        ChartAxis vertical = vertical();
        ChartAxis horizontal = horizontal();
        StringBuilder svg = new StringBuilder();
        svg.append("<figure class=\"chart\"><figcaption>")
                .append(Html.escape(title))
                .append("</figcaption>\n<ul class=\"legend\">");
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<li><svg width=\"26\" height=\"10\" aria-hidden=\"true\"><path class=\"line l")
                    .append(i % 5)
                    .append("\" d=\"M1 5H25\"/></svg>")
                    .append(Html.escape(lines.get(i).name()))
                    .append(" <b>")
                    .append(ChartAxis.text(lines.get(i).bold().last()))
                    .append("</b></li>");
        }
        svg.append("</ul>\n<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(Html.escape(title + " over training steps"))
                .append("\">\n");
        axes(svg, horizontal, vertical);
        String clip = "clip-" + Integer.toHexString(title.hashCode());
        svg.append(String.format(
                Locale.ROOT,
                "<clipPath id=\"%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath><g clip-path=\"url(#%s)\">%n",
                clip,
                LEFT,
                TOP,
                WIDTH - LEFT - RIGHT,
                HEIGHT - TOP - BOTTOM,
                clip));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.all() != line.bold()) {
                path(svg, "faint l" + i % 5, line.all().thinned(MOST_POINTS), horizontal, vertical);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            path(svg, "line l" + i % 5, lines.get(i).bold().thinned(MOST_POINTS), horizontal, vertical);
        }
        return svg.append("</g></svg>\n</figure>\n").toString();
    }

    private ChartAxis horizontal() {
        double high = 0;
        for (Line line : lines) {
            high = Math.max(high, line.all().step(line.all().count() - 1));
        }
        return high > 0 ? new ChartAxis(0, high, false) : ChartAxis.around(0, 0);
    }

    private ChartAxis vertical() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            double[] sorted = line.all().sorted();
            int cut = sorted.length / 100;
            low = Math.min(low, sorted[cut]);
            high = Math.max(high, sorted[sorted.length - 1 - cut]);
        }
        return ratios && low > 0 && high > 50 * low ? ChartAxis.aroundRatios(low, high) : ChartAxis.around(low, high);
    }

    private void axes(StringBuilder svg, ChartAxis horizontal, ChartAxis vertical) {
        for (double tick : vertical.ticks()) {
            double y = y(vertical, tick);
            svg.append(String.format(
                    Locale.ROOT,
                    "<path class=\"grid%s\" d=\"M%d %.1fH%d\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    tick == 0 ? " zero" : "",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    LEFT - 7,
                    y + 4,
                    vertical.label(tick)));
        }
        for (double tick : horizontal.ticks()) {
            double x = x(horizontal, tick);
            svg.append(String.format(
                    Locale.ROOT,
                    "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x,
                    TOP,
                    HEIGHT - BOTTOM,
                    x,
                    HEIGHT - BOTTOM + 18,
                    horizontal.label(tick)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<path class=\"frame\" d=\"M%d %dV%dH%d\"/><text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">generator step</text>"
                        + "<text class=\"axis\" transform=\"translate(15 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                LEFT,
                TOP,
                HEIGHT - BOTTOM,
                WIDTH - RIGHT,
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 8,
                (TOP + HEIGHT - BOTTOM) / 2,
                Html.escape(valueLabel)));
    }

    private static void path(StringBuilder svg, String style, Series series, ChartAxis horizontal, ChartAxis vertical) {
        svg.append("<path class=\"").append(style).append("\" d=\"");
        for (int i = 0; i < series.count(); i++) {
            double value = vertical.logarithmic() ? Math.max(series.value(i), Double.MIN_NORMAL) : series.value(i);
            // Coordinates are limited, because browsers lose precision with huge ones.
            double y = Math.max(-HEIGHT, Math.min(2 * HEIGHT, y(vertical, value)));
            svg.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x(horizontal, series.step(i)), y));
        }
        if (series.count() == 1) {
            svg.append("h0.1");
        }
        svg.append("\"/>\n");
    }

    private static double x(ChartAxis scale, double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * scale.position(value);
    }

    private static double y(ChartAxis scale, double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - scale.position(value));
    }
}
