package org.ganlib.cli.completion;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ganlib.config.Experiment;
import org.ganlib.network.NetworkEngine;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.SettingType;

/**
 * The dotted keys of an experiment. Each key has its possible values, if these are words and not
 * numbers or texts. A section that names a plugin has the keys of every plugin of its kind.
 */
final class ExperimentKeys {
    /** The largest depth of plugins inside plugins, such as the schedule of an optimizer. */
    private static final int DEEPEST = 5;

    /** The devices that are proposed; the first of several NVIDIA devices stands for all of them. */
    private static final List<String> DEVICES = List.of("auto", "cpu", "cuda", "cuda:0", "mps");

    private final PluginCatalog catalog;
    private final Map<String, Set<String>> values = new TreeMap<>();

    private ExperimentKeys(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /** The keys of experiments, each with the words that may be its value; none for a number. */
    static Map<String, Set<String>> ofExperiments(PluginCatalog catalog) {
        ExperimentKeys keys = new ExperimentKeys(catalog);
        keys.addComponents("", Experiment.class, 0);
        // Both are texts, because which names are good depends on the machine.
        keys.words("device", DEVICES);
        keys.words("engine", List.of(Experiment.AUTO_ENGINE));
        keys.words("engine", catalog.names(NetworkEngine.class));
        return keys.values;
    }

    /** The keys {@code NAME.setting} of all plugins of a kind. */
    static Map<String, Set<String>> ofPlugins(PluginCatalog catalog, Class<?> kind) {
        ExperimentKeys keys = new ExperimentKeys(catalog);
        for (PluginDescriptor<?> plugin : catalog.all(kind)) {
            keys.addComponents(plugin.name() + ".", plugin.type(), 0);
        }
        return keys.values;
    }

    private void addComponents(String prefix, Class<?> record, int depth) {
        for (RecordComponent component : record.getRecordComponents()) {
            add(prefix + SettingText.name(component.getName()), SettingType.of(component), depth);
        }
    }

    private void add(String key, SettingType type, int depth) {
        if (type instanceof SettingType.Maybe maybe) {
            add(key, maybe.element(), depth);
        } else if (type instanceof SettingType.Section section) {
            addComponents(key + ".", section.record(), depth);
        } else if (type instanceof SettingType.Reference reference) {
            List<String> names = catalog.names(reference.kind());
            words(key, names);
            words(key + ".name", names);
            if (depth < DEEPEST) {
                catalog.all(reference.kind()).forEach(plugin -> addComponents(key + ".", plugin.type(), depth + 1));
            }
        } else {
            words(key, wordsOf(type));
        }
    }

    private List<String> wordsOf(SettingType type) {
        List<String> words = new ArrayList<>();
        if (type instanceof SettingType.Choice choice) {
            words.addAll(choice.words());
        } else if (type instanceof SettingType.Flag) {
            words.addAll(List.of("true", "false"));
        } else if (type instanceof SettingType.Whole whole && whole.zeroMeansAuto()) {
            words.add("auto");
        } else if (type instanceof SettingType.Several several
                && several.element() instanceof SettingType.Reference reference) {
            words.addAll(catalog.names(reference.kind()));
        }
        return words;
    }

    private void words(String key, List<String> words) {
        values.computeIfAbsent(key, k -> new TreeSet<>()).addAll(words);
    }
}
