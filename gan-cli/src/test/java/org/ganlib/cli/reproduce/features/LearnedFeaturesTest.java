package org.ganlib.cli.reproduce.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

final class LearnedFeaturesTest {
    @Test
    void everyKindOfContestantIsTrainedAndMeasured() {
        List<String> progress = new ArrayList<>();

        ReproductionReport report = ReproductionReport.of(
                new LearnedFeatures(),
                new Setup(
                        Scale.SMOKE,
                        List.of(3L),
                        OptionalLong.empty(),
                        List.of("bigan", "joint-latent-regressor", "autoencoder-l2"),
                        Workspace.open(),
                        Optional.empty(),
                        progress::add));

        assertThat(progress).hasSize(3).allSatisfy(line -> assertThat(line).startsWith("seed 3, "));
        assertThat(report.rows().stream().map(Row::name).filter(name -> name.endsWith("/features")))
                .containsExactly("bigan/features", "joint-latent-regressor/features", "autoencoder-l2/features");
        assertThat(report.rows()).hasSize(3 * 4 + 2).allSatisfy(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.INFO);
            assertThat(row.ours()).isFinite();
        });
        assertThat(ours(report, "pixels/accuracy")).isCloseTo(0.951, within(0.001));
        // A projection of digits to 32 numbers at random keeps neighbours well above chance, which
        // is a tenth.
        assertThat(ours(report, "bigan/features-after-0")).isBetween(0.3, 0.951);
        assertThat(ours(report, "bigan/processor-seconds")).isPositive();
    }

    /** The rate ends at a hundredth of what it started with, however many steps there are. */
    @Test
    void theRateFallsOverTheSecondHalf() {
        for (Scale scale : Scale.values()) {
            FeatureProtocol protocol = FeatureProtocol.of(scale);
            String schedule = protocol.overrides(EncoderVariant.ALL.get(0)).stream()
                    .filter(setting -> setting.startsWith("optimizer.critic.schedule="))
                    .findFirst()
                    .orElseThrow();
            double gamma = Double.parseDouble(schedule.replaceAll(".*gamma: ([0-9.]+).*", "$1"));
            long start = Long.parseLong(schedule.replaceAll(".*start: ([0-9]+).*", "$1"));
            assertThat(start).isEqualTo(protocol.steps() / 2);
            assertThat(Math.pow(gamma, (double) (protocol.steps() - start))).isCloseTo(0.01, within(1e-6));
        }
    }

    private static double ours(ReproductionReport report, String name) {
        return report.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ours();
    }
}
