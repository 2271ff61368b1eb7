package org.ganlib.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ganlib.config.PluginKinds;
import org.ganlib.plugin.PluginCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TheoryTest {
    private static final NamedLosses INSTALLED =
            NamedLosses.of(PluginCatalog.load(TheoryTest.class.getClassLoader(), PluginKinds.all()));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRowPasses(long seed) {
        List<Row> rows = Theory.rows(INSTALLED, seed);
        assertThat(rows).hasSizeGreaterThan(100).allSatisfy(row -> assertThat(row.verdict())
                .as("%s: %s, expected %s", row.name(), row.ours(), row.expected())
                .isEqualTo(Verdict.PASS));
        Set<String> names = rows.stream().map(Row::name).collect(Collectors.toSet());
        assertThat(names).hasSameSizeAs(rows);
    }

    /** Tolerances are too tight for an expectation that is wrong by a hundredth of its size and of one. */
    @Test
    void wrongExpectationsFail() {
        assertThat(Theory.rows(INSTALLED, 1)).allSatisfy(row -> {
            double wrong = 1.01 * row.expected().orElseThrow() + 0.011;
            double tolerance = row.tolerance().orElseThrow();
            Row mistaken = Row.checked(row.name(), Double.isInfinite(wrong) ? 1e12 : wrong, row.ours(), tolerance, "");
            assertThat(mistaken.verdict()).as(row.name()).isEqualTo(Verdict.FAIL);
        });
    }

    /** A wrong formula is seen in every place that rests on it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kl|reverse-kl|known/kl, maximum-likelihood/optimum, kl/model-misses-data",
                "pearson|neyman|known/pearson, errata/1-pearson, least-squares/chi-squared, identity/alpha/2",
                "gan|kl|discriminator/optimum, convergence/distribution",
                "gan|jensen-shannon|discriminator/value, errata/3-gan, convergence/value, bigan/least-value",
                "gan|reverse-kl|discriminator/value, non-saturating/slope-by-mean, minimax/slope-by-std",
                "weighted-jensen-shannon|squared-hellinger|parallel-lines/jensen-shannon, jsd/disjoint",
                "jeffrey|kl|errata/8-jeffrey-conjugate, identity/jeffrey",
                "squared-hellinger|total-variation|identity/alpha/0.5",
            })
    void wrongFormulasFail(String name, String replacement, String rows) {
        NamedLosses wrong = (wanted, settings) -> wanted.equals(name)
                ? INSTALLED.named(
                        replacement,
                        Arrays.stream(settings)
                                .filter(s -> s.startsWith("generator-objective"))
                                .toArray(String[]::new))
                : INSTALLED.named(wanted, settings);
        assertThat(Theory.rows(wrong, 1))
                .filteredOn(row -> row.verdict() == Verdict.FAIL)
                .extracting(Row::name)
                .contains(rows.split(", ", -1));
    }
}
