package org.ganlib.problem;

/** Training produced a number that is not finite. */
public final class TrainingDivergedException extends GanException {
    private final long step;
    private final String quantity;

    /**
     * @param step the generator step at which it was seen, from 1
     * @param quantity the quantity that was not finite, for example {@code loss/critic} or {@code
     *     critic parameter layer0/W}
     * @param message the event, and the files that are left
     */
    public TrainingDivergedException(long step, String quantity, String message) {
        super(message);
        this.step = step;
        this.quantity = quantity;
    }

    /** The generator step at which it was seen, from 1. */
    public long step() {
        return step;
    }

    /** The quantity that was not finite. */
    public String quantity() {
        return quantity;
    }
}
