package org.ganlib.cli.reproduce;

import java.util.List;

/**
 * Mean and standard error of a few numbers.
 *
 * @param mean their mean
 * @param standardError {@code s/√n} with s² = Σ(x − mean)²/(n − 1); NaN for a single number
 */
public record MeanAndError(double mean, double standardError) {
    /** The mean and the standard error of one number or more. */
    public static MeanAndError of(List<Double> numbers) {
        return of(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The mean and the standard error of one number or more. */
    public static MeanAndError of(double... numbers) {
        int n = numbers.length;
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        double mean = sum / n;
        double squares = 0;
        for (double number : numbers) {
            squares += (number - mean) * (number - mean);
        }
        return new MeanAndError(mean, n > 1 ? Math.sqrt(squares / (n - 1) / n) : Double.NaN);
    }
}
