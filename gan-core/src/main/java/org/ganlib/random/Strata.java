package org.ganlib.random;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Random draws without replacement in which every class has its share: a class of n among N
 * examples gives {@code count · n / N} of them, rounded by largest remainders, where equal
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
     * The classes of these examples.
     *
     * @param labels the class of each example; all examples without a class have the same negative
     *     number
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

    /** The strata of examples without classes: all are in one. */
    public static Strata ofOne(int examples) {
        return new Strata(examples, new int[][] {IntStream.range(0, examples).toArray()});
    }

    /**
     * Draws examples.
     *
     * @param count how many, 0 to the number of examples
     * @return their indices, ascending
     */
    public int[] draw(int count, RandomStream random) {
        return drawn(shares(count, 0, 0, random), count, random);
    }

    /**
     * Draws examples so that each class keeps at least one that is not drawn, and gives at least
     * one where it has two or more and {@code count} allows for every such class.
     *
     * @param count how many; fewer are drawn where classes of one example leave fewer
     * @return their indices, ascending
     */
    public int[] drawLeavingOneOfEach(int count, RandomStream random) {
        int divisible = (int) Arrays.stream(members).filter(m -> m.length > 1).count();
        int possible = Math.min(count, examples - members.length);
        return drawn(shares(possible, possible >= divisible ? 1 : 0, 1, random), possible, random);
    }

    /**
     * Divides examples into disjoint parts of equal size, each class spread evenly over them.
     * Examples that are left over belong to none.
     *
     * @param parts how many, 1 to the number of examples
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
     * How many examples each class gives.
     *
     * @param least at least so many of a class that has more than {@code kept}
     * @param kept so many of each class are not given
     */
    private int[] shares(int count, int least, int kept, RandomStream random) {
        int[] shares = new int[members.length];
        double[] exact = new double[members.length];
        int sum = 0;
        for (int c = 0; c < members.length; c++) {
            exact[c] = (double) count * members[c].length / examples;
            int most = members[c].length - kept;
            // A product that is whole may come out a rounding below it.
            shares[c] = Math.min(most, Math.max((int) Math.floor(exact[c] + 1e-9), Math.min(least, most)));
            sum += shares[c];
        }
        int[] shuffled = IntStream.range(0, members.length).toArray();
        random.shuffle(shuffled);
        while (sum != count) {
            int sign = sum < count ? 1 : -1;
            // Stable: equal remainders stay in random order.
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
