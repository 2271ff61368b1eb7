package org.ganlib.metrics.image;

/**
 * The discrete Fourier transform of an image of any size, by rows and then columns: h·w·(h + w)
 * operations.
 */
final class Fourier {
    private final int height;
    private final int width;
    private final double[] cosWidth;
    private final double[] sinWidth;
    private final double[] cosHeight;
    private final double[] sinHeight;
    private final double[] rowsReal;
    private final double[] rowsImaginary;
    private final double[] powers;

    Fourier(int height, int width) {
        this.height = height;
        this.width = width;
        cosWidth = new double[width];
        sinWidth = new double[width];
        fill(cosWidth, sinWidth);
        cosHeight = new double[height];
        sinHeight = new double[height];
        fill(cosHeight, sinHeight);
        rowsReal = new double[height * width];
        rowsImaginary = new double[height * width];
        powers = new double[height * width];
    }

    private static void fill(double[] cos, double[] sin) {
        for (int k = 0; k < cos.length; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / cos.length);
            sin[k] = Math.sin(2 * Math.PI * k / cos.length);
        }
    }

    void transform(Plane image) {
        for (int y = 0; y < height; y++) {
            for (int u = 0; u < width; u++) {
                double real = 0;
                double imaginary = 0;
                for (int x = 0; x < width; x++) {
                    double value = image.at(y * width + x);
                    int angle = u * x % width;
                    real += value * cosWidth[angle];
                    imaginary -= value * sinWidth[angle];
                }
                rowsReal[y * width + u] = real;
                rowsImaginary[y * width + u] = imaginary;
            }
        }
        for (int u = 0; u < width; u++) {
            for (int v = 0; v < height; v++) {
                double real = 0;
                double imaginary = 0;
                for (int y = 0; y < height; y++) {
                    int angle = v * y % height;
                    double a = rowsReal[y * width + u];
                    double b = rowsImaginary[y * width + u];
                    real += a * cosHeight[angle] + b * sinHeight[angle];
                    imaginary += b * cosHeight[angle] - a * sinHeight[angle];
                }
                powers[v * width + u] = real * real + imaginary * imaginary;
            }
        }
    }

    /** The squared modulus at a row's and a column's frequency. */
    double power(int v, int u) {
        return powers[v * width + u];
    }
}
