package org.ganlib.cli.reproduce.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ganlib.cli.reproduce.MethodTable;
import org.ganlib.cli.reproduce.ReproductionReport;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.Verdict;
import org.ganlib.library.Workspace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MixturesTest {
    private static final Workspace WORKSPACE = Workspace.open();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyMethodIsTrainedAndMeasured(boolean ring) {
        MethodTable table = ring ? Mixtures.ring() : Mixtures.grid();

        ReproductionReport report = ReproductionReport.of(
                table,
                new Setup(
                        Scale.SMOKE,
                        List.of(3L),
                        OptionalLong.of(2),
                        List.of(),
                        WORKSPACE,
                        Optional.empty(),
                        line -> {}));

        assertThat(report.rows()).hasSize(ring ? 27 : 12).allSatisfy(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.INFO);
            assertThat(row.ours()).isBetween(0.0, 25.0);
        });
        assertThat(report.rows().stream().map(Row::name)).contains("pacgan-2/modes", "veegan-gan/high-quality");
        assertThat(report.rows().get(0).published()).hasValue(ring ? 6.3 : 17.3);
        assertThat(report.rows().get(0).note()).isEqualTo("2 of 400,000 steps");
    }
}
