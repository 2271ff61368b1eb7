package org.ganlib.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;

final class PairedPermutationTest {
    @Test
    void aloneTheObservedSignsAndTheirOppositesAreFarthest() {
        assertThat(pValue(0.3)).isEqualTo(1);
        assertThat(pValue(1, 2, 3)).isEqualTo(2 / 8.0);
        assertThat(pValue(0.1, 0.2, 0.3, 0.4, 0.5)).isEqualTo(2 / 32.0);
        assertThat(pValue(-0.1, -0.2, -0.3, -0.4, -0.5)).isEqualTo(2 / 32.0);
    }

    @Test
    void choicesThatComeAsFarCountWhateverTheirRounding() {
        // Sums of 0.1, 0.2 and −0.3: eight choices, of which 0.1 + 0.2 − 0.3 is the nearest to 0.
        assertThat(pValue(0.1, 0.2, -0.3)).isEqualTo(1);
        // |±1 ± 2 ± 3| ≥ 4: ±(1 + 2 + 3) and ±(−1 + 2 + 3).
        assertThat(pValue(-1, 2, 3)).isEqualTo(4 / 8.0);
    }

    @Test
    void equalPairsDifferByChance() {
        assertThat(pValue(new double[12])).isEqualTo(1);
    }

    @Test
    void unitDifferencesFollowTheBinomialDistribution() {
        // Ten of 14 positive: P(|S| ≥ 6) = 2 P(Bin(14, ½) ≥ 10) = 2 · 1471 / 2^14.
        assertThat(pValue(unit(14, 10))).isEqualTo(2 * 1471 / 16384.0);
        // 15 of 20: 2 · 21700 / 2^20, with drawn signs.
        assertThat(pValue(unit(20, 15)))
                .isCloseTo(2 * 21700 / 1048576.0, within(4 * Math.sqrt(0.0414 * 0.9586 / 100_000)));
        assertThat(pValue(unit(40, 40))).isEqualTo(1 / 100_001.0);
    }

    @Test
    void underTheNullSmallValuesAreAsRareAsTheySay() {
        RandomStream random = new RandomStream(3);
        int trials = 2_000;
        int small = 0;
        for (int t = 0; t < trials; t++) {
            double[] differences = new double[8];
            Arrays.setAll(differences, i -> random.nextNormal());
            small += pValue(differences) <= 0.125 ? 1 : 0;
        }
        assertThat(small / (double) trials).isCloseTo(0.125, within(4 * Math.sqrt(0.125 * 0.875 / trials)));
    }

    private static double[] unit(int pairs, int positive) {
        double[] differences = new double[pairs];
        Arrays.setAll(differences, i -> i < positive ? 1 : -1);
        return differences;
    }

    private static double pValue(double... differences) {
        return PairedPermutation.pValue(differences, new RandomStream(1));
    }
}
