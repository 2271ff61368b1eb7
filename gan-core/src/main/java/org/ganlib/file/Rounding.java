package org.ganlib.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ganlib.problem.DataException;

/** Rounds a table of numbers to 32-bit floats, and measures what that takes away. */
public final class Rounding {
    /**
     * The largest error of rounding, as a share of a column's spread, that is passed over in
     * silence.
     */
    private static final double TOLERATED = 1e-3;

    /**
     * Differences of so many units in the last place of a double are errors of a calculation, not
     * data.
     */
    private static final int NOISE = 16;

    /**
     * What rounding does to a column of a table.
     *
     * @param index which one, from 0
     * @param centre the mean of its numbers, a whole number where they are
     * @param spread their standard deviation
     * @param lost whether rounding changes numbers by more than a thousandth of their spread.
     *     Columns of one number lose nothing, nor do those that differ by errors of a double alone.
     */
    public record Column(int index, double centre, double spread, boolean lost) {
        /** For example {@code 100000000 ± 1.02, where floats are 8 apart}. */
        public String text() {
            return String.format(Locale.ROOT, "%.9g ± %.3g, where floats are %.3g apart", centre, spread, (double)
                    Math.ulp((float) centre));
        }

        /**
         * Tells whether rounding would still lose what distinguishes the numbers, were an offset
         * subtracted first.
         */
        public boolean lostFrom(double offset) {
            // The error of rounding to multiples of a step is a twelfth of its square in the mean.
            return lost && Math.ulp((float) (centre - offset)) / Math.sqrt(12) > TOLERATED * spread;
        }
    }

    private Rounding() {}

    /**
     * Measures every column.
     *
     * @param columns how many numbers make a row, ≥ 1
     */
    public static List<Column> columns(Numbers numbers, int columns) {
        int rows = numbers.count() / columns;
        double[] mean = new double[columns];
        double[] squares = new double[columns];
        double[] errors = new double[columns];
        for (int index = 0; index < rows * columns; index++) {
            int column = index % columns;
            // Deviations from a number of the column are exact where the numbers themselves are not
            // floats.
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

    /** The columns in which rounding loses what distinguishes the numbers, ascending. */
    public static List<Column> losses(Numbers numbers, int columns) {
        return columns(numbers, columns).stream().filter(Column::lost).toList();
    }

    /** The numbers as floats. */
    public static float[] floats(Numbers numbers) {
        float[] floats = new float[numbers.count()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.rounded(i);
        }
        return floats;
    }

    /**
     * The numbers as floats, less an offset for each column; subtracted before rounding.
     *
     * @param offsets as many as a row has columns
     */
    public static float[] floats(Numbers numbers, double[] offsets) {
        float[] floats = new float[numbers.count()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.minus(i, offsets[i % offsets.length]);
        }
        return floats;
    }

    /**
     * Refuses numbers beyond the floats, which would be taken for infinite ones.
     *
     * @param name what holds them, for the message
     * @param columns how many numbers make an example
     * @throws DataException if there is a finite one whose float is infinite: names the first
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
