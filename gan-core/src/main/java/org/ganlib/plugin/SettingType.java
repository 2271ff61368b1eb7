package org.ganlib.plugin;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The type of a setting. It follows from the Java type of the record component. */
public sealed interface SettingType {
    /**
     * The type as a reader of {@code gan describe} sees it: {@code number}, {@code list of
     * integers}, {@code minimax | non-saturating}.
     */
    String text();

    /** The type of several of these, as in {@code list of integers}. */
    default String plural() {
        return text() + "s";
    }

    /**
     * The setting type of a record component.
     *
     * @throws IllegalArgumentException if a setting cannot have that Java type; says which types it
     *     can have
     */
    static SettingType of(RecordComponent component) {
        return of(component.getGenericType(), component);
    }

    private static SettingType of(Type type, AnnotatedElement component) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            boolean wide = type == long.class || type == Long.class;
            return new Whole(wide, component.isAnnotationPresent(ZeroMeansAuto.class));
        }
        if (type == double.class || type == Double.class) {
            return new Decimal();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == String.class) {
            return new Text();
        }
        if (type instanceof Class<?> c && c.isEnum()) {
            return new Choice(Arrays.stream(c.getEnumConstants())
                    .<Enum<?>>map(constant -> (Enum<?>) constant)
                    .toList());
        }
        if (type instanceof Class<?> c && c.isRecord()) {
            return new Section(c.asSubclass(Record.class));
        }
        if (type instanceof Class<?> c && c.isAnnotationPresent(PluginKind.class)) {
            return new Reference(c);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new Several(of(generic.getActualTypeArguments()[0], component));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return new Maybe(of(generic.getActualTypeArguments()[0], component));
        }
        throw new IllegalArgumentException(
                "a setting cannot be of type " + type.getTypeName()
                        + ". Use boolean, int, long, double, String, an enum, a record, a plugin interface, or a List or Optional of those");
    }

    /** {@code true} or {@code false}. */
    record Flag() implements SettingType {
        @Override
        public String text() {
            return "true | false";
        }

        @Override
        public String plural() {
            return "(" + text() + ")";
        }
    }

    /**
     * An integer.
     *
     * @param wide true if it has 64 bits instead of 32
     * @param zeroMeansAuto true if it is written as {@code auto} or ≥ 1, see {@link ZeroMeansAuto}
     */
    record Whole(boolean wide, boolean zeroMeansAuto) implements SettingType {
        @Override
        public String text() {
            return zeroMeansAuto ? "auto | integer" : "integer";
        }
    }

    /** A number. */
    record Decimal() implements SettingType {
        @Override
        public String text() {
            return "number";
        }
    }

    /** Text. */
    record Text() implements SettingType {
        @Override
        public String text() {
            return "text";
        }
    }

    /**
     * One of a few words.
     *
     * @param constants in their order of declaration
     */
    record Choice(List<Enum<?>> constants) implements SettingType {
        /** The words, in order. */
        public List<String> words() {
            return constants.stream().map(SettingText::constant).toList();
        }

        @Override
        public String text() {
            return words().stream().collect(Collectors.joining(" | "));
        }

        @Override
        public String plural() {
            return "(" + text() + ")";
        }
    }

    /** Settings of their own. */
    record Section(Class<? extends Record> record) implements SettingType {
        @Override
        public String text() {
            return "section";
        }
    }

    /** A plugin and its settings. */
    record Reference(Class<?> kind) implements SettingType {
        /** The word for plugins of this kind. */
        public String kindName() {
            return kind.getAnnotation(PluginKind.class).value();
        }

        @Override
        public String text() {
            return kindName() + " plugin";
        }
    }

    /** A list. */
    record Several(SettingType element) implements SettingType {
        @Override
        public String text() {
            return "list of " + element.plural();
        }

        @Override
        public String plural() {
            return "lists of " + element.plural();
        }
    }

    /** Something that may be left out. */
    record Maybe(SettingType element) implements SettingType {
        @Override
        public String text() {
            return element.text();
        }

        @Override
        public String plural() {
            return element.plural();
        }
    }
}
