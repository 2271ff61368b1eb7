package org.ganlib.cli.reproduce;

import java.util.List;

/**
 * The description of a reproduction that trains networks.
 *
 * @param id its name for the user
 * @param title one line that says what is reproduced
 * @param reducedRuns the number of seeds at the reduced scale
 * @param paperRuns the number of seeds at paper scale
 * @param deviations the differences from the publication at every scale, one sentence each
 * @param smoke the further difference of the smoke scale
 * @param reduced the further difference of the reduced scale
 * @param paper the further difference of the paper scale; empty for none
 */
public record Outline(
        String id,
        String title,
        int reducedRuns,
        int paperRuns,
        List<String> deviations,
        String smoke,
        String reduced,
        String paper) {
    /** Copies the list. */
    public Outline {
        deviations = List.copyOf(deviations);
    }
}
