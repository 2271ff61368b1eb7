package org.ganlib.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SeedResultsTest {
    @Test
    void theMeanDifferenceDecides() {
        SeedResults results = results(List.of(run(1, 6, 2), run(2, 8, 1)), List.of(run(1, 5, 0), run(2, 10, 0)));

        Row fewer = results.atLeastAsMuch("fewer", "a", "b", "modes", 0);
        assertThat(fewer.values()).containsExactly(1.0, -2.0);
        assertThat(fewer.ours()).isEqualTo(-0.5);
        assertThat(fewer.verdict()).isEqualTo(Verdict.FAIL);
        // Of the four choices of signs for 1 and 2, all have a mean at least as far from 0 as 0.5.
        assertThat(fewer.note())
                .isEqualTo("modes of a minus that of b, seed by seed; paired permutation test p = 1.00");

        Row more = results.quantityAtLeast("more", "a", "modes", "others");
        assertThat(more.values()).containsExactly(4.0, 7.0);
        assertThat(more.verdict()).isEqualTo(Verdict.PASS);
        assertThat(more.note()).endsWith("p = 0.500");
    }

    @Test
    void aClaimFailsIfItsTrainingDiverged() {
        SeedResults results = results(List.of(run(1, 6, 2), diverged(2)), List.of(run(1, 5, 0), diverged(2)));

        Row quantity = results.quantityAtLeast("quantity", "a", "modes", "others");
        assertThat(quantity.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(quantity.note()).endsWith("a training diverged");
        assertThat(results.atLeastAsMuch("both", "a", "b", "modes", Double.POSITIVE_INFINITY)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    private static SeedResults results(List<FinishedRun> a, List<FinishedRun> b) {
        Map<String, List<FinishedRun>> runs = new LinkedHashMap<>();
        runs.put("a", a);
        runs.put("b", b);
        return new SeedResults(runs);
    }

    private static FinishedRun run(long seed, double modes, double others) {
        return new FinishedRun(seed, Map.of("modes", modes, "others", others), 1, false);
    }

    private static FinishedRun diverged(long seed) {
        return new FinishedRun(seed, Map.of(), 1, true);
    }
}
