package org.ganlib.cli.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.ganlib.file.AtomicFile;
import org.ganlib.picture.Png;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Functions over a common axis, drawn to be read in print: on white, and told apart without colour
 * too.
 */
public final class LineFigure {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 440;
    private static final int TICK_SPACING = 100;
    /** About the size of the area between the axes; it sets the length of dashes. */
    private static final double PLOT_WIDTH = 0.85 * WIDTH;

    private static final double PLOT_HEIGHT = 0.7 * HEIGHT;
    private static final Color GROUND_FILL = new Color(0xE4E4E4);
    private static final Color GRID = new Color(0xDDDDDD);

    private final XYChart chart;
    private final double[] points;
    private final double low;
    private final double high;

    /** The style in which a function is drawn. */
    public enum Look {
        /** A grey area: what everything else is compared with. */
        GROUND(new Color(0x555555), 1.5f, 1, 0),
        /** A thick blue line. */
        MAIN(new Color(0x0B5CAD), 3f, 1, 0),
        /** A dashed orange line. */
        SECOND(new Color(0xD95F02), 2.5f, 10, 5),
        /** A thin dotted black line: a reference. */
        REFERENCE(Color.BLACK, 1.8f, 3, 4);

        private final Color color;
        private final float width;
        private final float mark;
        private final float gap;

        /** Marks and gaps are measured in pixels. */
        Look(Color color, float width, float mark, float gap) {
            this.color = color;
            this.width = width;
            this.mark = mark;
            this.gap = gap;
        }

        private BasicStroke stroke() {
            return gap == 0
                    ? new BasicStroke(width)
                    : new BasicStroke(
                            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {mark, gap}, 0f);
        }

        /**
         * Returns true if a line is drawn at that many pixels from its start. The chart strokes
         * lines point by point and begins the dashes anew at each, which closes every gap on a fine
         * grid; so gaps are cut out of the line itself, and the stroke serves the legend.
         */
        private boolean marksAt(double length) {
            return gap == 0 || length % (mark + gap) <= mark;
        }
    }

    /**
     * A figure without functions, over these points, with the vertical axis from 0 to {@code high}.
     */
    public LineFigure(String title, String xLabel, String yLabel, double[] points, double high) {
        this(title, xLabel, yLabel, points, 0, high);
    }

    /**
     * A figure without functions, over these points, with the vertical axis from {@code low} to
     * {@code high}.
     */
    public LineFigure(String title, String xLabel, String yLabel, double[] points, double low, double high) {
        this.points = points.clone();
        this.low = low;
        this.high = high;
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xLabel)
                .yAxisTitle(yLabel)
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(font(Font.PLAIN, 15))
                .setLegendSeriesLineLength(34)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(font(Font.BOLD, 17))
                .setLocale(Locale.ROOT)
                .setAntiAlias(true);
        chart.getStyler()
                .setAxisTitleFont(font(Font.PLAIN, 15))
                .setAxisTickLabelsFont(font(Font.PLAIN, 13))
                .setPlotGridLinesColor(GRID)
                .setXAxisTickMarkSpacingHint(TICK_SPACING)
                .setYAxisMin(low)
                .setYAxisMax(high)
                .setXAxisMin(points[0])
                .setXAxisMax(points[points.length - 1]);
    }

    /**
     * Adds a function by its value at each point. What lies off the vertical axis is cut off at its
     * ends, infinities too.
     */
    public LineFigure add(String name, double[] valuesAnywhere, Look look) {
        double[] values = DoubleStream.of(valuesAnywhere).map(this::nearAxis).toArray();
        Line line = new Line();
        double width = points[points.length - 1] - points[0];
        double length = 0;
        for (int i = 1; i < values.length; i++) {
            double dx = points[i] - points[i - 1];
            double dy = values[i] - values[i - 1];
            double pixels = Math.hypot(dx / width * PLOT_WIDTH, dy / (high - low) * PLOT_HEIGHT);
            // At evenly spaced points the chart would put its ticks on points, round numbers or
            // not; one piece more in the first step prevents it.
            int pieces = (i == 1 ? 2 : 1) + (int) pixels;
            for (int k = 0; k < pieces; k++) {
                double y = values[i - 1] + dy * k / pieces;
                line.add(points[i - 1] + dx * k / pieces, look.marksAt(length) ? y : Double.NaN);
                length += pixels / pieces;
            }
        }
        line.add(points[points.length - 1], values[values.length - 1]);
        XYSeries series =
                chart.addSeries(name, line.x.build().toArray(), line.y.build().toArray());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(look.color);
        series.setLineStyle(look.stroke());
        if (look == Look.GROUND) {
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
            series.setFillColor(GROUND_FILL);
        }
        return this;
    }

    /**
     * Far enough off the axis that the line still leaves it, near enough to be drawn in few pieces.
     */
    private double nearAxis(double y) {
        double span = high - low;
        return Math.max(low - span, Math.min(high + span, y));
    }

    /** A line of pieces about a pixel long. */
    private static final class Line {
        private final DoubleStream.Builder x = DoubleStream.builder();
        private final DoubleStream.Builder y = DoubleStream.builder();

        void add(double pointX, double pointY) {
            x.add(pointX);
            y.add(pointY);
        }
    }

    /** Writes it as PNG. */
    public void write(Path file) {
        write(file, List.of(this), 1);
    }

    /** Writes several as one PNG, row by row. */
    public static void write(Path file, List<LineFigure> figures, int columns) {
        int rows = (figures.size() + columns - 1) / columns;
        BufferedImage all = new BufferedImage(columns * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = all.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, all.getWidth(), all.getHeight());
        for (int i = 0; i < figures.size(); i++) {
            canvas.drawImage(
                    BitmapEncoder.getBufferedImage(figures.get(i).chart),
                    i % columns * WIDTH,
                    i / columns * HEIGHT,
                    null);
        }
        canvas.dispose();
        AtomicFile.write(file, out -> Png.write(all, out));
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
