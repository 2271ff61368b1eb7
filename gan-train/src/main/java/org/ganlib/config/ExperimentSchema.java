package org.ganlib.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.SettingType;
import org.ganlib.plugin.ZeroMeansAuto;

/**
 * The experiment file as a JSON Schema (draft 7, which editors understand): keys, types, defaults
 * and what they mean, for the plugins that are installed. Ranges that a plugin's constructor checks
 * are in the descriptions, not in the schema.
 */
public final class ExperimentSchema {
    private final PluginCatalog catalog;
    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private ExperimentSchema(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /** The schema as maps, lists, texts, booleans and numbers. */
    public static Map<String, Object> of(PluginCatalog catalog) {
        ExperimentSchema schema = new ExperimentSchema(catalog);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        root.put("title", "ganlib experiment");
        root.putAll(schema.section(Experiment.class, Optional.empty()));
        for (Class<?> kind : catalog.kinds()) {
            for (PluginDescriptor<?> plugin : catalog.all(kind)) {
                schema.definitions.put(key(plugin), schema.plugin(plugin));
            }
        }
        root.put("definitions", schema.definitions);
        return root;
    }

    private static String key(PluginDescriptor<?> plugin) {
        return plugin.kindName() + "." + plugin.name();
    }

    private static Map<String, Object> reference(PluginDescriptor<?> plugin) {
        return Map.of("$ref", "#/definitions/" + key(plugin));
    }

    private Map<String, Object> plugin(PluginDescriptor<?> plugin) {
        Map<String, Object> schema =
                section(plugin.type().asSubclass(Record.class), Optional.of((Record) plugin.defaults()));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", Map.of("const", plugin.name()));
        properties.putAll(map(schema.get("properties")));
        schema.put("properties", properties);
        schema.put("description", plugin.summary());
        return schema;
    }

    /**
     * @param defaults the record that stands there when nothing is given; empty if the type itself
     *     says what is missing
     */
    private Map<String, Object> section(Class<? extends Record> type, Optional<Record> defaults) {
        Defaults known = Defaults.of(type, defaults.map(Object.class::cast));
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = SettingText.name(component.getName());
            SettingType settingType = SettingType.of(component);
            Optional<Object> value = known.value(component, settingType);
            properties.put(name, described(component, settingType, value, known.given(component)));
            if (value.isEmpty() && known.given(component).isEmpty() && !(settingType instanceof SettingType.Section)) {
                required.add(name);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> described(
            RecordComponent component, SettingType type, Optional<Object> value, Optional<Object> given) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Setting setting = component.getAnnotation(Setting.class);
        if (setting != null) {
            schema.put("description", setting.value());
        }
        schema.putAll(type(type, value, given));
        boolean plain = !(type instanceof SettingType.Section || type instanceof SettingType.Maybe);
        if (given.isPresent()) {
            schema.put("default", given.get());
        } else if (plain && value.isPresent()) {
            schema.put("default", written(component, value.get()));
        }
        return schema;
    }

    private static Object written(RecordComponent component, Object value) {
        if (component.isAnnotationPresent(ZeroMeansAuto.class) && value instanceof Number n && n.longValue() == 0) {
            return "auto";
        }
        if (value instanceof Enum<?> constant) {
            return SettingText.constant(constant);
        }
        if (value instanceof Record plugin) {
            return RecordWriter.toMap(plugin);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> written(component, element)).toList();
        }
        return value;
    }

    private Map<String, Object> type(SettingType type, Optional<Object> value, Optional<Object> given) {
        if (type instanceof SettingType.Flag) {
            return Map.of("type", "boolean");
        }
        if (type instanceof SettingType.Whole whole) {
            return whole.zeroMeansAuto()
                    ? Map.of("anyOf", List.of(Map.of("const", "auto"), ordered("type", "integer", "minimum", 1)))
                    : Map.of("type", "integer");
        }
        if (type instanceof SettingType.Decimal) {
            return Map.of("type", "number");
        }
        if (type instanceof SettingType.Text) {
            return Map.of("type", "string");
        }
        if (type instanceof SettingType.Choice choice) {
            return Map.of("enum", choice.words());
        }
        if (type instanceof SettingType.Several several) {
            return ordered("type", "array", "items", type(several.element(), Optional.empty(), Optional.empty()));
        }
        if (type instanceof SettingType.Maybe maybe) {
            return type(maybe.element(), Optional.empty(), Optional.empty());
        }
        if (type instanceof SettingType.Section section) {
            return section(section.record(), value.map(Record.class::cast));
        }
        return choiceOf((SettingType.Reference) type, defaultName(value, given));
    }

    private static Optional<String> defaultName(Optional<Object> value, Optional<Object> given) {
        return given.map(String::valueOf)
                .or(() -> value.map(
                        v -> v.getClass().getAnnotation(PluginName.class).value()));
    }

    /** A plugin by its name alone, or as a section whose settings follow from its name. */
    private Map<String, Object> choiceOf(SettingType.Reference type, Optional<String> defaultName) {
        List<String> names = new ArrayList<>();
        List<Object> rules = new ArrayList<>();
        for (PluginDescriptor<?> plugin : catalog.all(type.kind())) {
            names.add(plugin.name());
            rules.add(rule(
                    ordered("properties", Map.of("name", Map.of("const", plugin.name())), "required", List.of("name")),
                    reference(plugin)));
            if (defaultName.equals(Optional.of(plugin.name()))) {
                rules.add(rule(Map.of("not", Map.of("required", List.of("name"))), reference(plugin)));
            }
        }
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("type", "object");
        section.put("properties", Map.of("name", Map.of("enum", names)));
        if (defaultName.isEmpty()) {
            section.put("required", List.of("name"));
        }
        section.put("allOf", rules);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("if", Map.of("type", "string"));
        schema.put("then", Map.of("enum", names));
        schema.put("else", section);
        return schema;
    }

    /**
     * A map of two entries in this order. The order of {@link Map#of} differs from process to
     * process.
     */
    private static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }

    private static Map<String, Object> rule(Map<String, Object> condition, Map<String, Object> consequence) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("if", condition);
        rule.put("then", consequence);
        return rule;
    }

    @SuppressWarnings("unchecked") // made above, with texts for keys
    private static Map<String, Object> map(Object schema) {
        return (Map<String, Object>) schema;
    }
}
