package org.ganlib.file;

/** The numbers of a file, before they are rounded to 32-bit floats. */
public interface Numbers {
    /** The number of values. */
    int count();

    /**
     * Tells whether the type of the numbers allows whole numbers only, so that none has a rounding
     * error.
     */
    boolean isWhole();

    /** The float nearest to a number; infinite if the number is too large for a float. */
    float rounded(int index);

    /**
     * A number minus another one, as exact as a double can be: differences of large integers are
     * not lost.
     *
     * @param number finite
     */
    double minus(int index, double number);
}
