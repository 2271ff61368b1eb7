package org.ganlib.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.BoundedText;
import org.ganlib.file.RegularFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.problem.DataException;
import org.ganlib.train.RunDirectory;

/**
 * One page about a run, made from the files in its directory: curves, sample grids over time,
 * findings, configuration and environment. It needs no other file and asks the network for nothing:
 * styles, curves and pictures are part of it.
 */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGE = 560;
    private static final int SMALL = 260;
    private static final int WIDEST = 1060;
    private static final int MOST_GRIDS = 8;

    private final RunDirectory directory;
    private final List<Figure> figures;
    private final StringBuilder page = new StringBuilder(1 << 20);

    private Report(RunDirectory directory, List<Figure> figures) {
        this.directory = directory;
        this.figures = figures;
    }

    /**
     * Writes {@code report.html} into the run's directory, as a whole or not at all.
     *
     * @param figures figures drawn from the run's networks
     * @return the file
     * @throws DataException if a file of the run is damaged, or the report's path is something else
     *     than a file; the message names it
     * @throws org.ganlib.problem.GanException if the report cannot be written
     */
    public static Path write(RunDirectory directory, List<Figure> figures) {
        Path file = RegularFile.require(directory.root().resolve("report.html"));
        AtomicFile.write(file, new Report(directory, figures).html());
        return file;
    }

    private String html() {
        RunHistory history = RunHistory.read(directory.metrics());
        JsonNode status = json(directory.status());
        JsonNode environment = json(directory.environment());
        String name =
                String.valueOf(directory.root().toAbsolutePath().normalize().getFileName());
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n")
                .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(Html.escape(name))
                .append(" · ganlib</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n");
        head(name, status, environment, history);
        List<JsonNode> findings = RunHistory.lines(directory.root().resolve("health.jsonl"));
        grids();
        curves(history);
        for (Figure figure : figures) {
            section(figure.heading());
            figure(figure.picture(), WIDEST, figure.caption());
            page.append("</section>\n");
        }
        health(findings);
        configuration(environment);
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void head(String name, JsonNode status, JsonNode environment, RunHistory history) {
        String state = status.path("status").asText("unknown");
        page.append("<header>\n<h1>")
                .append(Html.escape(name))
                .append("</h1> <span class=\"state ")
                .append(Html.escape(state))
                .append("\">")
                .append(Html.escape(state))
                .append("</span>\n<dl class=\"facts\">\n");
        fact(
                "generator steps",
                count(status.path("step").asLong()) + " of "
                        + count(status.path("steps").asLong()));
        last(history, "seconds").ifPresent(s -> fact("time in training", duration(s)));
        last(history, "examples").ifPresent(e -> last(history, "seconds")
                .filter(s -> s > 0)
                .ifPresent(s -> fact("images per second", count(Math.round(e / s)))));
        JsonNode data = environment.path("data");
        if (data.has("name")) {
            String shape =
                    data.path("shape").toString().replaceAll("[\\[\\]]", "").replace(",", "×");
            fact("data", data.path("name").asText() + ", " + shape);
        }
        if (environment.has("engine")) {
            fact(
                    "engine",
                    environment.path("engine").asText() + ", threads: "
                            + environment.path("threads").asText());
        }
        if (status.has("updated")) {
            fact(
                    "last change",
                    status.path("updated").asText().replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", " UTC"));
        }
        page.append("</dl>\n</header>\n");
    }

    private static Optional<Double> last(RunHistory history, String name) {
        return Optional.ofNullable(history.series().get(name)).map(Series::last);
    }

    private void fact(String name, String value) {
        page.append("<div><dt>")
                .append(Html.escape(name))
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd></div>\n");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    private void section(String heading) {
        page.append("<section>\n<h2>").append(Html.escape(heading)).append("</h2>\n");
    }

    private void figure(BufferedImage picture, int widest, String caption) {
        page.append("<figure>")
                .append(Pictures.element(picture, widest, caption))
                .append("<figcaption>")
                .append(Html.escape(caption))
                .append("</figcaption></figure>\n");
    }

    private void grids() {
        List<Path> files = directory.sampleGrids();
        if (files.isEmpty()) {
            return;
        }
        section("Samples");
        page.append("<div class=\"samples\">\n");
        Path newest = files.get(files.size() - 1);
        Pictures.read(newest)
                .ifPresent(p -> figure(
                        p,
                        LARGE,
                        "Step " + count(RunDirectory.stepOf(newest)) + ": examples for the run's fixed latents."));
        page.append("<div class=\"film\">\n");
        for (Path file : spread(files.subList(0, files.size() - 1))) {
            Pictures.read(file).ifPresent(p -> figure(p, SMALL, "Step " + count(RunDirectory.stepOf(file))));
        }
        page.append("</div>\n</div>\n</section>\n");
    }

    /**
     * The first, the last, and some between them: early pictures change most, so steps grow by
     * about equal ratios.
     */
    private static List<Path> spread(List<Path> files) {
        if (files.size() <= MOST_GRIDS) {
            return files;
        }
        List<Path> chosen = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < MOST_GRIDS; i++) {
            int wanted = (int) Math.round(Math.pow(files.size(), i / (MOST_GRIDS - 1.0))) - 1;
            int index = Math.max(next, Math.min(wanted, files.size() - MOST_GRIDS + i));
            chosen.add(files.get(index));
            next = index + 1;
        }
        return chosen;
    }

    private void curves(RunHistory history) {
        List<Chart> charts = Charts.of(history);
        if (charts.isEmpty()) {
            return;
        }
        section("Curves");
        page.append(
                        "<p class=\"note\">Faint: every logged step. Bold: the mean of the fortieth part of them around each, whose last value is in the legend;")
                .append(
                        " where fewer than sixty steps were logged, the steps themselves.</p>\n<div class=\"charts\">\n");
        charts.forEach(chart -> page.append(chart.html()));
        page.append("</div>\n</section>\n");
    }

    private void health(List<JsonNode> findings) {
        section("Health");
        if (findings.isEmpty()) {
            boolean watched = read(directory.config()).contains("name: health");
            page.append("<p>")
                    .append(
                            watched
                                    ? "The health monitor found nothing."
                                    : "The health monitor was off (listener health).")
                    .append("</p>\n</section>\n");
            return;
        }
        page.append(
                "<table class=\"health\">\n<thead><tr><th>step</th><th>finding</th><th>evidence</th><th>what the literature suggests</th></tr></thead>\n<tbody>\n");
        for (JsonNode finding : findings) {
            page.append("<tr><td>")
                    .append(count(finding.path("step").asLong()))
                    .append("</td><td>")
                    .append(Html.escape(finding.path("finding").asText().replace('-', ' ')))
                    .append("</td><td>")
                    .append(Html.escape(finding.path("evidence").asText()))
                    .append("</td><td>")
                    .append(Html.escape(finding.path("advice").asText()))
                    .append("</td></tr>\n");
        }
        page.append("</tbody>\n</table>\n</section>\n");
    }

    private void configuration(JsonNode environment) {
        section("Configuration");
        page.append("<pre>").append(Html.escape(read(directory.config()))).append("</pre>\n</section>\n");
        if (environment.isEmpty()) {
            return;
        }
        section("Environment");
        page.append("<table class=\"environment\">\n<tbody>\n");
        environment.properties().forEach(field -> {
            if (!field.getKey().equals("plugins")) {
                page.append("<tr><th>")
                        .append(Html.escape(field.getKey()))
                        .append("</th><td>")
                        .append(Html.escape(
                                field.getValue().isValueNode()
                                        ? field.getValue().asText()
                                        : field.getValue().toString()))
                        .append("</td></tr>\n");
            }
        });
        page.append("</tbody>\n</table>\n</section>\n");
    }

    private static String read(Path file) {
        try {
            return BoundedText.read(file, BoundedJson.LONGEST_DOCUMENT);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    /** A JSON file's content; an empty object where there is no file. */
    private static JsonNode json(Path file) {
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try {
            return BoundedJson.parse(read(file));
        } catch (IOException e) {
            throw new DataException(file + ": is no JSON. Restore it, or remove it to do without", e);
        }
    }

    private static String style() {
        try (InputStream in = Report.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
