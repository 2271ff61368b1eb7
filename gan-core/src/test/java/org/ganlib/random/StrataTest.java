package org.ganlib.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StrataTest {
    @Test
    void classesGiveTheirShares() {
        int[] labels = labels(60, 30, 10);
        for (long seed = 0; seed < 20; seed++) {
            int[] drawn = Strata.of(labels).draw(20, new RandomStream(seed));
            assertThat(counts(labels, drawn, 3)).containsExactly(12, 6, 2);
            assertThat(drawn).doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void largestRemaindersAreRoundedUp() {
        // The exact shares are 4.7, 3.1 and 2.2.
        int[] labels = labels(47, 31, 22);
        assertThat(counts(labels, Strata.of(labels).draw(10, new RandomStream(1)), 3))
                .containsExactly(5, 3, 2);
    }

    @Test
    void equalRemaindersAreOrderedAtRandom() {
        // Fifty examples are drawn from a hundred classes of two, so each class gives one with
        // probability 1/2.
        int[] labels = IntStream.range(0, 200).map(i -> i / 2).toArray();
        int[] times = new int[100];
        for (long seed = 0; seed < 400; seed++) {
            int[] found = counts(labels, Strata.of(labels).draw(50, new RandomStream(seed)), 100);
            assertThat(Arrays.stream(found).max()).hasValue(1);
            Arrays.setAll(times, c -> times[c] + found[c]);
        }
        // The counts are binomial with n = 400 and p = 1/2, so their standard deviation is 10. A
        // bound of five standard deviations holds for all classes.
        assertThat(Arrays.stream(times).boxed()).allSatisfy(t -> assertThat(t).isBetween(150, 250));
    }

    @Test
    void everyExampleIsDrawnEquallyOften() {
        int[] times = new int[20];
        for (long seed = 0; seed < 2000; seed++) {
            for (int index : Strata.ofOne(20).draw(5, new RandomStream(seed))) {
                times[index]++;
            }
        }
        // The counts are binomial with n = 2000 and p = 1/4: the mean is 500, the standard
        // deviation 19.4.
        assertThat(Arrays.stream(times).boxed()).allSatisfy(t -> assertThat(t).isBetween(403, 597));
    }

    @Test
    void everyClassKeepsOneAndGivesOneWhereItCan() {
        int[] labels = labels(100, 3, 2, 1);
        for (long seed = 0; seed < 20; seed++) {
            int[] found = counts(labels, Strata.of(labels).drawLeavingOneOfEach(10, new RandomStream(seed)), 4);
            assertThat(found).containsExactly(8, 1, 1, 0);
        }
    }

    @Test
    void fewAreDividedAmongManyClassesWithoutTakingMoreThanWereAskedFor() {
        int[] labels = IntStream.range(0, 100).map(i -> i / 2).toArray();
        int[] found = counts(labels, Strata.of(labels).drawLeavingOneOfEach(10, new RandomStream(3)), 50);
        assertThat(Arrays.stream(found).sum()).isEqualTo(10);
        assertThat(Arrays.stream(found).max()).hasValue(1);
    }

    @Test
    void classesOfOneExampleGiveNothing() {
        int[] labels = labels(1, 1, 1);
        assertThat(Strata.of(labels).drawLeavingOneOfEach(2, new RandomStream(1)))
                .isEmpty();
    }

    @Test
    void almostAllCanBeHeldOut() {
        int[] labels = labels(7, 2, 5);
        int[] found = counts(labels, Strata.of(labels).drawLeavingOneOfEach(13, new RandomStream(1)), 3);
        assertThat(found).containsExactly(6, 1, 4);
    }

    @Test
    void partsAreDisjointAndHaveTheSameShares() {
        int[] labels = labels(41, 20, 40);
        int[][] parts = Strata.of(labels).divide(4, new RandomStream(2));
        Set<Integer> seen = new TreeSet<>();
        for (int[] part : parts) {
            assertThat(part).hasSize(25).isSorted();
            Arrays.stream(part).forEach(i -> assertThat(seen.add(i)).isTrue());
            int[] found = counts(labels, part, 3);
            assertThat(found[0]).isBetween(10, 11);
            assertThat(found[1]).isBetween(4, 6);
            assertThat(found[2]).isBetween(9, 11);
        }
    }

    private static int[] labels(int... sizes) {
        return IntStream.range(0, sizes.length)
                .flatMap(c -> IntStream.range(0, sizes[c]).map(i -> c))
                .toArray();
    }

    private static int[] counts(int[] labels, int[] drawn, int classes) {
        int[] counts = new int[classes];
        for (int index : drawn) {
            counts[labels[index]]++;
        }
        return counts;
    }
}
