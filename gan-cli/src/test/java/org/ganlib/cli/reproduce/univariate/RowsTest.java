package org.ganlib.cli.reproduce.univariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Verdict;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.losses.fdivergence.Jeffrey;
import org.ganlib.losses.fdivergence.JensenShannon;
import org.ganlib.losses.fdivergence.KullbackLeibler;
import org.ganlib.losses.fdivergence.Pearson;
import org.ganlib.losses.fdivergence.ReverseKullbackLeibler;
import org.ganlib.metrics.density.Mixture;
import org.ganlib.metrics.density.Normal;
import org.ganlib.spi.FDivergence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fits that are known become rows and figures. */
final class RowsTest {
    private static final Mixture TARGET = Fitting.density(new Gaussian1d());
    private static final Map<Objective, FDivergence> DIVERGENCES = inOrder(List.of(
            new KullbackLeibler(), new ReverseKullbackLeibler(), new JensenShannon(), new Jeffrey(), new Pearson()));
    private static final Map<Objective, Optimum> OPTIMA = Objective.PUBLISHED.stream()
            .collect(Collectors.toMap(Function.identity(), o -> Optimum.of(DIVERGENCES.get(o), TARGET)));

    @Test
    void thePublishedFitsPass() {
        Map<String, Row> rows = rows(published(), true);

        assertThat(rows.values()).noneMatch(r -> r.verdict() == Verdict.FAIL);
        for (Objective trained : Objective.PUBLISHED) {
            for (Objective measured : Objective.PUBLISHED) {
                Row cross = rows.get("cross/" + trained.name() + "/" + measured.name());
                assertThat(cross.ours())
                        .as("%s, exactly at the printed parameters", cross.name())
                        .isCloseTo(cross.published().orElseThrow(), within(5e-4));
            }
        }
    }

    @Test
    void aFitThatIsTooFarAwayFails() {
        Map<String, Row> rows = rows(List.of(fit(0, 1, new Normal(0.2, 1.2)), fit(0, 2, new Normal(1.01, 1.83))), true);

        assertThat(rows.get("kl/divergence").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(rows.get("kl/divergence-worst").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(rows.get("kl/mu").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aRunThatDivergedFails() {
        Map<String, Row> rows = rows(List.of(new Fit(Objective.PUBLISHED.get(0), 1, null, Double.NaN)), true);

        assertThat(rows.get("kl/divergence").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(rows.get("kl/divergence").note()).contains("seed 1 diverged");
    }

    @Test
    void aBoundAboveTheDivergenceFailsAtEveryScale() {
        Map<String, Row> rows =
                rows(List.of(new Fit(Objective.PUBLISHED.get(0), 1, new Normal(1.01, 1.83), 0.3)), false);

        assertThat(rows.get("kl/divergence").verdict()).isEqualTo(Verdict.INFO);
        assertThat(rows.get("kl/bound-above-divergence").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void drawsAFigureForEachObjective(@TempDir Path folder) throws Exception {
        new FitFigures(new Findings(TARGET, DIVERGENCES, OPTIMA, published())).write(folder);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "fits.png",
                            "fit-kl.png",
                            "fit-reverse-kl.png",
                            "fit-jensen-shannon.png",
                            "fit-jeffrey.png",
                            "fit-pearson.png");
        }
    }

    private static List<Fit> published() {
        return Objective.PUBLISHED.stream()
                .map(o -> {
                    Objective.Published printed = o.published().orElseThrow();
                    return new Fit(o, 1, new Normal(printed.mu(), printed.sigma()), printed.bound());
                })
                .toList();
    }

    private static Fit fit(int objective, long seed, Normal normal) {
        return new Fit(Objective.PUBLISHED.get(objective), seed, normal, 0.27);
    }

    private static Map<String, Row> rows(List<Fit> fits, boolean judged) {
        return new Rows(new Findings(TARGET, DIVERGENCES, OPTIMA, fits), judged)
                .all().stream().collect(Collectors.toMap(Row::name, Function.identity()));
    }

    private static Map<Objective, FDivergence> inOrder(List<FDivergence> divergences) {
        return Objective.PUBLISHED.stream()
                .collect(Collectors.toMap(Function.identity(), o -> divergences.get(Objective.PUBLISHED.indexOf(o))));
    }
}
