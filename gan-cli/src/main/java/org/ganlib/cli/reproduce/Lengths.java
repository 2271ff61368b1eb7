package org.ganlib.cli.reproduce;

/**
 * A number of steps for each scale.
 *
 * @param smoke enough to see that it runs
 * @param reduced what can be judged within minutes
 * @param paper as published
 */
public record Lengths(long smoke, long reduced, long paper) {
    /** The number of steps at a scale. */
    public long at(Scale scale) {
        return switch (scale) {
            case SMOKE -> smoke;
            case REDUCED -> reduced;
            case PAPER -> paper;
        };
    }
}
