package org.ganlib.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares two contestants that started from the same parameters and saw the same numbers: did they
 * compute the same training?
 *
 * <p>The critic's loss in its first update depends on forward passes alone, so only rounding
 * separates it. After that the parameters drift apart, for a reason that no implementation escapes:
 * Adam's and RMSProp's first steps go by the sign of a gradient, and the sign of one that is 0 to
 * rounding is arbitrary. What the drift does to the losses grows with the steps, in deep networks
 * faster than in proportion; a wrong gradient, statistic or update shows at once. How far a
 * training drifts by rounding alone is therefore seen, too, by the standard's own twins, which
 * round every operation otherwise.
 */
final class LossComparison {
    /**
     * The tolerance for the critic's first loss, relative to 1 + |loss|: float rounding through a
     * forward pass. With several critic updates a step, the critic was already updated before this
     * loss, so a multiple of the twins' difference is allowed if that is more.
     */
    static final double FIRST = 2e-5;
    /**
     * The tolerance for every later loss, relative to 1 + |loss|, in the second step; it is
     * multiplied by the number of steps before.
     */
    static final double LATER = 1e-3;
    /**
     * The largest drift of a contestant, in multiples of that of the furthest twin: its sums of
     * thousands of terms round more often than once an operation.
     */
    static final double TWINS = 4;
    /**
     * If a twin is this far off, relative to 1 + |loss|, rounding decides, and losses need only be
     * finite.
     */
    static final double LOST = .05;

    private final String standard;
    private final Trajectory expected;
    private final List<Trajectory> twins;

    /**
     * @param standard the contestant that the others are held to
     * @param expected its losses
     * @param twins its losses where every operation is rounded otherwise
     */
    LossComparison(String standard, Trajectory expected, List<Trajectory> twins) {
        this.standard = standard;
        this.expected = expected;
        this.twins = List.copyOf(twins);
    }

    /** The first difference and its size; empty if there is none. */
    Optional<String> difference(String other, Trajectory trajectory) {
        return points(trajectory)
                .filter(p -> p.excess() > 1)
                .findFirst()
                .map(p -> String.format(
                        Locale.ROOT,
                        "%s and %s do not train the same: the %s's loss at step %d is %.7g and %.7g, and may differ by %.2g",
                        standard,
                        other,
                        p.player(),
                        p.step(),
                        p.first(),
                        p.second(),
                        p.allowed()));
    }

    /**
     * The largest difference over the common steps, as a multiple of what is tolerated: at most 1
     * when the two agree.
     */
    double largest(Trajectory trajectory) {
        return points(trajectory).mapToDouble(Point::excess).max().orElse(0);
    }

    private Stream<Point> points(Trajectory trajectory) {
        return IntStream.range(0, Math.min(expected.steps(), trajectory.steps()))
                .boxed()
                .flatMap(i -> Stream.of(
                        new Point(
                                "critic",
                                i + 1,
                                expected.critic().get(i),
                                trajectory.critic().get(i),
                                i == 0 ? firstTolerance() : tolerance(i)),
                        new Point(
                                "generator",
                                i + 1,
                                expected.generator().get(i),
                                trajectory.generator().get(i),
                                tolerance(i))));
    }

    private double firstTolerance() {
        double furthest = twins.stream()
                .filter(twin -> twin.steps() > 0)
                .mapToDouble(
                        twin -> relative(expected.critic().get(0), twin.critic().get(0)))
                .max()
                .orElse(0);
        return Math.max(FIRST, TWINS * furthest);
    }

    private double tolerance(int index) {
        double drift = drift(index);
        return drift > LOST ? Double.POSITIVE_INFINITY : Math.max(LATER * Math.max(1, index), TWINS * drift);
    }

    /**
     * The largest distance of twins from the standard up to that step; 0 before the first update
     * and without a twin.
     */
    private double drift(int index) {
        return twins.stream().mapToDouble(twin -> drift(twin, index)).max().orElse(0);
    }

    private double drift(Trajectory twin, int index) {
        return IntStream.rangeClosed(1, Math.min(index, twin.steps() - 1))
                .mapToDouble(i -> Math.max(
                        relative(expected.critic().get(i), twin.critic().get(i)),
                        relative(expected.generator().get(i), twin.generator().get(i))))
                .max()
                .orElse(0);
    }

    private static double relative(double first, double second) {
        return Math.abs(first - second) / (1 + Math.abs(first));
    }

    /** One loss of one step, of both, and how far they may be apart, relative to 1 + |loss|. */
    private record Point(String player, int step, double first, double second, double tolerance) {
        double allowed() {
            return tolerance * (1 + Math.abs(first));
        }

        /** Not a number counts as infinitely far. */
        double excess() {
            double excess = relative(first, second) / tolerance;
            return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
        }
    }

    /**
     * The losses of a contestant's first steps.
     *
     * @param critic the critic's loss in its last update of each step
     * @param generator the generator's loss in each step
     */
    record Trajectory(List<Double> critic, List<Double> generator) {
        /** The trajectory of a contestant that did not run. */
        static final Trajectory NONE = new Trajectory(List.of(), List.of());

        Trajectory {
            critic = List.copyOf(critic);
            generator = List.copyOf(generator);
        }

        int steps() {
            return critic.size();
        }
    }
}
