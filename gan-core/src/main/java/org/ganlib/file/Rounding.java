package org.ganlib.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ganlib.problem.DataException;

/** Rounds a table of numbers to 32-bit floats, and measures how much that loses. */
public final class Rounding {
    /**
     * The largest rounding error that is not reported, as a fraction of the column's standard
     * deviation.
     */
    private static final double TOLERATED = 1e-3;

    /**
     * Differences up to this many units in the last place of a double count as errors of a
     * calculation, not as data.
     */
    private static final int NOISE = 16;

    /**
     * The effect of rounding on one column of a table.
     *
     * @param index the column's index, from 0
     * @param centre the mean of its numbers, rounded to a whole number if all of them are whole
     * @param spread their standard deviation
     * @param lost true if rounding changes the numbers by more than a thousandth of their spread. A
     *     column loses nothing if its numbers are equal, or differ only by rounding errors of
     *     doubles.
     */
    public record Column(int index, double centre, double spread, boolean lost) {
        /** A description such as {@code 100000000 ± 1.02, where floats are 8 apart}. */
        public String text() {
            return String.format(Locale.ROOT, "%.9g ± %.3g, where floats are %.3g apart", centre, spread, (double)
                    Math.ulp((float) centre));
        }

        /**
         * Tells whether rounding would still lose differences between the numbers if an offset were
         * subtracted first.
         */
        public boolean lostFrom(double offset) {
            // The mean squared error of rounding to multiples of a step is a twelfth of the step's
            // square.
            return lost && Math.ulp((float) (centre - offset)) / Math.sqrt(12) > TOLERATED * spread;
        }
    }

    private Rounding() {}

    /**
     * Measures every column.
     *
     * @param columns the number of numbers in a row, ≥ 1
     */
    public static List<Column> columns(Numbers numbers, int columns) {
        int rows = numbers.count() / columns;
        double[] mean = new double[columns];
        double[] squares = new double[columns];
        double[] errors = new double[columns];
        for (int index = 0; index < rows * columns; index++) {
            int column = index % columns;
            // Each column is measured relative to its first number, rounded to a float, so that the
            // differences are exact even if the numbers themselves are no floats.
            double deviation = numbers.minus(index, numbers.rounded(column));
            double before = deviation - mean[column];
            mean[column] += before / (index / columns + 1);
            squares[column] += before * (deviation - mean[column]);
            double error = numbers.minus(index, numbers.rounded(index));
            errors[column] += error * error;
        }
        List<Column> measured = new ArrayList<>();
        for (int column = 0; rows > 0 && column < columns; column++) {
            double centre = numbers.rounded(column) + mean[column];
            double noise = numbers.isWhole() ? 0 : NOISE * Math.ulp(centre);
            double spread = Math.sqrt(squares[column] / rows);
            double error = Math.sqrt(errors[column] / rows);
            measured.add(new Column(
                    column,
                    numbers.isWhole() ? Math.rint(centre) : centre,
                    spread,
                    spread > noise && error > TOLERATED * spread));
        }
        return measured;
    }

    /** The columns in which rounding loses differences between the numbers, ascending. */
    public static List<Column> losses(Numbers numbers, int columns) {
        return columns(numbers, columns).stream().filter(Column::lost).toList();
    }

    /** The numbers rounded to floats. */
    public static float[] floats(Numbers numbers) {
        float[] floats = new float[numbers.count()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.rounded(i);
        }
        return floats;
    }

    /**
     * The numbers minus an offset for each column, subtracted before rounding to floats.
     *
     * @param offsets one offset per column
     */
    public static float[] floats(Numbers numbers, double[] offsets) {
        float[] floats = new float[numbers.count()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.minus(i, offsets[i % offsets.length]);
        }
        return floats;
    }

    /**
     * Refuses numbers that are too large for a float, because rounding would make them infinite.
     *
     * @param name the name of the data, for the message
     * @param columns the number of numbers in an example
     * @throws DataException if a finite number rounds to an infinite float; the message names the
     *     first
     */
    public static void requireFloats(String name, Numbers numbers, int columns) {
        for (int i = 0; i < numbers.count(); i++) {
            double number = numbers.minus(i, 0);
            if (Float.isInfinite(numbers.rounded(i)) && Double.isFinite(number)) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: value %,d of example %,d is %s, beyond the range of 32-bit floats (±3.4e38). Rescale it.",
                        name,
                        i % columns,
                        i / columns,
                        number));
            }
        }
    }
}
