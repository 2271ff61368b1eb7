package org.ganlib.cli.reproduce.univariate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.ganlib.cli.reproduce.ReproductionReport;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.Verdict;
import org.ganlib.cli.reproduce.univariate.Fitting.Job;
import org.ganlib.config.PluginKinds;
import org.ganlib.library.Workspace;
import org.ganlib.plugin.PluginCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reproduction as users run it: really trained, at a scale that fits a test. */
final class FGanUnivariateTest {
    private static final PluginCatalog PLUGINS =
            PluginCatalog.load(FGanUnivariateTest.class.getClassLoader(), PluginKinds.all());

    @Test
    void smokeTrainsEveryPublishedObjectiveAndFindsTheExactOptima() {
        FGanUnivariate reproduction = new FGanUnivariate();
        List<String> progress = new ArrayList<>();

        ReproductionReport report = ReproductionReport.of(
                reproduction,
                new Setup(
                        Scale.SMOKE,
                        reproduction.seeds(Scale.SMOKE),
                        OptionalLong.empty(),
                        List.of(),
                        Workspace.open(),
                        Optional.empty(),
                        progress::add));

        assertThat(progress).hasSize(5);
        assertThat(report.holds()).as("no row fails: %s", report.rows()).isTrue();
        assertThat(report.deviations()).isNotEmpty();
        Map<String, Row> rows = report.rows().stream().collect(Collectors.toMap(Row::name, Function.identity()));
        for (String name : List.of("kl", "reverse-kl", "jensen-shannon", "jeffrey", "pearson")) {
            for (String parameter : List.of("mu", "sigma", "divergence")) {
                assertThat(rows.get("optimum/" + name + "/" + parameter).verdict())
                        .isEqualTo(Verdict.PASS);
            }
            assertThat(rows.get(name + "/mu").published()).isPresent();
            assertThat(rows.get(name + "/mu").ours())
                    .as("%s has moved from 0 towards the data", name)
                    .isBetween(0.05, 2.0);
            assertThat(rows.get(name + "/bound").ours())
                    .as("%s: the bound is positive and below the divergence", name)
                    .isBetween(0.0, rows.get(name + "/divergence").ours());
            assertThat(rows.get(name + "/bound-above-divergence").verdict()).isEqualTo(Verdict.PASS);
        }
        assertThat(rows.keySet().stream().filter(r -> r.startsWith("cross/"))).hasSize(25);
        assertThat(rows.get("cross/kl/pearson").published()).hasValue(.7494);
    }

    @Test
    void whatARunLearnsDoesNotDependOnWhatRunsBesideIt() {
        FittingProtocol protocol = new FittingProtocol(8, List.of(), 0.5, false, false);
        Job kl = new Job(Objective.PUBLISHED.get(0), 5);
        Job pearson = new Job(Objective.PUBLISHED.get(4), 5);

        List<Fit> alone = new Fitting(PLUGINS, protocol).run(List.of(kl), line -> {});
        List<Fit> together = new Fitting(PLUGINS, protocol).run(List.of(pearson, kl), line -> {});

        assertThat(together.get(1)).isEqualTo(alone.get(0));
        assertThat(together.get(0).normal()).isNotEqualTo(alone.get(0).normal());
    }

    @Test
    void leavesNothingBehind() throws IOException {
        long before = temporaryFolders();
        new Fitting(PLUGINS, new FittingProtocol(1, List.of(), 0, false, false))
                .run(List.of(new Job(Objective.PUBLISHED.get(0), 1)), line -> {});
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    @Test
    void drawsTheOriginalGanAtEveryStage(@TempDir Path folder) throws IOException {
        new StagesOfTraining(PLUGINS, 1, List.of(1L, 2L, 3L, 4L)).write(folder);

        BufferedImage picture = ImageIO.read(folder.resolve("stages.png").toFile());
        assertThat(picture.getWidth()).isGreaterThan(1000);
        long colours = Arrays.stream(
                        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .count();
        assertThat(colours).as("colours in the figure").isGreaterThan(10);
    }

    private static long temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("gan-reproduce"))
                    .count();
        }
    }
}
