package org.ganlib.config;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.SettingType;

/**
 * The values of a record's components that an experiment does not mention.
 *
 * @param record a record of defaults; empty if the type has required components
 */
record Defaults(Optional<Record> record) {
    /**
     * The defaults of a type: those of {@code instance} if there is one, otherwise those its
     * constructor without arguments states.
     */
    static Defaults of(Class<? extends Record> type, Optional<Object> instance) {
        return new Defaults(instance.map(Record.class::cast).or(() -> Records.defaults(type)));
    }

    /** The plugin names among the {@link Default}s of a type, by setting. */
    static Map<String, String> pluginsOf(Class<? extends Record> type) {
        Map<String, String> names = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Default.class)
                    && SettingType.of(component) instanceof SettingType.Reference) {
                names.put(
                        SettingText.name(component.getName()),
                        component.getAnnotation(Default.class).value());
            }
        }
        return names;
    }

    /** The default value itself, where the record or the type has one. */
    Optional<Object> value(RecordComponent component, SettingType type) {
        if (record.isPresent()) {
            return Optional.ofNullable(Records.value(component, record.get()));
        }
        if (type instanceof SettingType.Several) {
            return Optional.of(List.of());
        }
        return type instanceof SettingType.Maybe ? Optional.of(Optional.empty()) : Optional.empty();
    }

    /** The default as it would be given in YAML, where the component carries one. */
    Optional<Object> given(RecordComponent component) {
        return record.isPresent() || !component.isAnnotationPresent(Default.class)
                ? Optional.empty()
                : Optional.of(
                        YamlTree.parse(component.getAnnotation(Default.class).value())
                                .value());
    }

    /** The default as shown behind a setting's name. */
    String text(RecordComponent component, SettingType type) {
        if (record.isEmpty() && component.isAnnotationPresent(Default.class)) {
            return component.getAnnotation(Default.class).value();
        }
        if (type instanceof SettingType.Maybe) {
            return "optional";
        }
        if (type instanceof SettingType.Section) {
            return "section";
        }
        return value(component, type)
                .map(value -> SettingText.brief(type, value))
                .orElse("required");
    }
}
