package org.ganlib.health;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;
import org.ganlib.spi.Symptom;

/**
 * The symptom of mode collapse: generated examples are alike where the data's are not. There are
 * two signs of it.
 *
 * <ul>
 *   <li>The mean distance between two generated examples is less than {@value #LEAST_SPREAD} of
 *       that between two real ones.
 *   <li>For data of few dimensions, where distance measures similarity: most generated examples lie
 *       among real ones, but fewer than half of the real examples have a generated one within the
 *       distance of their {@value #NEIGHBOUR}th real neighbour (the coverage of Naeem et al. 2020,
 *       which is near 1 for equal distributions).
 * </ul>
 *
 * <p>Neither sign counts while the mean distance between generated examples still grows from one
 * look to the next. Such a generator has lost nothing; it has only not reached the scale of its
 * data yet, which takes long if the values of the data are in the thousands.
 *
 * <p>Both signs are quotients of distances, so units and origin of the data do not matter. To
 * ignore a few outliers, distances are capped at the 90th percentile of the real pairs, and the
 * largest tenth of the neighbourhoods is skipped. The real examples are a random subset. Generated
 * examples need not do better than other random subsets of the data with the same size; this
 * matters if most of the data's values are equal.
 */
final class ModeCollapse implements Symptom {
    private static final double LEAST_SPREAD = 0.25;
    private static final double LEAST_COVERAGE = 0.5;
    private static final double LEAST_FOUND = 0.5;
    /** The spread counts as growing if it exceeds the previous maximum by this factor. */
    private static final double GROWING = 1.1;
    /** The number of looks over which growth by the same factor counts too. */
    private static final int LOOKS = 4;
    /**
     * The fraction of real distances, and of neighbourhoods, that is used; the largest ones may be
     * outliers.
     */
    private static final double KEPT = 0.9;

    private static final int NEIGHBOUR = 5;
    private static final int FEW_DIMENSIONS = 3;
    /** The maximum number of values per look; their distances take a few milliseconds. */
    private static final int MOST_NUMBERS = 1 << 17;

    private static final int MOST_EXAMPLES = 400;
    private static final int LEAST_EXAMPLES = 8;
    /** The size of the pool of real examples, in multiples of the number compared. */
    private static final int POOL = 4;
    /** The number of random subsets of the pool that show what real examples reach. */
    private static final int SUBSETS = 12;

    private static final long SEED = 0;

    private final Dataset data;
    private Reference reference;
    /**
     * The maximum spread of generated examples up to the last look, up to the look before it, and
     * so on; 0 where there was no look yet.
     */
    private final double[] greatestSpreads = new double[LOOKS];

    ModeCollapse(Dataset data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "mode-collapse";
    }

    @Override
    public String advice() {
        return "Lower the generator's learning rate, or take a loss whose critic is kept from forgetting: a Wasserstein critic trained close to"
                + " optimality (Arjovsky et al. 2017, section 4), packed samples (Lin et al. 2018), or unrolled critic steps (Metz et al. 2017)";
    }

    @Override
    public int patience() {
        return 2;
    }

    @Override
    public boolean looksAtExamples() {
        return true;
    }

    @Override
    public Map<String, Double> memory() {
        Map<String, Double> memory = new LinkedHashMap<>();
        for (int look = 0; look < LOOKS; look++) {
            memory.put(key(look), greatestSpreads[look]);
        }
        return memory;
    }

    @Override
    public void remember(Map<String, Double> memory) {
        for (int look = 0; look < LOOKS; look++) {
            greatestSpreads[look] = memory.getOrDefault(key(look), 0.0);
        }
    }

    private static String key(int look) {
        return look == 0 ? "greatest spread" : "greatest spread before " + look;
    }

    @Override
    public Optional<Evidence> inExamples(Examples generated) {
        int elements = generated.shape().elements();
        int count =
                Math.min(Math.min(generated.count(), MOST_EXAMPLES), Math.max(LEAST_EXAMPLES, MOST_NUMBERS / elements));
        count = Math.min(count, data.info().examples().orElse(count));
        if (count < LEAST_EXAMPLES) {
            return Optional.empty();
        }
        if (reference == null || reference.real.count() != count) {
            reference = new Reference(Subset.read(data, POOL * count, SEED, "health/mode-collapse"), count);
        }
        Examples fake = Subset.some(generated, count, SEED, "health/generated");
        double spread = spread(fake, reference.farthest);
        boolean growing = isGrowing(spread);
        System.arraycopy(greatestSpreads, 0, greatestSpreads, 1, LOOKS - 1);
        greatestSpreads[0] = Math.max(greatestSpreads[0], spread);
        if (reference.spread == 0 || growing) {
            return Optional.empty();
        }
        double share = spread / reference.spread;
        if (share < LEAST_SPREAD && spread < reference.leastSpread) {
            return Optional.of(new Evidence(
                    "two generated examples are " + Text.percent(share)
                            + " as far apart as two real ones, in the mean of " + count + " (at least "
                            + Text.percent(LEAST_SPREAD) + " expected)",
                    share,
                    LEAST_SPREAD));
        }
        return reference.neighbourhoods.flatMap(n -> uncovered(n, fake));
    }

    /**
     * Tells whether the spread exceeds its previous maximum: either by {@link #GROWING} since the
     * last look, or at a rate that gives this factor in {@link #LOOKS} looks.
     */
    private boolean isGrowing(double spread) {
        int looks = 0;
        while (looks < LOOKS && greatestSpreads[looks] > 0) {
            looks++;
        }
        return looks > 0
                && spread > greatestSpreads[0]
                && (spread > GROWING * greatestSpreads[0]
                        || spread > Math.pow(GROWING, (double) looks / LOOKS) * greatestSpreads[looks - 1]);
    }

    private Optional<Evidence> uncovered(Neighbourhoods neighbourhoods, Examples fake) {
        double covered = neighbourhoods.covered(fake);
        // A generator that has not found the data yet does not cover it either, so most of its
        // examples must lie among real ones.
        return covered < LEAST_COVERAGE && covered < reference.leastCovered && neighbourhoods.found(fake) >= LEAST_FOUND
                ? Optional.of(new Evidence(
                        "of " + fake.count() + " real examples, among which the generated ones lie, only "
                                + Text.percent(covered) + " have one nearby (at least " + Text.percent(LEAST_COVERAGE)
                                + " expected)",
                        covered,
                        LEAST_COVERAGE))
                : Optional.empty();
    }

    /** Real examples, and the spread and coverage that random subsets of the same size have. */
    private static final class Reference {
        private final Examples real;
        /** The maximum distance that counts; larger ones may be those of outliers. */
        private final double farthest;

        private final double spread;
        private final double leastSpread;
        private final Optional<Neighbourhoods> neighbourhoods;
        private final double leastCovered;

        private Reference(Examples pool, int count) {
            real = Subset.some(pool, count, SEED, "health/compared");
            double[] sorted = distances(real);
            Arrays.sort(sorted);
            farthest = sorted[(int) (KEPT * (sorted.length - 1))];
            spread = spread(real, farthest);
            boolean few = real.shape().elements() <= FEW_DIMENSIONS;
            neighbourhoods = few ? Optional.of(new Neighbourhoods(real)) : Optional.empty();
            double least = spread;
            double covered = 1;
            for (int k = 1; k <= SUBSETS; k++) {
                Examples others = Subset.some(pool, count, SEED + k, "health/compared");
                least = Math.min(least, spread(others, farthest));
                covered = Math.min(
                        covered, neighbourhoods.map(n -> n.covered(others)).orElse(1.0));
            }
            leastSpread = least;
            leastCovered = covered;
        }
    }

    /**
     * Balls around the real examples, which reach to a near neighbour. The largest are skipped,
     * because they may belong to outliers.
     */
    private static final class Neighbourhoods {
        private final Examples real;
        private final double[] squaredRadii;
        private final double largest;

        private Neighbourhoods(Examples real) {
            this.real = real;
            squaredRadii = new double[real.count()];
            for (int i = 0; i < squaredRadii.length; i++) {
                squaredRadii[i] = squaredRadius(i);
            }
            double[] sorted = squaredRadii.clone();
            Arrays.sort(sorted);
            largest = sorted[(int) (KEPT * (sorted.length - 1))];
        }

        /**
         * The squared radius of a ball. Several examples at the same point count as one neighbour,
         * so that no ball is a single point.
         */
        private double squaredRadius(int i) {
            double[] squares = new double[real.count()];
            for (int j = 0; j < squares.length; j++) {
                squares[j] = square(real, i, real, j);
            }
            Arrays.sort(squares);
            double radius = 0;
            int different = 0;
            for (int j = 0; j < squares.length && different < NEIGHBOUR; j++) {
                if (squares[j] > radius) {
                    radius = squares[j];
                    different++;
                }
            }
            return radius;
        }

        /** The fraction of balls that contain at least one of these examples. */
        private double covered(Examples others) {
            int looked = 0;
            int covered = 0;
            for (int i = 0; i < squaredRadii.length; i++) {
                if (squaredRadii[i] <= largest) {
                    looked++;
                    for (int j = 0; j < others.count(); j++) {
                        if (square(real, i, others, j) <= squaredRadii[i]) {
                            covered++;
                            break;
                        }
                    }
                }
            }
            return (double) covered / looked;
        }

        /** The fraction of these examples that lie in at least one ball. */
        private double found(Examples others) {
            int found = 0;
            for (int j = 0; j < others.count(); j++) {
                for (int i = 0; i < squaredRadii.length; i++) {
                    if (squaredRadii[i] <= largest && square(real, i, others, j) <= squaredRadii[i]) {
                        found++;
                        break;
                    }
                }
            }
            return (double) found / others.count();
        }
    }

    /** The mean distance of two examples, with larger distances capped at {@code farthest}. */
    private static double spread(Examples examples, double farthest) {
        return Arrays.stream(distances(examples))
                .map(distance -> Math.min(distance, farthest))
                .average()
                .orElseThrow();
    }

    private static double[] distances(Examples examples) {
        int count = examples.count();
        double[] distances = new double[count * (count - 1) / 2];
        int next = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                distances[next++] = Math.sqrt(square(examples, i, examples, j));
            }
        }
        return distances;
    }

    private static double square(Examples some, int i, Examples others, int j) {
        int elements = some.shape().elements();
        float[] a = some.values();
        float[] b = others.values();
        double sum = 0;
        for (int k = 0; k < elements; k++) {
            double difference = (double) a[i * elements + k] - b[j * elements + k];
            sum += difference * difference;
        }
        return sum;
    }
}
