package org.ganlib.spi;

/** The numbers that a run reported last, by name. After a run is resumed, they are
 * the numbers from before it stopped. */
@FunctionalInterface
public interface Measured {
    /** No numbers, as before the first step. */
    Measured NONE = name -> Double.NaN;

    /**
     * The number that was reported last under a name.
     *
     * @param name such as {@link Measurements#CRITIC_LOSS}
     * @return NaN if there was none
     */
    double value(String name);
}
