package org.ganlib.optimize;

/**
 * How parameters move, each by itself: from its gradient and up to two numbers kept for it. The loops are plain so that the compiler turns them
 * into vector instructions: one index for all arrays, scalars in locals, no calls but the square root.
 */
interface UpdateRule {
    /** How many numbers are kept for each parameter: 0, 1 or 2. They start as 0. */
    int kept();

    /**
     * Prepares an update.
     *
     * @param rate the learning rate
     * @param step how many updates there were before
     */
    void begin(double rate, long step);

    /**
     * Moves one slab.
     *
     * @param gradients weight decay included
     * @param first the first number kept for each parameter; null if none is
     * @param second the second; null unless two are kept
     */
    void move(float[] parameters, float[] gradients, float[] first, float[] second, int count);

    /** The same in double precision. */
    void move(double[] parameters, double[] gradients, double[] first, double[] second, int count);
}
