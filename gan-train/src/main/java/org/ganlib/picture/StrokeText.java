package org.ganlib.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Map;
import java.util.Scanner;

/**
 * The few characters that axes need, drawn as strokes. Java's own fonts come from the system: a
 * server or a container often has none, where drawing text fails, and elsewhere the same picture
 * would differ from machine to machine.
 */
public final class StrokeText {
    /**
     * Strokes on a field 4 wide and 6 high, y downwards: M moves, L draws a line, C a cubic curve.
     */
    private static final Map<Character, String> GLYPHS = Map.ofEntries(
            Map.entry('0', "M 2 0 C 3.3 0 4 1.2 4 3 C 4 4.8 3.3 6 2 6 C .7 6 0 4.8 0 3 C 0 1.2 .7 0 2 0"),
            Map.entry('1', "M .9 1.3 L 2.4 0 L 2.4 6"),
            Map.entry('2', "M .2 1.6 C .2 .6 1 0 2 0 C 3.1 0 3.8 .7 3.8 1.7 C 3.8 2.6 3.2 3.2 2.4 3.9 L .1 6 L 4 6"),
            Map.entry(
                    '3',
                    "M .3 1 C .7 .3 1.3 0 2 0 C 3.1 0 3.7 .6 3.7 1.5 C 3.7 2.4 3 2.9 1.7 2.9"
                            + " C 3.1 2.9 4 3.4 4 4.4 C 4 5.4 3.2 6 2 6 C 1.1 6 .4 5.6 0 4.9"),
            Map.entry('4', "M 3.1 6 L 3.1 0 L 0 4.3 L 4 4.3"),
            Map.entry(
                    '5',
                    "M 3.6 0 L .7 0 L .4 2.7 C .9 2.3 1.4 2.1 2 2.1 C 3.2 2.1 4 2.9 4 4 C 4 5.2 3.2 6 2 6 C 1.1 6 .4 5.6 0 4.9"),
            Map.entry(
                    '6',
                    "M 3.5 .5 C 3.1 .2 2.6 0 2.2 0 C .8 0 0 1.4 0 3.4 C 0 5.1 .8 6 2 6 C 3.2 6 4 5.2 4 4.1"
                            + " C 4 3 3.2 2.3 2.1 2.3 C 1.1 2.3 .3 2.9 0 3.8"),
            Map.entry('7', "M 0 0 L 4 0 L 1.5 6"),
            Map.entry(
                    '8',
                    "M 2 2.8 C 1 2.8 .4 2.2 .4 1.4 C .4 .6 1 0 2 0 C 3 0 3.6 .6 3.6 1.4 C 3.6 2.2 3 2.8 2 2.8"
                            + " C .8 2.8 0 3.5 0 4.4 C 0 5.4 .8 6 2 6 C 3.2 6 4 5.4 4 4.4 C 4 3.5 3.2 2.8 2 2.8"),
            Map.entry(
                    '9',
                    "M .5 5.5 C .9 5.8 1.4 6 1.8 6 C 3.2 6 4 4.6 4 2.6 C 4 .9 3.2 0 2 0 C .8 0 0 .8 0 1.9"
                            + " C 0 3 .8 3.7 1.9 3.7 C 2.9 3.7 3.7 3.1 4 2.2"),
            Map.entry('−', "M .3 3.2 L 3.7 3.2"),
            Map.entry('.', "M 1 5.9 L 1 6"),
            Map.entry(',', "M 1.2 5.8 L .8 7"),
            Map.entry('=', "M .3 2.5 L 3.7 2.5 M .3 4.1 L 3.7 4.1"),
            Map.entry(
                    'e',
                    "M .3 4 L 3.7 4 C 3.7 2.8 3 2 2 2 C .9 2 .2 2.9 .2 4 C .2 5.2 1 6 2.1 6 C 2.8 6 3.3 5.7 3.6 5.2"),
            Map.entry('n', "M .4 6 L .4 2 M .4 3.4 C .8 2.5 1.3 2 2 2 C 3 2 3.5 2.6 3.5 3.6 L 3.5 6"),
            Map.entry('x', "M .4 2 L 3.6 6 M 3.6 2 L .4 6"),
            Map.entry(
                    'a',
                    "M 3.6 2 L 3.6 6 M 3.6 4 C 3.6 2.8 3 2 2 2 C .9 2 .2 2.8 .2 4 C .2 5.2 .9 6 2 6 C 3 6 3.6 5.2 3.6 4"),
            Map.entry(
                    'd',
                    "M 3.6 0 L 3.6 6 M 3.6 4 C 3.6 2.8 3 2 2 2 C .9 2 .2 2.8 .2 4 C .2 5.2 .9 6 2 6 C 3 6 3.6 5.2 3.6 4"),
            Map.entry('o', "M 2 2 C .9 2 .2 2.8 .2 4 C .2 5.2 .9 6 2 6 C 3.1 6 3.8 5.2 3.8 4 C 3.8 2.8 3.1 2 2 2"),
            Map.entry('r', "M .8 6 L .8 2 M .8 3.6 C 1.1 2.6 1.8 2 2.8 2.1"),
            Map.entry('t', "M 1.6 .6 L 1.6 5 C 1.6 5.7 2 6 2.6 6 L 3.2 5.9 M .5 2 L 3.2 2"),
            Map.entry(
                    'c',
                    "M 3.6 2.8 C 3.2 2.3 2.7 2 2.1 2 C .9 2 .2 2.8 .2 4 C .2 5.2 .9 6 2.1 6 C 2.7 6 3.2 5.7 3.6 5.2"),
            Map.entry(
                    'g',
                    "M 3.6 2 L 3.6 6.6 C 3.6 7.6 3 8 2 8 C 1.3 8 .8 7.8 .4 7.4"
                            + " M 3.6 4 C 3.6 2.8 3 2 2 2 C .9 2 .2 2.8 .2 4 C .2 5.2 .9 6 2 6 C 3 6 3.6 5.2 3.6 4"),
            Map.entry('i', "M 2 2 L 2 6 M 2 .3 L 2 .4"),
            Map.entry('l', "M 2 0 L 2 6"),
            Map.entry(
                    'p',
                    "M .4 8 L .4 2 M .4 4 C .4 2.8 1 2 2 2 C 3.1 2 3.8 2.8 3.8 4 C 3.8 5.2 3.1 6 2 6 C 1 6 .4 5.2 .4 4"),
            Map.entry(
                    's',
                    "M 3.5 2.7 C 3.1 2.2 2.6 2 2 2 C 1.1 2 .5 2.4 .5 3 C .5 4.4 3.6 3.5 3.6 5 C 3.6 5.6 2.9 6 2 6 C 1.3 6 .7 5.7 .3 5.2"),
            Map.entry('w', "M 0 2 L 1 6 L 2 2.6 L 3 6 L 4 2"),
            Map.entry(' ', ""));

    private static final double HEIGHT = 6;
    private static final double WEIGHT = 0.75;

    private StrokeText() {}

    /** The width of {@code text} whose digits are {@code size} pixels high. */
    static double width(String text, double size) {
        double width = text.chars().mapToDouble(StrokeText::advance).sum();
        return (width - 2) * size / HEIGHT;
    }

    /**
     * Draws {@code text} in the graphics' colour, its upper left corner at (x, y), digits {@code
     * size} pixels high.
     */
    public static void draw(Graphics2D graphics, String text, double x, double y, double size) {
        Path2D strokes = new Path2D.Double();
        double left = 0;
        for (int i = 0; i < text.length(); i++) {
            Path2D glyph = glyph(text.charAt(i));
            glyph.transform(AffineTransform.getTranslateInstance(left, 0));
            strokes.append(glyph, false);
            left += advance(text.charAt(i));
        }
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(size / HEIGHT, size / HEIGHT);
        graphics.setStroke(
                new BasicStroke((float) (WEIGHT * size / HEIGHT), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(place.createTransformedShape(strokes));
    }

    private static double advance(int character) {
        return switch (character) {
            case '.', ',' -> 4;
            case ' ' -> 3;
            default -> 6;
        };
    }

    private static Path2D glyph(char character) {
        String description = GLYPHS.get(character);
        if (description == null) {
            throw new IllegalArgumentException("there are no strokes for '" + character + "'");
        }
        Path2D path = new Path2D.Double();
        Scanner words = new Scanner(description);
        while (words.hasNext()) {
            switch (words.next()) {
                case "M" -> path.moveTo(number(words), number(words));
                case "L" -> path.lineTo(number(words), number(words));
                default ->
                    path.curveTo(
                            number(words), number(words), number(words), number(words), number(words), number(words));
            }
        }
        return path;
    }

    private static double number(Scanner words) {
        return Double.parseDouble(words.next());
    }
}
