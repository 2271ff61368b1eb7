package org.ganlib.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Optional;
import org.ganlib.network.ValueRange;

/** Points of the plane with labelled axes of one scale, so that a circle looks like one. */
public final class ScatterPlot {
    private static final int SIZE = 762;
    private static final int LEFT = 96;
    private static final int TOP = 34;
    private static final int RIGHT = 40;
    private static final int BOTTOM = 60;
    private static final double TEXT = 10;
    /** The width of the bar that explains the shades, in pixels. */
    private static final int BAR = 96;

    private static final int TICK = 6;
    private static final int MOST_TICKS = 8;
    private static final int FEWER_TICKS = 4;
    /**
     * The least extent of the axes, as a share of the numbers on them. With it, labels of four
     * digits differ from tick to tick.
     */
    private static final double LEAST_EXTENT = 0.02;

    private static final Color PAPER = Color.WHITE;
    private static final Color GRID = new Color(0xe6e8ec);
    private static final Color ZERO = new Color(0xc3c8d0);
    private static final Color FRAME = new Color(0x9aa1ac);
    private static final Color INK = new Color(0x3c434e);
    private static final Color POINT = new Color(31, 98, 180, 120);
    private static final Color REFERENCE = new Color(150, 150, 150, 110);
    private static final Color DARK_REFERENCE = new Color(60, 66, 74, 120);
    private static final Color WARM_POINT = new Color(214, 74, 5, 150);
    /** The extent of the axes as a multiple of the reference points' extent. */
    private static final double ROOM = 1.3;

    private final Graphics2D graphics;
    private final Extent extent;

    private ScatterPlot(Graphics2D graphics, Extent extent) {
        this.graphics = graphics;
        this.extent = extent;
    }

    /**
     * Draws points, given as x and y in turn, over grey reference points. Points that are not
     * finite are left out.
     *
     * @param range the range that the axes cover. If it is not bounded, they cover the reference
     *     and some room around it, so that pictures of different points have the same axes; without
     *     a reference they cover the points
     * @param reference the grey points; empty for none
     * @param field the scores that shade the background; empty for a white background
     */
    static BufferedImage draw(ValueRange range, float[] reference, float[] points, Optional<ScoreField> field) {
        int bar = field.isPresent() ? BAR : 0;
        BufferedImage picture =
                new BufferedImage(SIZE + bar, SIZE - RIGHT - LEFT + TOP + BOTTOM, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
            ScatterPlot plot = new ScatterPlot(
                    graphics,
                    reference.length == 0 ? Extent.of(range, points, 1.1) : Extent.of(range, reference, ROOM));
            Optional<Landscape> ground = field.map(plot::sample);
            ground.ifPresent(g -> g.draw(graphics, LEFT, TOP, side()));
            plot.drawAxes(ground.isPresent());
            ground.ifPresent(g -> g.drawBar(graphics, SIZE - RIGHT + 22, TOP + side() / 6, side() * 2 / 3, TEXT));
            graphics.setClip(new Rectangle2D.Double(LEFT, TOP, side(), side()));
            graphics.setColor(ground.isPresent() ? DARK_REFERENCE : REFERENCE);
            plot.drawPoints(reference);
            graphics.setColor(ground.isPresent() ? WARM_POINT : POINT);
            int drawn = plot.drawPoints(points);
            graphics.setClip(null);
            plot.drawCount(drawn, points.length / 2);
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private static double side() {
        return SIZE - LEFT - RIGHT;
    }

    private double x(double value) {
        return LEFT + side() * (value - extent.left()) / extent.size();
    }

    private double y(double value) {
        return TOP + side() * (1 - (value - extent.bottom()) / extent.size());
    }

    private Landscape sample(ScoreField field) {
        return Landscape.of(field, extent.left(), extent.bottom(), extent.size());
    }

    /** @param onGround true if the background is shaded: then ticks are drawn, but no grid lines */
    private void drawAxes(boolean onGround) {
        double step = step();
        graphics.setStroke(new BasicStroke(1));
        double length = onGround ? TICK : side();
        for (double tick : ticks(extent.left(), step)) {
            graphics.setColor(onGround ? FRAME : tick == 0 ? ZERO : GRID);
            graphics.draw(new Line2D.Double(x(tick), TOP + side() - length, x(tick), TOP + side()));
        }
        for (double tick : ticks(extent.bottom(), step)) {
            graphics.setColor(onGround ? FRAME : tick == 0 ? ZERO : GRID);
            graphics.draw(new Line2D.Double(LEFT, y(tick), LEFT + length, y(tick)));
        }
        graphics.setColor(FRAME);
        graphics.draw(new Rectangle2D.Double(LEFT, TOP, side(), side()));

        graphics.setColor(INK);
        for (double tick : ticks(extent.left(), step)) {
            String label = label(tick, step);
            StrokeText.draw(graphics, label, x(tick) - StrokeText.width(label, TEXT) / 2, TOP + side() + 9, TEXT);
        }
        for (double tick : ticks(extent.bottom(), step)) {
            String label = label(tick, step);
            StrokeText.draw(graphics, label, LEFT - 9 - StrokeText.width(label, TEXT), y(tick) - TEXT / 2, TEXT);
        }
        drawName("1", LEFT + side() / 2 - TEXT, TOP + side() + 34);
        drawName("2", LEFT, TOP - 26);
    }

    /** An axis is called x with its number as a subscript. */
    private void drawName(String number, double left, double top) {
        StrokeText.draw(graphics, "x", left, top, 1.3 * TEXT);
        StrokeText.draw(graphics, number, left + TEXT, top + 0.75 * TEXT, 0.8 * TEXT);
    }

    /** Draws the points that lie within the axes, and returns their number. */
    private int drawPoints(float[] points) {
        int drawn = 0;
        int count = points.length / 2;
        double diameter = count <= 500 ? 6 : count <= 5_000 ? 4.5 : 3;
        for (int i = 0; i < count; i++) {
            float first = points[2 * i];
            float second = points[2 * i + 1];
            if (extent.contains(first, second)) {
                graphics.fill(
                        new Ellipse2D.Double(x(first) - diameter / 2, y(second) - diameter / 2, diameter, diameter));
                drawn++;
            }
        }
        return drawn;
    }

    private void drawCount(int drawn, int count) {
        graphics.setColor(INK);
        String label = drawn == count
                ? String.format(Locale.ROOT, "n = %,d", count)
                : String.format(Locale.ROOT, "n = %,d, %,d not drawn", count, count - drawn);
        StrokeText.draw(graphics, label, LEFT + side() - StrokeText.width(label, TEXT), TOP - 20, TEXT);
    }

    /** The distance between ticks. Long labels leave room for fewer ticks. */
    private double step() {
        double step = step(MOST_TICKS);
        double room = side() * step / extent.size() - 2 * TEXT;
        for (double tick : ticks(extent.left(), step)) {
            if (StrokeText.width(label(tick, step), TEXT) > room) {
                return step(FEWER_TICKS);
            }
        }
        return step;
    }

    /**
     * The least distance of the form 1, 2 or 5 times a power of ten that divides the axis into at
     * most {@code parts} parts.
     */
    private double step(int parts) {
        double least = extent.size() / parts;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (least <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private double[] ticks(double low, double step) {
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor((low + extent.size()) / step + 1e-9);
        double[] ticks = new double[(int) (last - first + 1)];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = (first + i) * step;
        }
        return ticks;
    }

    private String label(double tick, double step) {
        String text;
        if (tick == 0) {
            text = "0";
        } else if (extent.largest() >= 1e6 || step < 1e-4) {
            text = String.format(Locale.ROOT, "%.3e", tick).replaceAll("\\.?0*e\\+?(-?)0*", "e$1");
        } else {
            text = String.format(
                    Locale.ROOT, "%." + Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9)) + "f", tick);
        }
        return text.replace('-', '−');
    }

    /** The square that the axes cover. */
    private record Extent(double left, double bottom, double size) {
        /**
         * @param room the side of the axes as a multiple of the points' extent, where the range is
         *     not bounded
         */
        static Extent of(ValueRange range, float[] points, double room) {
            if (range.isBounded()) {
                // The axes exceed the range a little, so that points on its edge are drawn whole.
                double margin = 0.03 * (range.high() - range.low());
                return new Extent(range.low() - margin, range.low() - margin, range.high() - range.low() + 2 * margin);
            }
            double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int i = 0; i < points.length; i += 2) {
                if (Float.isFinite(points[i]) && Float.isFinite(points[i + 1])) {
                    for (int axis = 0; axis < 2; axis++) {
                        low[axis] = Math.min(low[axis], points[i + axis]);
                        high[axis] = Math.max(high[axis], points[i + axis]);
                    }
                }
            }
            if (low[0] > high[0]) {
                return new Extent(-1, -1, 2);
            }
            double middleX = (low[0] + high[0]) / 2;
            double middleY = (low[1] + high[1]) / 2;
            double size = room * Math.max(high[0] - low[0], high[1] - low[1]);
            double least = LEAST_EXTENT * Math.max(Math.abs(middleX), Math.abs(middleY));
            if (size < least || size == 0) {
                size = least == 0 ? 1 : least;
            }
            return new Extent(middleX - size / 2, middleY - size / 2, size);
        }

        /** The largest absolute value on the axes. */
        double largest() {
            return Math.max(
                    Math.max(Math.abs(left), Math.abs(left + size)),
                    Math.max(Math.abs(bottom), Math.abs(bottom + size)));
        }

        boolean contains(double x, double y) {
            return x >= left && x <= left + size && y >= bottom && y <= bottom + size;
        }
    }
}
