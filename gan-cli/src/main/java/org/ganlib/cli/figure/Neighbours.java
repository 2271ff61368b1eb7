package org.ganlib.cli.figure;

import java.util.Arrays;
import java.util.Optional;
import org.ganlib.library.TrainedModel;
import org.ganlib.network.ValueRange;
import org.ganlib.picture.ImageGrid;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;

/**
 * Generated images above the training images nearest to them, by Euclidean distance of pixels: a
 * generator that copies shows the same image twice.
 */
public final class Neighbours {
    private static final int COLUMNS = 12;
    private static final int NEAREST = 2;
    /**
     * Examples are read in pieces of about this many numbers, so that large images need little
     * memory.
     */
    private static final int CHUNK_NUMBERS = 1 << 22;

    /**
     * The maximum number of values that are searched, about 10,000 digits. More could make a report
     * slow.
     */
    private static final int MOST_NUMBERS = 8_000_000;

    private Neighbours() {}

    /**
     * The picture and the examples it was made from.
     *
     * @param grid generated images, each above the training images nearest to it
     * @param compared the training images that were searched
     */
    public record Found(ImageGrid grid, Subset compared) {}

    /**
     * The picture; empty if the examples are no images, or the data set is endless or cannot be
     * opened.
     *
     * @param display the values that are shown as black and white
     */
    public static Optional<Found> of(TrainedModel model, long seed, ValueRange display) {
        int most = MOST_NUMBERS / model.data().shape().elements();
        int real = Math.min(model.data().examples().orElse(0), most);
        if (!model.data().shape().isImage() || !ImageGrid.canDraw(model.data().shape()) || real < NEAREST) {
            return Optional.empty();
        }
        Optional<Dataset> training = model.trainingFor("nearest training images are left out");
        if (training.isEmpty()) {
            return Optional.empty();
        }
        Subset compared = Subset.of(training.get(), real, seed, "neighbours");
        int[] indices = compared.indices();
        Examples generated = model.sample(COLUMNS, seed);
        int elements = generated.shape().elements();
        float[] rows = new float[(1 + NEAREST) * COLUMNS * elements];
        System.arraycopy(generated.values(), 0, rows, 0, COLUMNS * elements);
        double[][] squares = new double[COLUMNS][NEAREST];
        for (double[] best : squares) {
            Arrays.fill(best, Double.POSITIVE_INFINITY);
        }
        int chunk = Math.max(1, CHUNK_NUMBERS / elements);
        for (int from = 0; from < real; from += chunk) {
            float[] values = training.get()
                    .read(Arrays.copyOfRange(indices, from, Math.min(from + chunk, real)))
                    .values();
            for (int i = 0; i < values.length / elements; i++) {
                for (int column = 0; column < COLUMNS; column++) {
                    keep(rows, squares[column], column, values, i, elements);
                }
            }
        }
        return Optional.of(new Found(ImageGrid.rows(generated.shape(), display, rows, COLUMNS), compared));
    }

    /** Puts a real example among the nearest of a column, if it is one. */
    private static void keep(float[] rows, double[] best, int column, float[] values, int example, int elements) {
        double square = square(rows, column * elements, values, example * elements, elements);
        for (int rank = 0; rank < NEAREST; rank++) {
            if (square < best[rank]) {
                for (int lower = NEAREST - 1; lower > rank; lower--) {
                    best[lower] = best[lower - 1];
                    System.arraycopy(
                            rows, place(lower - 1, column) * elements, rows, place(lower, column) * elements, elements);
                }
                best[rank] = square;
                System.arraycopy(values, example * elements, rows, place(rank, column) * elements, elements);
                return;
            }
        }
    }

    private static int place(int rank, int column) {
        return (1 + rank) * COLUMNS + column;
    }

    private static double square(float[] a, int from, float[] b, int start, int elements) {
        float sum = 0;
        for (int i = 0; i < elements; i++) {
            float difference = a[from + i] - b[start + i];
            sum += difference * difference;
        }
        return sum;
    }
}
