package org.ganlib.metrics.latent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Function;

/**
 * Minimises a smooth convex function by limited-memory BFGS (Nocedal and Wright 2006, algorithms
 * 7.4 and 7.5), with steps halved until enough is gained.
 */
final class LimitedMemoryDescent {
    private static final int MEMORY = 10;
    private static final int MOST_STEPS = 1000;
    private static final double ENOUGH = 1e-4;
    private static final int MOST_HALVINGS = 40;

    private LimitedMemoryDescent() {}

    /** A function's value and gradient at a point. */
    static final class Slope {
        private final double value;
        private final double[] gradient;

        Slope(double value, double[] gradient) {
            this.value = value;
            this.gradient = gradient;
        }
    }

    private static final class Move {
        private final double[] step;
        private final double[] change;
        private final double product;

        private Move(double[] step, double[] change, double product) {
            this.step = step;
            this.change = change;
            this.product = product;
        }
    }

    /**
     * Goes down from a point until no element of the gradient is larger than {@code smallest}, or
     * rounding hides what a step gains.
     *
     * @return the position of the minimum
     */
    static double[] minimise(Function<double[], Slope> function, double[] start, double smallest) {
        double[] point = start.clone();
        Slope here = function.apply(point);
        Deque<Move> moves = new ArrayDeque<>();
        for (int i = 0; i < MOST_STEPS && largest(here.gradient) > smallest; i++) {
            double[] direction = direction(here.gradient, moves);
            double descent = dot(direction, here.gradient);
            double length = moves.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(here.gradient, here.gradient))) : 1;
            Slope next = null;
            double[] target = point;
            for (int k = 0; k < MOST_HALVINGS; k++) {
                target = along(point, direction, length);
                next = function.apply(target);
                if (next.value <= here.value + ENOUGH * length * descent) {
                    break;
                }
                next = null;
                length /= 2;
            }
            if (next == null) {
                return point;
            }
            remember(moves, along(target, point, -1), along(next.gradient, here.gradient, -1));
            point = target;
            here = next;
        }
        return point;
    }

    private static void remember(Deque<Move> moves, double[] step, double[] change) {
        double product = dot(step, change);
        // Only positive curvature keeps the approximate Hessian positive definite.
        if (product > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change))) {
            moves.addFirst(new Move(step, change, product));
            if (moves.size() > MEMORY) {
                moves.removeLast();
            }
        }
    }

    private static double[] direction(double[] gradient, Deque<Move> moves) {
        double[] direction = along(new double[gradient.length], gradient, -1);
        double[] factors = new double[moves.size()];
        int index = 0;
        for (Move move : moves) {
            factors[index] = dot(move.step, direction) / move.product;
            direction = along(direction, move.change, -factors[index]);
            index++;
        }
        if (!moves.isEmpty()) {
            Move last = moves.getFirst();
            double scale = last.product / dot(last.change, last.change);
            for (int k = 0; k < direction.length; k++) {
                direction[k] *= scale;
            }
        }
        for (Iterator<Move> back = moves.descendingIterator(); back.hasNext(); ) {
            Move move = back.next();
            index--;
            direction = along(direction, move.step, factors[index] - dot(move.change, direction) / move.product);
        }
        return direction;
    }

    private static double[] along(double[] point, double[] direction, double length) {
        double[] sum = new double[point.length];
        for (int k = 0; k < sum.length; k++) {
            sum[k] = point[k] + length * direction[k];
        }
        return sum;
    }

    private static double dot(double[] some, double[] others) {
        double sum = 0;
        for (int k = 0; k < some.length; k++) {
            sum += some[k] * others[k];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
