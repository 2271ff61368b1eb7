package org.ganlib.cli.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ganlib.cli.text.HumanNumber;
import org.ganlib.cli.text.Paragraph;
import org.ganlib.cli.text.PlainText;
import org.ganlib.cli.text.TextTable;
import org.ganlib.plugin.SettingText;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The results of an evaluation as text for people: a table of values, and below it the protocol.
 * Only values of the same protocol can be compared.
 */
public final class EvaluationTable {
    private static final String PURE_NUMBER = "1";
    private static final String INDENT = "  ";

    /** The largest number of a metric's further numbers whose names are listed without values. */
    private static final int NAMED = 3;

    private static final Pattern FINGERPRINT = Pattern.compile("(sha256[: ])([0-9a-f]{12})[0-9a-f]{52}");

    private final boolean details;
    private final Map<String, String> common = new LinkedHashMap<>();
    private final List<Measured> measured = new ArrayList<>();

    private record Measured(
            String key, MetricInfo info, MetricResult first, List<Double> values, Optional<MeanOfRepeats> mean) {}

    /**
     * A table without rows.
     *
     * @param details true if every number of each metric is shown, and every hash of the data and
     *     networks that they were computed from
     * @param seed the seed of the evaluation
     * @param subtracted a statement about what was subtracted from the examples, if anything was
     */
    public EvaluationTable(boolean details, long seed, Optional<String> subtracted) {
        this.details = details;
        common.put("seed", String.valueOf(seed));
        subtracted.ifPresent(text -> common.put("subtracted", text));
    }

    /**
     * Adds a metric.
     *
     * @param key its ID, with the extractor if it compares features
     * @param results at least one
     * @param mean the mean of the results if there are several
     */
    public void add(String key, MetricInfo info, List<MetricResult> results, Optional<MeanOfRepeats> mean) {
        measured.add(new Measured(
                key,
                info,
                results.get(0),
                results.stream().map(MetricResult::value).toList(),
                mean));
    }

    /** The lines to print; none if there is no metric. */
    public List<String> lines() {
        if (measured.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(table().lines());
        lines.add("");
        lines.add("Values compare only under the same protocol:");
        Map<String, String> shared = new LinkedHashMap<>(common);
        shared.putAll(shared());
        if (measured.size() == 1) {
            Measured metric = measured.get(0);
            addProtocol(lines, metric);
            shared.putAll(own(metric, Set.of()));
            add(lines, statements(shared));
            addRepeats(lines, metric);
        } else {
            lines.add(INDENT + "common");
            add(lines, statements(shared));
            Map<String, List<Measured>> byStatement = byStatement(shared.keySet());
            for (Measured metric : measured) {
                addProtocol(lines, metric);
                byStatement.forEach((text, metrics) -> {
                    if (metrics.equals(List.of(metric))) {
                        add(lines, text);
                    }
                });
                addRepeats(lines, metric);
            }
            addStatementsOfSeveral(lines, byStatement);
        }
        if (!details) {
            lines.add("");
            lines.addAll(Paragraph.wrap(further(), Paragraph.WIDTH));
        }
        return lines;
    }

    private static void addProtocol(List<String> lines, Measured metric) {
        lines.add(INDENT + PlainText.line(metric.key()));
        add(lines, metric.info().protocol());
        add(lines, metric.info().bias());
    }

    private void addRepeats(List<String> lines, Measured metric) {
        if (details && metric.mean().isPresent()) {
            add(
                    lines,
                    "values: " + metric.values().stream().map(HumanNumber::text).collect(Collectors.joining(", ")));
        }
    }

    /** The metrics by what they state beyond the common; without those that state no more. */
    private Map<String, List<Measured>> byStatement(Set<String> shared) {
        Map<String, List<Measured>> metrics = new LinkedHashMap<>();
        for (Measured metric : measured) {
            metrics.computeIfAbsent(statements(own(metric, shared)), text -> new ArrayList<>())
                    .add(metric);
        }
        metrics.remove("");
        return metrics;
    }

    /** Adds a paragraph for each statement that several metrics, but not all, share. */
    private static void addStatementsOfSeveral(List<String> lines, Map<String, List<Measured>> byStatement) {
        byStatement.forEach((text, metrics) -> {
            if (metrics.size() > 1) {
                String keys = metrics.stream().map(Measured::key).collect(Collectors.joining(", "));
                lines.addAll(Paragraph.indented(INDENT, PlainText.line(keys)));
                add(lines, text);
            }
        });
    }

    /** The provenance of a metric without what is shared, and without the extractor in its key. */
    private static Map<String, String> own(Measured metric, Set<String> shared) {
        Map<String, String> own = new LinkedHashMap<>(metric.first().provenance());
        own.keySet().removeAll(shared);
        own.values().removeIf(value -> metric.key().endsWith("[" + value + "]"));
        return own;
    }

    private TextTable table() {
        TextTable table = new TextTable()
                .text("metric")
                .number("value")
                .number("± error")
                .text("95 % interval")
                .text("better")
                .number("samples")
                .text("unit");
        for (Measured metric : measured) {
            table.row(
                    metric.key(),
                    HumanNumber.text(metric.mean()
                            .map(MeanOfRepeats::mean)
                            .orElse(metric.first().value())),
                    metric.mean()
                            .map(mean -> HumanNumber.text(mean.standardError()))
                            .orElse(""),
                    metric.mean()
                            .map(mean -> HumanNumber.text(mean.low()) + " … " + HumanNumber.text(mean.high()))
                            .orElse(""),
                    SettingText.constant(metric.info().direction()),
                    HumanNumber.count(metric.first().samples()),
                    metric.info().unit().equals(PURE_NUMBER)
                            ? ""
                            : metric.info().unit());
            if (details) {
                metric.first()
                        .details()
                        .forEach(
                                (name, value) -> table.row(INDENT + name, HumanNumber.text(value), "", "", "", "", ""));
            }
        }
        return table;
    }

    /**
     * The provenance that metrics share: at least two metrics state it, and all metrics that state
     * it agree.
     */
    private Map<String, String> shared() {
        Map<String, List<String>> stated = new LinkedHashMap<>();
        for (Measured metric : measured) {
            metric.first().provenance().forEach((name, value) -> stated.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(value));
        }
        Map<String, String> shared = new LinkedHashMap<>();
        stated.forEach((name, values) -> {
            if (values.size() > 1 && values.stream().distinct().count() == 1) {
                shared.put(name, values.get(0));
            }
        });
        return shared;
    }

    /** The provenance as text. Without {@code --details} hashes are left out or shortened. */
    private String statements(Map<String, String> provenance) {
        return provenance.entrySet().stream()
                .filter(entry -> details || !entry.getKey().endsWith(" hash"))
                .map(entry -> entry.getKey() + ": "
                        + (details
                                ? entry.getValue()
                                : FINGERPRINT.matcher(entry.getValue()).replaceAll("$1$2…")))
                .collect(Collectors.joining("; "));
    }

    private static void add(List<String> lines, String text) {
        if (!text.isBlank()) {
            lines.addAll(Paragraph.indented(INDENT + INDENT, PlainText.line(text)));
        }
    }

    private String further() {
        Map<String, String> names = new TreeMap<>();
        measured.forEach(metric -> {
            if (!metric.first().details().isEmpty()) {
                Set<String> all = metric.first().details().keySet();
                String some = all.stream().limit(NAMED).collect(Collectors.joining(", "));
                names.put(metric.key(), some + (all.size() > NAMED ? ", …" : "") + " (" + metric.key() + ")");
            }
        });
        String numbers = names.isEmpty() ? "" : ": " + PlainText.line(String.join("; ", names.values()));
        return "--details shows hashes and further numbers" + numbers + ". --json gives every digit.";
    }
}
