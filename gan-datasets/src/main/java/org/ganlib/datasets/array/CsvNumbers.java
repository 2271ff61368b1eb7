package org.ganlib.datasets.array;

import java.util.List;
import org.ganlib.file.Numbers;

/** The numbers of a text table, row by row. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record CsvNumbers(double[] values) implements Numbers {
    /** Joins rows of equal length. */
    static CsvNumbers of(List<double[]> rows) {
        int width = rows.get(0).length;
        double[] values = new double[Math.multiplyExact(rows.size(), width)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * width, width);
        }
        return new CsvNumbers(values);
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    @Override
    public float rounded(int index) {
        return (float) values[index];
    }

    @Override
    public double minus(int index, double number) {
        return values[index] - number;
    }
}
