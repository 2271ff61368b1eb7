package org.ganlib.bench.measure;

/**
 * The length of a measurement.
 *
 * @param lossSeconds after so long a contestant's comparison ends early, with two steps at least,
 *     or one if that alone is slow
 * @param warmUpSeconds training before the first window, the compared steps included
 * @param windowSeconds length of one window; a window is one step at least
 * @param rounds windows of each contestant
 * @param slowSeconds a contestant whose single step takes longer is measured by its compared steps,
 *     without the first if there are more, and by no windows
 * @param company true if anybody takes part besides the engine that users get and libtorch; without
 *     company, libtorch's twins are asked only where losses are in doubt
 */
public record Plan(
        double lossSeconds,
        double warmUpSeconds,
        double windowSeconds,
        int rounds,
        double slowSeconds,
        boolean company) {
    /** The plan for figures that are published. */
    public static final Plan FULL = new Plan(45, 4, 1.5, 11, 15, true);
    /** The plan for a quick look, which measures all workloads within three minutes. */
    public static final Plan QUICK = new Plan(2, .6, .3, 2, 8, false);

    /** The time after which a comparison of a number of steps ends. */
    double lossSeconds(int steps) {
        return steps < 2 ? slowSeconds : lossSeconds;
    }

    /** Steps of a window whose steps take so long. */
    int stepsPerWindow(double millisPerStep) {
        return (int) Math.max(1, Math.round(1e3 * windowSeconds / millisPerStep));
    }
}
