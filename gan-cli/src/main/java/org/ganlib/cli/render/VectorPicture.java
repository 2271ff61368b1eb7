package org.ganlib.cli.render;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.ganlib.metrics.linear.PrincipalAxes;
import org.ganlib.network.ValueRange;
import org.ganlib.picture.ImageGrid;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.tensor.TensorShape;

/**
 * Draws examples that are neither images nor points of the plane: numbers as a histogram, under
 * their exact density where it is known; longer vectors as points along the two directions in which
 * they vary most.
 */
public final class VectorPicture {
    /**
     * The largest number of coordinates: a matrix with a row and a column for each takes 32 MiB.
     */
    private static final int MOST_COORDINATES = 2048;

    private static final int FEWEST_BARS = 8;
    private static final int MOST_BARS = 80;
    /** Points per bar at which a density is drawn. */
    private static final int FINE = 8;

    private VectorPicture() {}

    /** Returns true if this is the way to draw such examples. */
    public static boolean canDraw(TensorShape shape, int count) {
        int coordinates = shape.elements();
        return !shape.isImage() && coordinates != 2 && coordinates <= MOST_COORDINATES && count >= 2;
    }

    /**
     * Writes a PNG file, as a whole or not at all.
     *
     * @param examples finite, at least two
     * @param known the latents that they come from, if those are known
     * @throws org.ganlib.problem.GanException if it cannot be written
     */
    public static void write(Path target, String name, Examples examples, Optional<KnownDistribution> known) {
        if (examples.shape().elements() == 1) {
            histogram(name, examples.values(), known).write(target);
        } else {
            float[] points = PrincipalAxes.of(examples, 2).coordinates(examples, 2);
            ImageGrid.of(TensorShape.of(2), ValueRange.UNBOUNDED, points).write(target);
        }
    }

    private static LineFigure histogram(String name, float[] values, Optional<KnownDistribution> known) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted[0];
        double high = sorted[sorted.length - 1] > low ? sorted[sorted.length - 1] : low + 1;
        int bars = Math.max(FEWEST_BARS, Math.min(MOST_BARS, (int) Math.sqrt(values.length)));
        double width = (high - low) / bars;
        double[] heights = new double[bars];
        for (float value : sorted) {
            heights[Math.min(bars - 1, (int) ((value - low) / width))] += 1 / (width * values.length);
        }
        double[] points = new double[bars * FINE + 1];
        Arrays.setAll(points, i -> low + i * width / FINE);
        double[] steps = new double[points.length];
        Arrays.setAll(steps, i -> heights[Math.min(bars - 1, i / FINE)]);
        double[] density = known.map(law -> Arrays.stream(points)
                        .map(x -> Math.exp(law.logDensity(new double[] {x})))
                        .toArray())
                .orElseGet(() -> new double[0]);
        double top = Math.max(
                Arrays.stream(heights).max().orElseThrow(),
                Arrays.stream(density).max().orElse(0));
        LineFigure figure = new LineFigure(name, "value", "density", points, 1.1 * top)
                .add("examples", steps, LineFigure.Look.GROUND);
        return density.length == 0 ? figure : figure.add("exact density", density, LineFigure.Look.MAIN);
    }
}
