package org.ganlib.file;

/** Numbers as a file states them, before they are rounded to 32-bit floats. */
public interface Numbers {
    /** The number of values. */
    int count();

    /**
     * Tells whether all of them are whole numbers by their type, so that none carries an error of
     * rounding.
     */
    boolean isWhole();

    /** The float nearest to a number; infinite where the number is beyond the floats. */
    float rounded(int index);

    /**
     * A number less another one, as accurate as a double can be: exact differences of large
     * integers are not lost.
     *
     * @param number finite
     */
    double minus(int index, double number);
}
