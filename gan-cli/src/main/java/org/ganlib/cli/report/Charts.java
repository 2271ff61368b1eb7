package org.ganlib.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects numbers in charts: numbers whose names agree up to the first slash share one, and every
 * metric has one of its own, because units differ.
 */
final class Charts {
    private static final String METRIC = "metric";

    private record Kind(String title, String unit, boolean ratios) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "loss", new Kind("Losses", "loss", false),
            "score", new Kind("Mean raw scores of the critic", "score", false),
            "gradient-norm", new Kind("Gradient norms", "Euclidean norm", true),
            "learning-rate", new Kind("Learning rates", "step size", true),
            "augmentation", new Kind("Augmentation", "overfitting, probability", false),
            "error", new Kind("Latent error", "mean square", true),
            "constraint", new Kind("What the constraint does to the critic", "reported value", false),
            "images_per_sec", new Kind("Training speed", "images per second", false));

    private Charts() {}

    /** The charts of a run, the most important ones first. */
    static List<Chart> of(RunHistory history) {
        Map<String, Chart> charts = new LinkedHashMap<>();
        List<String> order = List.of("loss", "score", "gradient-norm", "error");
        order.forEach(group -> collect(history, group, charts));
        history.series().keySet().stream()
                .map(Charts::group)
                .distinct()
                .filter(g -> !order.contains(g) && !g.equals("examples") && !g.equals("seconds"))
                .forEach(group -> collect(history, group, charts));
        return new ArrayList<>(charts.values());
    }

    private static void collect(RunHistory history, String group, Map<String, Chart> charts) {
        history.series().forEach((name, series) -> {
            if (group(name).equals(group)) {
                boolean metric = group.startsWith(METRIC + "/");
                Kind kind = KINDS.getOrDefault(
                        group,
                        new Kind(
                                metric ? group.substring(METRIC.length() + 1) : group, metric ? "value" : group, true));
                String shown = group.equals(name)
                        ? name.replace("images_per_sec", "images/s")
                        : name.substring(name.indexOf('/') + 1);
                charts.computeIfAbsent(group, g -> new Chart(kind.title(), kind.unit(), kind.ratios()))
                        .add(shown, series);
            }
        });
    }

    private static String group(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return name;
        }
        return name.startsWith(METRIC + "/") ? name : name.substring(0, slash);
    }
}
