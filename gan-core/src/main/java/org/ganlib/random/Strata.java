package org.ganlib.random;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Stratified random draws without replacement: from a class with n of the N examples,
 * {@code count · n / N} are drawn. Fractions are rounded by largest remainders, and equal
 * remainders are ordered at random.
 */
public final class Strata {
    private final int examples;
    /** The indices of each class, ascending. */
    private final int[][] members;

    private Strata(int examples, int[][] members) {
        this.examples = examples;
        this.members = members;
    }

    /**
     * Groups examples by class.
     *
     * @param labels the class of each example; all examples without a class must have the same
     *     negative number
     */
    public static Strata of(int[] labels) {
        Map<Integer, Integer> sizes = new TreeMap<>();
        for (int label : labels) {
            sizes.merge(label, 1, Integer::sum);
        }
        Map<Integer, Integer> numbers = new TreeMap<>();
        int[][] members = new int[sizes.size()][];
        sizes.forEach((label, size) -> {
            members[numbers.size()] = new int[size];
            numbers.put(label, numbers.size());
        });
        int[] filled = new int[members.length];
        for (int i = 0; i < labels.length; i++) {
            int number = numbers.get(labels[i]);
            members[number][filled[number]++] = i;
        }
        return new Strata(labels.length, members);
    }

    /** Strata for examples without classes: all are in one group. */
    public static Strata ofOne(int examples) {
        return new Strata(examples, new int[][] {IntStream.range(0, examples).toArray()});
    }

    /**
     * Draws examples.
     *
     * @param count the number to draw, from 0 to the number of examples
     * @return their indices, ascending
     */
    public int[] draw(int count, RandomStream random) {
        return drawn(shares(count, 0, 0, random), count, random);
    }

    /**
     * Draws examples so that every class keeps at least one that is not drawn. Every class with two
     * or more examples also gives at least one, if {@code count} is large enough for all such
     * classes.
     *
     * @param count the number to draw; fewer are drawn if keeping one example of each class leaves
     *     fewer
     * @return their indices, ascending
     */
    public int[] drawLeavingOneOfEach(int count, RandomStream random) {
        int divisible = (int) Arrays.stream(members).filter(m -> m.length > 1).count();
        int possible = Math.min(count, examples - members.length);
        return drawn(shares(possible, possible >= divisible ? 1 : 0, 1, random), possible, random);
    }

    /**
     * Divides examples into disjoint parts of equal size, with each class spread evenly over the
     * parts. A remainder belongs to no part.
     *
     * @param parts the number of parts, from 1 to the number of examples
     * @return the indices of each part, ascending
     */
    public int[][] divide(int parts, RandomStream random) {
        int size = examples / parts;
        int[] shares = shares(size * parts, 0, 0, random);
        int[][] divided = new int[parts][size];
        int dealt = 0;
        for (int c = 0; c < members.length; c++) {
            int[] order = members[c].clone();
            random.shuffle(order);
            for (int i = 0; i < shares[c]; i++, dealt++) {
                divided[dealt % parts][dealt / parts] = order[i];
            }
        }
        for (int[] part : divided) {
            Arrays.sort(part);
        }
        return divided;
    }

    private int[] drawn(int[] shares, int count, RandomStream random) {
        int[] chosen = new int[count];
        int found = 0;
        for (int c = 0; c < members.length; c++) {
            if (shares[c] == members[c].length) {
                System.arraycopy(members[c], 0, chosen, found, shares[c]);
            } else if (shares[c] > 0) {
                int[] order = members[c].clone();
                random.shuffle(order);
                System.arraycopy(order, 0, chosen, found, shares[c]);
            }
            found += shares[c];
        }
        Arrays.sort(chosen);
        return chosen;
    }

    /**
     * The number of examples to draw from each class.
     *
     * @param least the minimum to draw from each class, unless that would leave fewer than {@code
     *     kept}
     * @param kept the number of examples of each class that must not be drawn
     */
    private int[] shares(int count, int least, int kept, RandomStream random) {
        int[] shares = new int[members.length];
        double[] exact = new double[members.length];
        int sum = 0;
        for (int c = 0; c < members.length; c++) {
            exact[c] = (double) count * members[c].length / examples;
            int most = members[c].length - kept;
            // Rounding can make a product slightly smaller than the whole number it should be.
            shares[c] = Math.min(most, Math.max((int) Math.floor(exact[c] + 1e-9), Math.min(least, most)));
            sum += shares[c];
        }
        int[] shuffled = IntStream.range(0, members.length).toArray();
        random.shuffle(shuffled);
        while (sum != count) {
            int sign = sum < count ? 1 : -1;
            // The sort is stable, so equal remainders stay in random order.
            int[] order = IntStream.of(shuffled)
                    .boxed()
                    .sorted((a, b) -> Double.compare(sign * (exact[b] - shares[b]), sign * (exact[a] - shares[a])))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int c : order) {
                int most = members[c].length - kept;
                boolean possible = sign > 0 ? shares[c] < most : shares[c] > Math.min(least, most);
                if (sum != count && possible) {
                    shares[c] += sign;
                    sum += sign;
                }
            }
        }
        return shares;
    }
}
