package org.ganlib.cli.reproduce;

import java.util.List;

/**
 * One published result, or one set of claims, measured again with this library. To add one,
 * implement this and list it in {@code Reproductions} beside the command.
 *
 * <p>A reproduction measures what it reports: no row repeats a number it was given.
 */
public interface Reproduction {
    /** Its name for the user, for example {@code theory}. */
    String id();

    /** One line that says what is reproduced, for the list of all. */
    String title();

    /** The seeds a run uses when the user gives none; one or more. */
    List<Long> seeds(Scale scale);

    /**
     * The differences between a run of this scale and the publication, one sentence each; empty if
     * there are none.
     */
    List<String> deviations(Scale scale);

    /** Returns true if {@link Setup#steps} and {@link Setup#only} take effect. */
    default boolean takesSteps() {
        return false;
    }

    /**
     * Measures.
     *
     * @return the rows in the order to show them; what failed is a row, not an exception
     */
    List<Row> run(Setup setup);
}
