package org.ganlib.datasets.indexed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;

final class HoldOutTest {
    private static final HoldOut STRATIFIED = new HoldOut(0.1, HoldOut.Rule.STRATIFIED, 0);

    @Test
    void classesThatFollowEachOtherInTurnAreHeldOutAlike() {
        int[] labels = IntStream.range(0, 1000).map(i -> i % 10).toArray();
        assertThat(counts(STRATIFIED, labels, Split.TRAINING, 10)).containsOnly(90);
        assertThat(counts(STRATIFIED, labels, Split.HELD_OUT, 10)).containsOnly(10);
    }

    @Test
    void everyTenthTakesAWholeClassOfSuchData() {
        int[] labels = IntStream.range(0, 1000).map(i -> i % 10).toArray();
        HoldOut everyNth = new HoldOut(0.1, HoldOut.Rule.EVERY_NTH, 0);
        assertThat(counts(everyNth, labels, Split.HELD_OUT, 10)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 100);
    }

    @Test
    void everyNthIsWhatItWas() {
        int[] labels = new int[10];
        assertThat(new HoldOut(0.1, HoldOut.Rule.EVERY_NTH, 0).indices("x", labels, Split.HELD_OUT))
                .containsExactly(9);
        assertThat(new HoldOut(0.3, HoldOut.Rule.EVERY_NTH, 5).indices("x", labels, Split.HELD_OUT))
                .containsExactly(3, 6, 9);
        assertThat(new HoldOut(0.34, HoldOut.Rule.EVERY_NTH, 0).indices("x", new int[3], Split.TRAINING))
                .containsExactly(0, 1);
    }

    @Test
    void bothRulesHoldOutEquallyMany() {
        for (int count : new int[] {16, 19, 20, 1000, 12_345}) {
            for (double share : new double[] {0.1, 0.25, 1 / 3.0, 0.7}) {
                int[] labels = IntStream.range(0, count).map(i -> i * 4 / count).toArray();
                assertThat(new HoldOut(share, HoldOut.Rule.STRATIFIED, 0).indices("x", labels, Split.HELD_OUT))
                        .hasSameSizeAs(
                                new HoldOut(share, HoldOut.Rule.EVERY_NTH, 0).indices("x", labels, Split.HELD_OUT));
            }
        }
    }

    @Test
    void splitsShareNothingAndLeaveNothingOut() {
        int[] labels = IntStream.range(0, 97).map(i -> i * 3 / 97).toArray();
        int[] both = IntStream.concat(
                        Arrays.stream(STRATIFIED.indices("x", labels, Split.TRAINING)),
                        Arrays.stream(STRATIFIED.indices("x", labels, Split.HELD_OUT)))
                .sorted()
                .toArray();
        assertThat(both).containsExactly(IntStream.range(0, 97).toArray());
    }

    @Test
    void theSeedDecidesWhichOnes() {
        int[] labels = new int[1000];
        int[] chosen = STRATIFIED.indices("x", labels, Split.HELD_OUT);
        assertThat(STRATIFIED.indices("x", labels, Split.HELD_OUT)).isEqualTo(chosen);
        assertThat(new HoldOut(0.1, HoldOut.Rule.STRATIFIED, 1).indices("x", labels, Split.HELD_OUT))
                .isNotEqualTo(chosen);
    }

    @Test
    void everyClassIsTrainedAndRareOnesAreHeldOutWhereTheyCanBe() {
        // There are 200 examples of the first class, and three, two and one of the others.
        int[] labels = IntStream.range(0, 206)
                .map(i -> i < 200 ? 0 : i < 203 ? 1 : i < 205 ? 2 : 3)
                .toArray();
        assertThat(counts(STRATIFIED, labels, Split.TRAINING, 4)).containsExactly(182, 2, 1, 1);
        assertThat(counts(STRATIFIED, labels, Split.HELD_OUT, 4)).containsExactly(18, 1, 1, 0);
    }

    @Test
    void emptySplitsAreRefused() {
        assertThatThrownBy(() -> STRATIFIED.indices("x", new int[9], Split.HELD_OUT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("x: none of its 9 examples is held out, because hold-out is 0.1");
        int[] unlike = IntStream.range(0, 20).toArray();
        assertThatThrownBy(() -> STRATIFIED.indices("x", unlike, Split.HELD_OUT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of its 20 examples is held out, because each is the only one of its class")
                .hasMessageContaining("hold-out-rule: every-nth");
    }

    private static int[] counts(HoldOut holdOut, int[] labels, Split split, int classes) {
        int[] counts = new int[classes];
        for (int index : holdOut.indices("x", labels, split)) {
            counts[labels[index]]++;
        }
        return counts;
    }
}
