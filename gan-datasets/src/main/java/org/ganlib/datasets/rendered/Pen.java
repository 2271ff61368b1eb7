package org.ganlib.datasets.rendered;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Draws characters onto squares of pixels. */
final class Pen {
    /**
     * The share of the side that a character fills, small enough that neither slant nor
     * displacement cuts it off.
     */
    private static final double FILLED = 0.8;

    private final int size;
    /**
     * The number of fine pixels per pixel along each axis. Their mean is taken after the
     * displacement, so that edges stay smooth.
     */
    private final int fineness;

    Pen(int size) {
        this.size = size;
        fineness = size < 64 ? 4 : 2;
    }

    /**
     * Draws a character.
     *
     * @param target receives size² shares of ink, 0 to 1, row by row
     */
    void draw(String character, Writer writer, Displacement displacement, float[] target) {
        int side = size * fineness;
        byte[] ink = drawn(character, writer, side);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double sum = 0;
                for (int i = 0; i < fineness * fineness; i++) {
                    double px = (x * fineness + i % fineness + 0.5) / side;
                    int row = i / fineness;
                    double py = (y * fineness + row + 0.5) / side;
                    sum += inkAt(ink, side, px + displacement.right(px, py), py + displacement.down(px, py));
                }
                target[y * size + x] = (float) (sum / (255 * fineness * fineness));
            }
        }
    }

    private static byte[] drawn(String character, Writer writer, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            AffineTransform toPixels = AffineTransform.getTranslateInstance(side / 2.0, side / 2.0);
            toPixels.scale(FILLED * side, FILLED * side);
            toPixels.concatenate(writer.hand());
            Shape outline = toPixels.createTransformedShape(writer.face().outline(character));
            graphics.fill(outline);
            if (writer.weight() > 0) {
                float width = (float) (writer.weight() * FILLED * side);
                graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                graphics.draw(outline);
            }
        } finally {
            graphics.dispose();
        }
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /**
     * The ink at a point, 0 to 255, interpolated between the four nearest fine pixels; 0 outside.
     */
    private static double inkAt(byte[] ink, int side, double x, double y) {
        double column = x * side - 0.5;
        double row = y * side - 0.5;
        int c = (int) Math.floor(column);
        int r = (int) Math.floor(row);
        double right = column - c;
        double down = row - r;
        return (1 - down) * ((1 - right) * level(ink, side, r, c) + right * level(ink, side, r, c + 1))
                + down * ((1 - right) * level(ink, side, r + 1, c) + right * level(ink, side, r + 1, c + 1));
    }

    private static int level(byte[] ink, int side, int row, int column) {
        return row < 0 || column < 0 || row >= side || column >= side ? 0 : ink[row * side + column] & 0xff;
    }
}
