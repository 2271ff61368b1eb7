package org.ganlib.metrics.feature;

import java.util.Arrays;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricInfo;

/**
 * Counts the examples in each neighbourhood: the ball around an example that reaches to its k-th
 * nearest neighbour among its own kind. A point on the sphere is inside, by exact distances. Three
 * passes over all pairs are enough for precision, recall, density and coverage; no table of pairs
 * is kept.
 */
final class Neighbourhoods {
    private record Key(int k) {}

    /** 2 GiB. */
    private static final long MOST_DISTANCES = 1 << 28;

    private final int k;
    private final int[] containing;
    private final boolean[] realCovered;
    private final boolean[] realNear;

    private Neighbourhoods(int k, int real, int generated) {
        this.k = k;
        containing = new int[generated];
        realCovered = new boolean[real];
        realNear = new boolean[real];
    }

    /**
     * The meaning of a share or a mean of such counts.
     *
     * @param bias the dependence on the numbers of examples
     * @param what is counted
     */
    static MetricInfo info(int k, String bias, String what) {
        // No number is above the largest one.
        int minimum = k == Integer.MAX_VALUE ? k : k + 1;
        return new MetricInfo("1", MetricInfo.Direction.HIGHER, minimum, bias, what + "; k = " + k + ", closed balls");
    }

    /** One search for all metrics of an evaluation that ask for the same k. */
    static Neighbourhoods of(FeatureSets sets, int k) {
        return sets.derived(new Key(k), () -> of(sets.real(), sets.generated(), k));
    }

    /**
     * Searches.
     *
     * @param k at least 1, below the number of examples of each kind
     */
    static Neighbourhoods of(Examples real, Examples generated, int k) {
        double[] realRadii = squaredRadii(real, k);
        double[] generatedRadii = squaredRadii(generated, k);
        Neighbourhoods found = new Neighbourhoods(k, real.count(), generated.count());
        Pairs.distances(real, generated, row -> {
            int i = row.example();
            for (int j = 0; j < row.count(); j++) {
                if (row.isAtMost(j, realRadii[i])) {
                    found.containing[row.first() + j]++;
                    found.realCovered[i] = true;
                }
                // One that is near stays so, whatever others are.
                if (!found.realNear[i] && row.isAtMost(j, generatedRadii[row.first() + j])) {
                    found.realNear[i] = true;
                }
            }
        });
        return found;
    }

    /** The share of generated examples in the neighbourhood of a real one. */
    double precision() {
        return Arrays.stream(containing).filter(c -> c > 0).count() / (double) containing.length;
    }

    /** The share of real examples in the neighbourhood of a generated one. */
    double recall() {
        return share(realNear);
    }

    /** The number of real neighbourhoods a generated example is in, on average, by k. */
    double density() {
        return Arrays.stream(containing).asLongStream().sum() / ((double) k * containing.length);
    }

    /** The share of real examples with a generated one in their neighbourhood. */
    double coverage() {
        return share(realCovered);
    }

    /**
     * The squared distance of each example to its k-th nearest other example, correctly rounded.
     */
    static double[] squaredRadii(Examples examples, int k) {
        if ((long) examples.count() * k > MOST_DISTANCES) {
            throw new GanException("k: " + k + " neighbours of each of " + examples.count()
                    + " examples do not fit into memory. Lower k, or compare fewer examples.");
        }
        double[] nearest = new double[examples.count() * k];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        double[] bounds = new double[k];
        Pairs.distances(examples, examples, row -> {
            int from = row.example() * k;
            int self = row.example() - row.first();
            // Keep the k smallest upper bounds: whatever is farther than the k-th of them cannot be
            // among the k nearest.
            System.arraycopy(nearest, from, bounds, 0, k);
            for (int j = 0; j < row.count(); j++) {
                if (j != self && row.most(j) < bounds[k - 1]) {
                    insert(bounds, 0, k - 1, row.most(j));
                }
            }
            for (int j = 0; j < row.count(); j++) {
                if (j != self && row.least(j) <= bounds[k - 1] && row.exact(j) < nearest[from + k - 1]) {
                    insert(nearest, from, from + k - 1, row.exact(j));
                }
            }
        });
        double[] radii = new double[examples.count()];
        Arrays.setAll(radii, i -> nearest[i * k + k - 1]);
        return radii;
    }

    /** Keeps {@code values[from…last]} ascending; the largest falls out. */
    private static void insert(double[] values, int from, int last, double value) {
        int place = last;
        while (place > from && values[place - 1] > value) {
            values[place] = values[place - 1];
            place--;
        }
        values[place] = value;
    }

    private static double share(boolean[] marks) {
        int marked = 0;
        for (boolean mark : marks) {
            marked += mark ? 1 : 0;
        }
        return marked / (double) marks.length;
    }
}
