package org.ganlib.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ganlib.problem.DataException;
import org.ganlib.train.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

final class ReportTest {
    @TempDir
    private Path folder;

    private RunDirectory directory;

    @BeforeEach
    void makeRun() throws IOException {
        Files.createDirectories(folder.resolve("samples"));
        Files.writeString(
                folder.resolve("config.yaml"), "seed: 7 # <script>alert('no')</script>\nlisteners: [{name: health}]\n");
        StringBuilder lines = new StringBuilder();
        for (int step = 10; step <= 2000; step += 10) {
            lines.append("{\"step\":")
                    .append(step)
                    .append(",\"loss/critic\":")
                    .append(1 + Math.sin(step))
                    .append(",\"loss/generator\":2,\"learning-rate/critic\":0.001,\"metric/fid\":")
                    .append(3.0 / step)
                    .append(",\"examples\":")
                    .append(step * 64)
                    .append(",\"images_per_sec\":900,\"seconds\":")
                    .append(step / 100.0)
                    .append("}\n");
        }
        Files.writeString(folder.resolve("metrics.jsonl"), lines);
        for (int step = 100; step <= 2000; step += 100) {
            ImageIO.write(
                    new BufferedImage(600, 600, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve(String.format("samples/step-%06d.png", step)).toFile());
        }
        directory = RunDirectory.open(folder);
    }

    @Test
    void theLastChangeIsToldToTheSecond() throws IOException {
        Files.writeString(
                folder.resolve("status.json"),
                "{\"status\":\"finished\",\"updated\":\"2026-01-02T03:04:05.678901234Z\"}");
        assertThat(write()).contains("2026-01-02 03:04:05 UTC");
    }

    @Test
    void pageHoldsEverythingAndRefersToNothing() throws IOException {
        String page = write();
        assertThat(page).contains("<h2>Samples</h2>", "<h2>Curves</h2>", "<h2>Health</h2>", "<h2>Configuration</h2>");
        assertThat(page).contains("Losses", "Learning rates", ">fid<", "generator step", "images per second");
        assertThat(page).contains("The health monitor found nothing.");
        Matcher references =
                Pattern.compile("(?:src|href)=\"([^\"]*)\"|url\\(([^)]*)\\)").matcher(page);
        while (references.find()) {
            String reference = references.group(1) == null ? references.group(2) : references.group(1);
            assertThat(reference).matches("(?s)(data:|#).*");
        }
        assertThat(page).doesNotContain("<script");
        assertThat(Pattern.compile("<img").matcher(page).results().count())
                .as("the newest grid, eight before it, and a figure")
                .isEqualTo(10);
    }

    @Test
    void curvesAreWellFormed() throws Exception {
        Matcher figures = Pattern.compile("<figure class=\"chart\">.*?</figure>", Pattern.DOTALL)
                .matcher(write());
        int charts = 0;
        while (figures.find()) {
            charts++;
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(figures.group())))
                            .getElementsByTagName("path")
                            .getLength())
                    .isGreaterThan(4);
            assertThat(figures.group()).doesNotContain("NaN").doesNotContain("Infinity");
        }
        assertThat(charts).isEqualTo(4);
    }

    @Test
    void findingsAreShownWithTheirEvidence() throws IOException {
        Files.writeString(
                folder.resolve("health.jsonl"),
                "{\"step\":1200,\"finding\":\"mode-collapse\",\"evidence\":\"3 % < 25 %\",\"advice\":\"read\"}\n");
        assertThat(write()).contains("mode collapse", "3 % &lt; 25 %", "1\u202f200");
    }

    @Test
    void lineThatIsBeingWrittenIsLeftOut() throws IOException {
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":10,\"loss/critic\":1}\n{\"step\":20,\"lo");
        assertThat(write()).contains("Losses");
    }

    @Test
    void damagedLineIsNamed() throws IOException {
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":10}\nnonsense\n{\"step\":30}\n");
        assertThatThrownBy(this::write)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metrics.jsonl, line 2: is no JSON object");
    }

    @Test
    void runThatHasOnlyBegunHasAReport() throws IOException {
        Files.delete(folder.resolve("metrics.jsonl"));
        assertThat(write()).contains("<h2>Configuration</h2>").doesNotContain("<h2>Curves</h2>");
    }

    private String write() throws IOException {
        Path file = Report.write(
                directory,
                List.of(new Figure(
                        "Between", "b.png", "A way.", new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB))));
        assertThat(file).isEqualTo(folder.resolve("report.html"));
        return Files.readString(file);
    }
}
