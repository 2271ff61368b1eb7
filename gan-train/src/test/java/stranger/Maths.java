package stranger;

/** A helper that several plugins share. */
final class Maths {
    private Maths() {}

    static double log(double x) {
        if (x <= 0) {
            throw new ArithmeticException("log of " + x);
        }
        return Math.log(x);
    }
}
