package org.ganlib.plugin;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One setting of a plugin.
 *
 * @param name the name that an experiment uses, for example {@code critic-steps}
 * @param javaType the Java type
 * @param type the type for people, for example {@code list of integers}
 * @param defaultValue the value of a setting that an experiment does not mention
 * @param defaultText the default in brief, as written in an experiment; a plugin by its name alone,
 *     an absent value as {@code none}
 * @param description meaning, unit and range; empty when the plugin does not say
 * @param settings the settings of a section; empty for everything else
 */
public record SettingDescriptor(
        String name,
        Type javaType,
        String type,
        Object defaultValue,
        String defaultText,
        String description,
        List<SettingDescriptor> settings) {
    /** A descriptor with an unmodifiable list. */
    public SettingDescriptor {
        settings = List.copyOf(settings);
    }

    /**
     * The settings of a record, in the order of its components.
     *
     * @throws IllegalArgumentException if one of them breaks the rules for settings; names it, says
     *     the rule and what to do
     */
    static List<SettingDescriptor> of(Record defaults) {
        List<SettingDescriptor> settings = new ArrayList<>();
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            String name = SettingText.name(component.getName());
            Object value = Records.value(component, defaults);
            require(!name.equals("name"), name, "is reserved for the name of the plugin. Call it something else");
            require(
                    value != null,
                    name,
                    "must have a default, was null. Use Optional for a setting that may be left out");
            SettingType type = typeOf(component);
            require(
                    !(type instanceof SettingType.Maybe) || value.equals(Optional.empty()),
                    name,
                    "is Optional and must be empty by default, because an experiment has no word for nothing");
            Setting setting = component.getAnnotation(Setting.class);
            settings.add(new SettingDescriptor(
                    name,
                    component.getGenericType(),
                    type.text(),
                    value,
                    SettingText.brief(type, value),
                    setting == null ? "" : setting.value(),
                    type instanceof SettingType.Section ? of((Record) value) : List.of()));
        }
        return settings;
    }

    private static SettingType typeOf(RecordComponent component) {
        try {
            return SettingType.of(component);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("component '" + component.getName() + "': " + e.getMessage(), e);
        }
    }

    private static void require(boolean holds, String setting, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("setting '" + setting + "' " + rule);
        }
    }
}
