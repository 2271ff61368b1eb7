package org.ganlib.config;

import java.util.List;
import java.util.Map;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.PluginKind;
import org.ganlib.problem.ConfigurationException;

/**
 * Reads records from YAML and {@code key=value} overrides.
 *
 * <p>A record starts from what its constructor without arguments says, and the given settings are
 * laid over it. Types are strict: {@code 3.7} is not an integer and {@code "7"} is not a number,
 * but {@code 3} is. A component whose type is a plugin interface is written as the plugin's name or
 * as a section with a {@code name}; without one the section keeps the plugin that is the default
 * there. Everything that is wrong is reported at once, in the order of the file.
 */
public final class RecordReader {
    private final PluginCatalog catalog;

    /** A reader that finds plugins in {@code catalog}. */
    public RecordReader(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads a record.
     *
     * @param source the origin of the text, as the user knows it
     * @param overrides {@code key=value} with dotted keys, laid over the text in this order
     * @throws ConfigurationException if anything is wrong; lists everything that is
     */
    public <R extends Record> R read(String source, Class<R> type, String yaml, List<String> overrides) {
        Given given = Given.of(source, yaml, overrides, Defaults.pluginsOf(type)::get);
        Object record = new Reading(catalog, given).record(type).orElse(null);
        given.throwProblems();
        return type.cast(record);
    }

    /**
     * Makes one plugin from settings of the command line.
     *
     * @param settings {@code key=value}, as in the plugin's section of an experiment
     * @throws ConfigurationException if there is no such plugin or a setting is wrong; lists
     *     everything that is
     */
    public <S> S readPlugin(Class<S> kind, String name, List<String> settings) {
        PluginDescriptor<S> plugin = catalog.find(kind, name)
                .orElseThrow(() -> new ConfigurationException("command line", List.of(noPlugin(catalog, kind, name))));
        Given given = Given.ofCommandLine(Map.of("name", plugin.name()), settings);
        Object read = new Reading(catalog, given).plugin(kind).orElse(null);
        given.throwProblems();
        return kind.cast(read);
    }

    /**
     * Makes one of several plugins of the command line. Messages name a setting by its whole key.
     *
     * @param settings {@code NAME.key=value} with the plugin's name
     * @throws ConfigurationException if there is no such plugin or a setting is wrong; lists
     *     everything that is
     */
    public <S> S readNamedPlugin(Class<S> kind, String name, List<String> settings) {
        if (catalog.find(kind, name).isEmpty()) {
            throw new ConfigurationException("command line", List.of(noPlugin(catalog, kind, name)));
        }
        Given given = Given.ofCommandLine(Map.of(name, Map.of("name", name)), settings);
        Object read = new Reading(catalog, given).plugin(kind, name).orElse(null);
        given.throwProblems();
        return kind.cast(read);
    }

    static String noPlugin(PluginCatalog catalog, Class<?> kind, String name) {
        return "no " + kind.getAnnotation(PluginKind.class).value() + " '" + name + "'. "
                + CommonNames.find(kind, name)
                        .filter(catalog.names(kind)::contains)
                        .map(own -> "It is called '" + own + "' here. ")
                        .orElse("")
                + available(NearestNames.nearestFirst(name, catalog.names(kind)))
                + unusable(catalog, kind);
    }

    /** The plugins of a kind that could not be loaded, as the end of a message. */
    static String unusable(PluginCatalog catalog, Class<?> kind) {
        List<String> problems = catalog.problemsWithoutName(kind);
        return problems.isEmpty() ? "" : ". Could not be loaded: " + String.join("; ", problems);
    }

    static String available(List<String> names) {
        return names.isEmpty() ? "None is installed" : "Available: " + String.join(", ", names);
    }
}
