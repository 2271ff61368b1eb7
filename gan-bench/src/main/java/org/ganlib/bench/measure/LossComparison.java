package org.ganlib.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether two contestants that started from the same parameters and saw the same numbers computed the same training.
 *
 * <p>The critic's loss of the first step depends on forward passes alone, so only rounding separates it. After that the parameters drift
 * apart, for a reason that no implementation escapes: Adam's and RMSProp's first steps go by the sign of a gradient, and the sign of one that
 * is 0 to rounding is arbitrary. What the drift does to the losses grows with the steps; a wrong gradient, statistic or update shows at
 * once.
 */
final class LossComparison {
    /** Of the critic's first loss, relative to 1 + |loss|: float rounding through a forward pass. */
    static final double FIRST = 2e-5;
    /** Of every later loss, relative to 1 + |loss|, in the second step; times the steps before. */
    static final double LATER = 1e-3;

    private LossComparison() {}

    /** What differs first, and by how much; empty when nothing does. */
    static Optional<String> difference(String one, Trajectory first, String other, Trajectory second) {
        return points(first, second)
                .filter(p -> p.excess() > 1)
                .findFirst()
                .map(p -> String.format(
                        Locale.ROOT,
                        "%s and %s do not train the same: the %s's loss at step %d is %.7g and %.7g, and may differ by %.1g",
                        one,
                        other,
                        p.player(),
                        p.step(),
                        p.first(),
                        p.second(),
                        p.allowed()));
    }

    /** The largest difference over the common steps, as a multiple of what is tolerated: at most 1 when the two agree. */
    static double largest(Trajectory first, Trajectory second) {
        return points(first, second).mapToDouble(Point::excess).max().orElse(0);
    }

    private static Stream<Point> points(Trajectory first, Trajectory second) {
        return IntStream.range(0, Math.min(first.steps(), second.steps()))
                .boxed()
                .flatMap(i -> Stream.of(
                        new Point(
                                "critic",
                                i + 1,
                                first.critic().get(i),
                                second.critic().get(i)),
                        new Point(
                                "generator",
                                i + 1,
                                first.generator().get(i),
                                second.generator().get(i))));
    }

    /** One loss of one step, of both. */
    private record Point(String player, int step, double first, double second) {
        double allowed() {
            boolean forwardAlone = step == 1 && player.equals("critic");
            double relative = forwardAlone ? FIRST : LATER * Math.max(1, step - 1);
            return relative * (1 + Math.abs(first));
        }

        /** Not a number counts as infinitely far. */
        double excess() {
            double excess = Math.abs(first - second) / allowed();
            return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
        }
    }

    /**
     * The losses of a contestant's first steps.
     *
     * @param critic what the critic minimised in its last update of each step
     * @param generator what the generator minimised
     */
    record Trajectory(List<Double> critic, List<Double> generator) {
        Trajectory {
            critic = List.copyOf(critic);
            generator = List.copyOf(generator);
        }

        int steps() {
            return critic.size();
        }
    }
}
