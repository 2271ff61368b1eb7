package org.ganlib.cli.reproduce.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.ReproductionReport;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.Verdict;
import org.ganlib.library.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DigitReproductionsTest {
    private static final Workspace WORKSPACE = Workspace.open();

    @TempDir
    private Path folder;

    @Test
    void aParzenWindowOfTrainingDigitsExplainsOthers() {
        ReproductionReport report = smoke(new ParzenTable(), List.of());
        assertThat(report.rows().get(0).published()).hasValue(225);
        // Five steps have taught the generator nothing yet.
        assertThat(ours(report, "gan/nats")).isNegative();
        assertThat(ours(report, "training-digits/nats")).isCloseTo(245, within(10.0));
    }

    @Test
    void theEstimateIsReadBesideTheQualityOfSamples() {
        ReproductionReport report = smoke(new WassersteinCurve(), List.of("estimate", "mlp-gan"));
        assertThat(report.rows().stream().map(Row::name))
                .containsExactly(
                        "estimate/spearman",
                        "estimate/energy",
                        "estimate/processor-seconds",
                        "mlp-gan/energy",
                        "mlp-gan/processor-seconds");
        // Two evaluations have a rank correlation of 1 or -1.
        assertThat(Math.abs(ours(report, "estimate/spearman"))).isCloseTo(1, within(1e-12));
        assertThat(ours(report, "mlp-gan/energy")).isPositive();
    }

    @Test
    void aTrainingThatEndsBeforeTheSecondMeasurementHasNoCorrelation() {
        ReproductionReport report = smoke(new WassersteinCurve(), List.of("estimate"), OptionalLong.of(1));
        assertThat(ours(report, "estimate/spearman")).isNaN();
        assertThat(ours(report, "estimate/energy")).isPositive();
        assertThat(report.rows().get(1).note()).isEqualTo("1 of 1,200 steps");
    }

    @Test
    void everyNumberOfLabelsIsLearntFrom() {
        ReproductionReport report = smoke(new FewLabels(), List.of("mnist"));
        assertThat(report.rows()).hasSize(7);
        assertThat(report.rows().subList(0, 6)).allSatisfy(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.INFO);
            assertThat(row.ours()).isBetween(0.05, 1.0);
        });
    }

    @Test
    void tablesAreMeasuredByTheirMetrics() {
        ReproductionReport conditional = smoke(DigitTables.conditional(), List.of("conditional"));
        assertThat(conditional.rows().stream().map(Row::name))
                .containsExactly("conditional/requested-class", "conditional/nats", "conditional/processor-seconds");
        assertThat(conditional.rows().get(1).published()).hasValue(132);
        // Ten classes, of which an untrained generator hits one in ten.
        assertThat(ours(conditional, "conditional/requested-class")).isBetween(0.0, 0.5);

        ReproductionReport likelihood = smoke(DigitTables.fGan(), List.of("kl"));
        assertThat(likelihood.rows().get(0).published()).hasValue(416);
        assertThat(ours(likelihood, "kl/nats")).isNegative();

        ReproductionReport stacked = smoke(DigitTables.stacked(), List.of("pacgan-2"));
        assertThat(ours(stacked, "pacgan-2/modes")).isBetween(1.0, 500.0);
        assertThat(ours(stacked, "pacgan-2/reverse-kl")).isPositive();
    }

    private ReproductionReport smoke(Reproduction reproduction, List<String> only) {
        return smoke(reproduction, only, OptionalLong.empty());
    }

    private ReproductionReport smoke(Reproduction reproduction, List<String> only, OptionalLong steps) {
        return ReproductionReport.of(
                reproduction,
                new Setup(Scale.SMOKE, List.of(1L), steps, only, WORKSPACE, Optional.of(folder), line -> {}));
    }

    private static double ours(ReproductionReport report, String name) {
        return report.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ours();
    }
}
