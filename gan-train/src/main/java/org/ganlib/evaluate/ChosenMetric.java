package org.ganlib.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.config.RecordReader;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.Metric;

/**
 * A metric with its settings, and the key of its result: {@code ID}, or {@code ID[extractor]} where
 * it compares features.
 *
 * @param id the plugin's name
 * @param key the name of its result
 * @param metric the plugin
 */
public record ChosenMetric(String id, String key, Metric metric) {
    private static final Pattern WITH_EXTRACTOR = Pattern.compile("([^\\[\\]]+)(?:\\[([^\\[\\]]+)])?");

    /**
     * Makes the metrics that a command line names.
     *
     * @param wanted {@code ID} or {@code ID[EXTRACTOR]}; empty for all installed metrics
     * @param extractor the feature extractor of metrics without brackets, {@code NAME} or {@code
     *     NAME:FILE}; null if each metric keeps its default extractor
     * @param settings {@code ID.key=value}
     * @throws ConfigurationException if a name or a setting is wrong
     */
    public static List<ChosenMetric> read(
            PluginCatalog catalog, List<String> wanted, String extractor, List<String> settings) {
        List<String> names = wanted.isEmpty() ? catalog.names(Metric.class) : wanted;
        Set<String> ids = new LinkedHashSet<>();
        List<ChosenMetric> chosen = new ArrayList<>();
        for (String name : names) {
            Matcher parts = WITH_EXTRACTOR.matcher(name.strip());
            if (!parts.matches()) {
                throw new ConfigurationException(
                        "--metric", List.of("must be ID or ID[EXTRACTOR], was '" + name + "'"));
            }
            ids.add(parts.group(1));
            chosen.add(read(catalog, parts.group(1), parts.group(2), extractor, settings));
        }
        requireUsed(settings, ids);
        return chosen;
    }

    /**
     * True if the option --extractor has no effect on this metric. Either the metric compares no
     * features, or its own extractor is named in brackets or as a setting.
     *
     * @param wanted the metric as it was asked for
     * @param settings {@code ID.key=value}
     */
    public boolean ignoresOption(String wanted, List<String> settings) {
        return metric.featureExtractor().isEmpty()
                || wanted.contains("[")
                || settings.stream().anyMatch(s -> s.matches(Pattern.quote(id) + "\\.extractor(\\.name)?\\s*=.*"));
    }

    private static ChosenMetric read(
            PluginCatalog catalog, String id, String inBrackets, String extractor, List<String> settings) {
        List<String> own = new ArrayList<>();
        boolean compares = catalog.find(Metric.class, id)
                .map(plugin -> plugin.settings().stream().anyMatch(s -> s.name().equals("extractor")))
                .orElse(false);
        if (inBrackets != null) {
            own.addAll(extractorSettings(id, inBrackets));
        } else if (extractor != null && compares) {
            own.addAll(extractorSettings(id, extractor));
        }
        settings.stream().filter(s -> s.startsWith(id + ".")).forEach(own::add);
        Metric metric = new RecordReader(catalog).readNamedPlugin(Metric.class, id, own);
        String key = metric.featureExtractor()
                .map(e ->
                        id + "[" + e.getClass().getAnnotation(PluginName.class).value() + "]")
                .orElse(id);
        return new ChosenMetric(id, key, metric);
    }

    private static List<String> extractorSettings(String id, String extractor) {
        int colon = extractor.indexOf(':');
        if (colon < 0) {
            return List.of(id + ".extractor=" + extractor);
        }
        String file = extractor.substring(colon + 1).replace("\\", "\\\\").replace("\"", "\\\"");
        return List.of(
                id + ".extractor.name=" + extractor.substring(0, colon), id + ".extractor.file=\"" + file + "\"");
    }

    private static void requireUsed(List<String> settings, Set<String> ids) {
        List<String> problems = settings.stream()
                .filter(s -> ids.stream().noneMatch(id -> s.startsWith(id + ".")))
                .map(s -> s + ": belongs to no metric that is evaluated. Write ID.setting=value with one of "
                        + String.join(", ", ids))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException("command line", problems);
        }
    }
}
