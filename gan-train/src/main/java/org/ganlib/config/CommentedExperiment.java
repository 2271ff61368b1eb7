package org.ganlib.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.SettingType;

/**
 * An experiment as YAML for people to change: every setting with its value, below a comment that is
 * the setting's own description. Reading the text gives an equal experiment.
 */
public final class CommentedExperiment {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private final PluginCatalog catalog;
    private final List<String> lines = new ArrayList<>();

    private CommentedExperiment(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Writes an experiment.
     *
     * @param catalog the installed plugins; comments name the alternatives among them
     * @param title the first comment, one sentence
     * @return the text, which ends in a line break
     */
    public static String of(PluginCatalog catalog, Experiment experiment, String title) {
        CommentedExperiment text = new CommentedExperiment(catalog);
        text.comment("", title);
        text.comment(
                "",
                "Every setting is here, with what it means. A line that is removed takes the default. 'gan describe"
                        + " NAME' describes a plugin; its settings follow its name.");
        text.settings("", experiment);
        return String.join("\n", text.lines) + "\n";
    }

    private void settings(String indent, Record record) {
        Map<String, Object> written = RecordWriter.toMap(record);
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = SettingText.name(component.getName());
            SettingType type = SettingType.of(component);
            Object value = Records.value(component, record);
            if (value.equals(Optional.empty())) {
                absent(indent, name, component, type);
                continue;
            }
            Object present = value instanceof Optional<?> optional ? optional.get() : value;
            if (indent.isEmpty()) {
                lines.add("");
            }
            comment(indent, about(component, type));
            if (present instanceof Record section) {
                lines.add(indent + name + ":");
                section(indent + INDENT, section, type);
            } else {
                lines.add(indent + name + ": " + RecordWriter.inOneLine(brief(present, written.get(name))));
            }
        }
    }

    private void section(String indent, Record section, SettingType type) {
        PluginName plugin = section.getClass().getAnnotation(PluginName.class);
        if (plugin != null) {
            comment(indent, plugin.summary() + alternatives(type, plugin.value()));
            lines.add(indent + "name: " + plugin.value());
        }
        settings(indent, section);
    }

    /**
     * Writes a setting without a value as a comment. The sections of networks are left out, because
     * one that the model does not use is refused.
     */
    private void absent(String indent, String name, RecordComponent component, SettingType type) {
        if (!indent.isEmpty()) {
            comment(indent, about(component, type) + " (" + type.text() + "; none unless given)");
            lines.add(indent + "# " + name + ":");
        }
    }

    private static String about(RecordComponent component, SettingType type) {
        Setting setting = component.getAnnotation(Setting.class);
        String description = setting == null ? "" : setting.value();
        boolean closed = type instanceof SettingType.Choice || type instanceof SettingType.Flag;
        return closed && !description.contains(type.text())
                ? (description + " (" + type.text() + ")").strip()
                : description;
    }

    private String alternatives(SettingType type, String chosen) {
        SettingType.Reference reference =
                (SettingType.Reference) (type instanceof SettingType.Maybe maybe ? maybe.element() : type);
        List<String> others = catalog.names(reference.kind()).stream()
                .filter(name -> !name.equals(chosen))
                .toList();
        return others.isEmpty() ? "" : " Others: " + String.join(", ", others);
    }

    /** A list of plugins that all have their default settings is written as a list of names. */
    private static Object brief(Object value, Object written) {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(CommentedExperiment::isDefaultPlugin)) {
            return written;
        }
        return list.stream()
                .map(element -> (Object)
                        element.getClass().getAnnotation(PluginName.class).value())
                .toList();
    }

    private static boolean isDefaultPlugin(Object element) {
        return element instanceof Record record
                && record.getClass().isAnnotationPresent(PluginName.class)
                && Records.defaults(record.getClass()).equals(Optional.of(record));
    }

    private void comment(String indent, String text) {
        if (text.isBlank()) {
            return;
        }
        StringBuilder line = new StringBuilder(indent + "#");
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > indent.length() + 1 && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent + "#");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }
}
