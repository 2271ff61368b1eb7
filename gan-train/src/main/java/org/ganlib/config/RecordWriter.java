package org.ganlib.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.SettingType;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes records the way {@link RecordReader} reads them: reading what was written gives an equal
 * record.
 */
public final class RecordWriter {
    private RecordWriter() {}

    /**
     * A record as maps, lists, text, booleans and numbers, in the order of its components. Every
     * setting is written, also those that are at their defaults; an absent value is left out. A
     * plugin's map starts with its {@code name}.
     */
    public static Map<String, Object> toMap(Record record) {
        Map<String, Object> map = new LinkedHashMap<>();
        PluginName name = record.getClass().getAnnotation(PluginName.class);
        if (name != null) {
            map.put("name", name.value());
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            value(SettingType.of(component), Records.value(component, record))
                    .ifPresent(value -> map.put(SettingText.name(component.getName()), value));
        }
        return map;
    }

    /** A record as YAML: one section per line where it fits, ending in a line break. */
    public static String toYaml(Record record) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setWidth(120)
                .build();
        return new Dump(settings, new Representer(settings)).dumpToString(toMap(record));
    }

    /** A map, list, text, boolean or number as YAML on one line, without a line break. */
    static String inOneLine(Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.FLOW)
                .setWidth(Integer.MAX_VALUE)
                .setSplitLines(false)
                .build();
        return new Dump(settings, new Representer(settings)).dumpToString(value).strip();
    }

    private static Optional<Object> value(SettingType type, Object value) {
        if (type instanceof SettingType.Maybe maybe) {
            return ((Optional<?>) value).flatMap(present -> value(maybe.element(), present));
        }
        if (type instanceof SettingType.Several several) {
            // A list of its own for each setting: YAML would write one that is shared as an anchor
            // and an alias.
            List<Object> elements = new ArrayList<>();
            ((List<?>) value)
                    .forEach(element ->
                            elements.add(value(several.element(), element).orElseThrow()));
            return Optional.of(elements);
        }
        if (type instanceof SettingType.Whole whole && whole.zeroMeansAuto() && ((Number) value).longValue() == 0) {
            return Optional.of("auto");
        }
        if (value instanceof Enum<?> constant) {
            return Optional.of(SettingText.constant(constant));
        }
        if (value instanceof MissingPlugin missing) {
            return Optional.of(missing.section());
        }
        if (type instanceof SettingType.Reference && !value.getClass().isAnnotationPresent(PluginName.class)) {
            throw new IllegalArgumentException(value + " cannot be written: its class is not a plugin");
        }
        return Optional.of(value instanceof Record section ? toMap(section) : value);
    }

    /** Numbers in their shortest form. */
    private static final class Representer extends StandardRepresenter {
        Representer(DumpSettings settings) {
            super(settings);
            representers.put(Double.class, this::number);
        }

        /**
         * A section whose settings are single values or empty lists is written on one line. A file
         * that is cut short then lacks whole sections or is no YAML, and not a setting here or there.
         */
        @Override
        protected Node representMapping(Tag tag, Map<?, ?> mapping, FlowStyle flowStyle) {
            boolean fits = mapping.values().stream().noneMatch(Representer::isNested);
            return super.representMapping(tag, mapping, fits ? FlowStyle.FLOW : flowStyle);
        }

        private static boolean isNested(Object value) {
            return value instanceof Map || (value instanceof Collection<?> list && !list.isEmpty());
        }

        private Node number(Object value) {
            String text = SettingText.number((Double) value);
            return representScalar(text.matches("-?[0-9]+") ? Tag.INT : Tag.FLOAT, text);
        }
    }
}
