package org.ganlib.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/**
 * A critic's scores over a square, drawn as shades with lines of equal score and a bar that
 * explains the shades. Higher scores are darker. The shades cover the 1st to the 99th percentile of
 * the scores; scores outside have the first or the last shade.
 */
public final class Landscape {
    private static final int CELLS = 160;
    private static final int LINES = 8;
    private static final Color LINE = new Color(30, 60, 100, 110);
    private static final Color INK = new Color(0x3c434e);
    private static final Color FRAME = new Color(0x9aa1ac);
    /**
     * The colours of scores from low to high: pale yellow, green, blue, each darker than the one
     * before. All are light enough for points to be visible on them.
     */
    private static final int[] SHADES = {0xfffde4, 0xe3f3d0, 0xbfe3cb, 0x9accca, 0x7bb0c9, 0x6492c4};

    private final double[] scores;
    private final double low;
    private final double high;

    private Landscape(double[] scores, double low, double high) {
        this.scores = scores;
        this.low = low;
        this.high = high;
    }

    /** Samples a field over the square whose lower left corner and side are given. */
    static Landscape of(ScoreField field, double left, double bottom, double size) {
        float[] points = new float[2 * (CELLS + 1) * (CELLS + 1)];
        for (int row = 0; row <= CELLS; row++) {
            for (int column = 0; column <= CELLS; column++) {
                int at = 2 * (row * (CELLS + 1) + column);
                points[at] = (float) (left + size * column / CELLS);
                points[at + 1] = (float) (bottom + size * row / CELLS);
            }
        }
        double[] scores = field.at(points);
        double[] sorted =
                Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Landscape(scores, 0, 1);
        }
        double low = sorted[sorted.length / 100];
        double high = sorted[sorted.length - 1 - sorted.length / 100];
        return new Landscape(scores, low, high > low ? high : low + 1);
    }

    /** Fills the square that starts at (x, y) with side {@code side} on the picture. */
    void draw(Graphics2D graphics, double x, double y, double side) {
        BufferedImage shades = new BufferedImage(CELLS + 1, CELLS + 1, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row <= CELLS; row++) {
            for (int column = 0; column <= CELLS; column++) {
                shades.setRGB(column, CELLS - row, shade(score(row, column)));
            }
        }
        // The sampled points are the centres of pixels, so half a pixel lies beyond each edge and
        // is clipped.
        double cell = side / CELLS;
        AffineTransform place = AffineTransform.getTranslateInstance(x - cell / 2, y - cell / 2);
        place.scale(cell, cell);
        graphics.setClip(new Rectangle2D.Double(x, y, side, side));
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(shades, place, null);
        graphics.setColor(LINE);
        graphics.setStroke(new BasicStroke(1));
        for (int i = 0; i < LINES; i++) {
            graphics.draw(contour(low + (high - low) * (i + 0.5) / LINES, x, y, cell));
        }
        graphics.setClip(null);
    }

    /**
     * The line on which the score is {@code level}. Each cell is two triangles, in which the score
     * is interpolated linearly (marching triangles).
     */
    private Path2D contour(double level, double x, double y, double cell) {
        Path2D line = new Path2D.Double();
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                for (int half = 0; half < 2; half++) {
                    int[][] corners = {{row, column}, {row + half, column + 1 - half}, {row + 1, column + 1}};
                    double[] crossing = new double[4];
                    int found = 0;
                    for (int i = 0; i < 3 && found < 2; i++) {
                        int[] from = corners[i];
                        int[] to = corners[(i + 1) % 3];
                        double first = score(from[0], from[1]) - level;
                        double second = score(to[0], to[1]) - level;
                        if ((first < 0) != (second < 0)) {
                            double t = first / (first - second);
                            crossing[2 * found] = x + cell * (from[1] + t * (to[1] - from[1]));
                            crossing[2 * found + 1] = y + cell * (CELLS - from[0] - t * (to[0] - from[0]));
                            found++;
                        }
                    }
                    if (found == 2) {
                        line.moveTo(crossing[0], crossing[1]);
                        line.lineTo(crossing[2], crossing[3]);
                    }
                }
            }
        }
        return line;
    }

    /** The bar, its upper left corner at (x, y). */
    void drawBar(Graphics2D graphics, double x, double y, double height, double text) {
        int width = 16;
        for (int i = 0; i < height; i++) {
            graphics.setColor(new Color(shade(high - (high - low) * i / (height - 1))));
            graphics.fill(new Rectangle2D.Double(x, y + i, width, 1.5));
        }
        graphics.setColor(FRAME);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Rectangle2D.Double(x, y, width, height));
        for (int i = 0; i <= 4; i++) {
            double at = y + height * (1 - i / 4.0);
            graphics.setColor(FRAME);
            graphics.setStroke(new BasicStroke(1));
            graphics.draw(new Line2D.Double(x + width, at, x + width + 4, at));
            graphics.setColor(INK);
            StrokeText.draw(graphics, label(low + (high - low) * i / 4), x + width + 9, at - text / 2, text);
        }
        StrokeText.draw(graphics, "critic score", x - 14, y + height + 20, text);
    }

    private String label(double value) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        String text = size >= 1e4 || size < 1e-2
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
        return text.replace("e+0", "e").replace("e-0", "e−").replace("e+", "e").replace('-', '−');
    }

    private double score(int row, int column) {
        return scores[row * (CELLS + 1) + column];
    }

    private int shade(double score) {
        double place = Double.isNaN(score) ? 0 : Math.max(0, Math.min(1, (score - low) / (high - low)));
        double scaled = place * (SHADES.length - 1);
        int first = Math.min(SHADES.length - 2, (int) scaled);
        double part = scaled - first;
        int shade = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = (SHADES[first] >> shift) & 0xff;
            int to = (SHADES[first + 1] >> shift) & 0xff;
            shade |= (int) Math.round(from + part * (to - from)) << shift;
        }
        return shade;
    }
}
