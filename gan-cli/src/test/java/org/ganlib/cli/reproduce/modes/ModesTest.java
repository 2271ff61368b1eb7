package org.ganlib.cli.reproduce.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ganlib.cli.reproduce.ReproductionReport;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.Verdict;
import org.ganlib.library.Workspace;
import org.junit.jupiter.api.Test;

final class ModesTest {
    @Test
    void everyContestantIsTrainedAndMeasured() {
        List<String> progress = new ArrayList<>();

        ReproductionReport report = ReproductionReport.of(
                new Modes(),
                new Setup(
                        Scale.SMOKE,
                        List.of(3L),
                        OptionalLong.empty(),
                        List.of(),
                        Workspace.open(),
                        Optional.empty(),
                        progress::add));

        assertThat(progress).hasSize(6).allSatisfy(line -> assertThat(line).startsWith("seed 3, "));
        assertThat(report.rows().stream().map(Row::name).filter(name -> name.endsWith("/modes")))
                .containsExactly(
                        "gan/modes",
                        "least-squares(0,1,1)/modes",
                        "least-squares(-1,1,0)/modes",
                        "wasserstein+clip/modes",
                        "kl/modes",
                        "pearson/modes");
        assertThat(report.rows()).hasSize(18).allSatisfy(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.INFO);
            assertThat(row.ours()).isBetween(0.0, row.name().endsWith("/high-quality") ? 1 : 1e3);
        });
    }
}
