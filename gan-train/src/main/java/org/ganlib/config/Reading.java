package org.ganlib.config;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ganlib.plugin.InOlderRuns;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.SettingType;
import org.ganlib.problem.GanException;
import org.ganlib.problem.PluginException;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * One reading of what was given. Every method returns an empty result after it noted a problem, and
 * goes on with the rest, so that all problems are found.
 */
final class Reading {
    private final PluginCatalog catalog;
    private final Given given;
    private final boolean ofRun;
    private final RecordedOrigins origins;
    private final boolean lenient;

    Reading(PluginCatalog catalog, Given given) {
        this(catalog, given, false, RecordedOrigins.NONE, false);
    }

    /**
     * Prepares the reading of an experiment.
     *
     * @param ofRun true if a run wrote the text, so that {@link InOlderRuns} gives the values of
     *     missing settings
     * @param origins the places where that run found its plugins
     * @param lenient true if a plugin that cannot be found is read as a {@link MissingPlugin}
     *     instead of a problem
     */
    Reading(PluginCatalog catalog, Given given, boolean ofRun, RecordedOrigins origins, boolean lenient) {
        this.catalog = catalog;
        this.given = given;
        this.ofRun = ofRun;
        this.origins = origins;
        this.lenient = lenient;
    }

    /** Reads the whole as a record. */
    Optional<Object> record(Class<? extends Record> type) {
        return record("", type, given.root(), Defaults.of(type, Optional.empty()), "");
    }

    /** Reads the whole as a plugin section. */
    Optional<Object> plugin(Class<?> kind) {
        return plugin("", new SettingType.Reference(kind), given.root(), Optional::empty);
    }

    /** Reads the section at {@code path}, a key of the root, as a plugin section. */
    Optional<Object> plugin(Class<?> kind, String path) {
        return plugin(path, new SettingType.Reference(kind), given.root().get(path), Optional::empty);
    }

    /**
     * Reads one value.
     *
     * @param current the default there, asked for only where it matters
     */
    private Optional<Object> value(String path, SettingType type, Object value, Supplier<Optional<Object>> current) {
        if (value == NoValue.INSTANCE) {
            return problem(path, "has no value. Give it one or remove the key");
        }
        if (type instanceof SettingType.Flag) {
            return value instanceof Boolean ? Optional.of(value) : wrong(path, "true or false", value, "");
        }
        if (type instanceof SettingType.Whole whole) {
            return whole(path, whole, value);
        }
        if (type instanceof SettingType.Decimal) {
            return value instanceof Number number
                    ? Optional.of(number.doubleValue())
                    : wrong(path, "a number", value, quotesHint(value));
        }
        if (type instanceof SettingType.Text) {
            return text(path, value);
        }
        if (type instanceof SettingType.Choice choice) {
            return choice(path, choice, value);
        }
        if (type instanceof SettingType.Several several) {
            return list(path, several, value);
        }
        if (type instanceof SettingType.Maybe maybe) {
            return value(path, maybe.element(), value, () -> current.get().flatMap(o -> (Optional<?>) o))
                    .map(Optional::of);
        }
        if (type instanceof SettingType.Section section) {
            return value instanceof Map<?, ?> map
                    ? record(path, section.record(), map, Defaults.of(section.record(), current.get()), "")
                    : wrong(
                            path,
                            "a section of settings",
                            value,
                            ". Write for example " + example(path, section, value));
        }
        return plugin(path, (SettingType.Reference) type, value, current);
    }

    /**
     * An assignment to a setting of a section, for a message about a value in the place of the
     * section. It assigns that value to the first setting that can have it, if there is one.
     */
    private String example(String path, SettingType.Section section, Object value) {
        RecordComponent[] components = section.record().getRecordComponents();
        for (RecordComponent component : components) {
            SettingType type = SettingType.of(component);
            boolean fits = type instanceof SettingType.Reference reference
                    ? catalog.names(reference.kind()).contains(value)
                    : type instanceof SettingType.Whole && value instanceof Integer;
            if (fits) {
                return Paths.join(path, SettingText.name(component.getName())) + "=" + value;
            }
        }
        return Paths.join(path, SettingText.name(components[0].getName())) + "=…";
    }

    private Optional<Object> text(String path, Object value) {
        if (value instanceof String) {
            return Optional.of(value);
        }
        boolean scalar = !(value instanceof Map || value instanceof List);
        Optional<String> written = scalar ? given.written(path) : Optional.empty();
        return written.isPresent()
                ? Optional.of(written.get())
                : wrong(path, "text", value, scalar ? ". Put it in quotes" : "");
    }

    private Optional<Object> whole(String path, SettingType.Whole type, Object value) {
        if (type.zeroMeansAuto() && value.equals("auto")) {
            return type.wide() ? Optional.of(0L) : Optional.of(0);
        }
        String rule = type.zeroMeansAuto() ? "auto or an integer ≥ 1" : "an integer";
        if (!(value instanceof Integer || value instanceof Long || value instanceof BigInteger)) {
            return wrong(path, rule, value, value instanceof Double d ? pointHint(d) : quotesHint(value));
        }
        BigInteger number = new BigInteger(value.toString());
        if (number.bitLength() > (type.wide() ? 63 : 31)) {
            String limits = type.wide()
                    ? Long.MIN_VALUE + " and " + Long.MAX_VALUE
                    : Integer.MIN_VALUE + " and " + Integer.MAX_VALUE;
            return wrong(path, "an integer between " + limits, value, "");
        }
        if (type.zeroMeansAuto() && number.signum() <= 0) {
            return wrong(path, rule, value, "");
        }
        return type.wide() ? Optional.of(number.longValue()) : Optional.of(number.intValue());
    }

    private static String pointHint(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? ". Write " + (long) value : "";
    }

    private static String quotesHint(Object value) {
        boolean quoted = value instanceof String text
                && (CoreScalarResolver.FLOAT.matcher(text).matches()
                        || CoreScalarResolver.INT.matcher(text).matches());
        return quoted ? ". Remove the quotes" : "";
    }

    private Optional<Object> choice(String path, SettingType.Choice type, Object value) {
        List<String> words = type.words();
        if (value instanceof String word && words.contains(word)) {
            return Optional.of(type.constants().get(words.indexOf(word)));
        }
        String rule = words.size() == 2 ? String.join(" or ", words) : "one of " + String.join(", ", words);
        return wrong(path, rule, value, value instanceof String word ? suggestion(". ", word, words) : "");
    }

    private Optional<Object> list(String path, SettingType.Several type, Object value) {
        if (!(value instanceof List<?> elements)) {
            return wrong(
                    path,
                    "a list",
                    value,
                    value instanceof Map ? ". Write [{…}]" : ". Write [" + Shown.bare(value) + "]");
        }
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            value(path + "[" + i + "]", type.element(), elements.get(i), Optional::empty)
                    .ifPresent(read::add);
        }
        return read.size() == elements.size() ? Optional.of(List.copyOf(read)) : Optional.empty();
    }

    private Optional<Object> plugin(
            String path, SettingType.Reference type, Object value, Supplier<Optional<Object>> current) {
        if (lenient) {
            Optional<Object> missing = missing(path, type, value);
            if (missing.isPresent()) {
                return missing;
            }
        }
        if (value instanceof String name) {
            return find(path, type, name).flatMap(p -> configured(path, p, Map.of(), p.defaults()));
        }
        if (!(value instanceof Map<?, ?> settings)) {
            return wrong(path, "the name of a plugin or a section with a name", value, "");
        }
        Map<Object, Object> others = new LinkedHashMap<>(settings);
        Object name = others.remove("name");
        if (name instanceof String text) {
            return find(Paths.join(path, "name"), type, text).flatMap(p -> configured(path, p, others, p.defaults()));
        }
        if (name != null) {
            return value(Paths.join(path, "name"), new SettingType.Text(), name, Optional::empty);
        }
        Optional<Object> instance = current.get();
        if (instance.isPresent()) {
            String defaultName =
                    instance.get().getClass().getAnnotation(PluginName.class).value();
            Optional<? extends PluginDescriptor<?>> plugin = find(path, type, defaultName);
            // Settings for a default plugin that has none were meant for another one.
            if (plugin.isEmpty() || others.isEmpty() || !plugin.get().settings().isEmpty()) {
                return plugin.flatMap(p -> configured(path, p, others, instance.get()));
            }
        }
        return nameless(path, type, others);
    }

    private Optional<Object> nameless(String path, SettingType.Reference type, Map<Object, Object> settings) {
        String available = RecordReader.available(catalog.names(type.kind()));
        Optional<String> misspelt = settings.keySet().stream()
                .filter(key -> settings.get(key) instanceof String) // a 'rate' of 3 was not meant to be a name
                .map(Object::toString)
                .filter(key -> NearestNames.nearest(key, List.of("name")).isPresent())
                .findFirst();
        if (misspelt.isPresent()) {
            return problem(Paths.join(path, misspelt.get()), "unknown key. Did you mean 'name'? " + available);
        }
        return problem(Paths.join(path, "name"), "missing. " + available);
    }

    /** The object in place of a plugin that cannot be found; empty if the plugin is found. */
    private Optional<Object> missing(String path, SettingType.Reference type, Object value) {
        Map<String, Object> section = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> settings) {
            settings.forEach((key, setting) -> section.put((String) key, setting));
        } else {
            section.put("name", value);
        }
        if (!(section.get("name") instanceof String name)) {
            return Optional.empty();
        }
        return reasonAgainst(type, name)
                .map(reason ->
                        MissingPlugin.of(type.kind(), section, new PluginException(List.of(path + ": " + reason))));
    }

    private Optional<? extends PluginDescriptor<?>> find(String path, SettingType.Reference type, String name) {
        Optional<String> reason = reasonAgainst(type, name);
        if (reason.isPresent()) {
            given.problem(path, reason.get());
            return Optional.empty();
        }
        return catalog.find(type.kind(), name);
    }

    /** The reason why a plugin of that name cannot be used; empty if it can. */
    private Optional<String> reasonAgainst(SettingType.Reference type, String name) {
        Optional<String> origin = origins.of(type.kindName(), name);
        try {
            if (catalog.find(type.kind(), name).isPresent()) {
                return Optional.empty();
            }
            return Optional.of(
                    origin.isEmpty()
                            ? RecordReader.noPlugin(catalog, type.kind(), name)
                            : "no " + type.kindName() + " '" + name + "' is installed. " + origin.get()
                                    + RecordReader.unusable(catalog, type.kind()));
        } catch (PluginException e) {
            return Optional.of(String.join("; ", e.problems())
                    + origin.map(text -> ". " + text).orElse(""));
        }
    }

    private Optional<Object> configured(String path, PluginDescriptor<?> plugin, Map<?, ?> settings, Object defaults) {
        return record(
                path,
                plugin.type().asSubclass(Record.class),
                settings,
                Defaults.of(plugin.type().asSubclass(Record.class), Optional.of(defaults)),
                plugin.kindName() + " '" + plugin.name() + "'");
    }

    /**
     * Lays the given settings over the defaults of a record.
     *
     * @param owner the word for the record in messages; empty for a plain section
     */
    private Optional<Object> record(
            String path, Class<? extends Record> type, Map<?, ?> settings, Defaults defaults, String owner) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, RecordComponent> byName = new LinkedHashMap<>();
        Arrays.stream(components).forEach(c -> byName.put(SettingText.name(c.getName()), c));

        Map<RecordComponent, Object> values = new LinkedHashMap<>();
        Set<String> accepted = new HashSet<>();
        settings.forEach((key, value) -> {
            RecordComponent component = byName.get(key);
            if (component == null) {
                unknownKey(path, (String) key, byName, defaults, owner);
                return;
            }
            value(
                            Paths.join(path, (String) key),
                            SettingType.of(component),
                            value,
                            () -> fallback(path, component, defaults))
                    .ifPresent(read -> {
                        values.put(component, read);
                        accepted.add((String) key);
                    });
        });

        boolean complete = accepted.size() == settings.size();
        boolean constructible = true;
        for (RecordComponent component : components) {
            if (values.containsKey(component)) {
                continue;
            }
            boolean misread = settings.containsKey(SettingText.name(component.getName()));
            Optional<Object> value =
                    misread ? defaults.value(component, SettingType.of(component)) : missing(path, component, defaults);
            complete &= misread || value.isPresent();
            constructible &= value.isPresent();
            value.ifPresent(v -> values.put(component, v));
        }
        if (!constructible) {
            return Optional.empty();
        }
        Object[] arguments = Arrays.stream(components).map(values::get).toArray();
        Optional<Object> made = make(path, type, arguments, complete ? Optional.empty() : Optional.of(accepted));
        return complete ? made : Optional.empty();
    }

    /** The value of a component that was not given; reports a problem if it is required. */
    private Optional<Object> missing(String path, RecordComponent component, Defaults defaults) {
        SettingType type = SettingType.of(component);
        if (ofRun && component.isAnnotationPresent(InOlderRuns.class)) {
            String older = component.getAnnotation(InOlderRuns.class).value();
            return value(
                    Paths.join(path, SettingText.name(component.getName())),
                    type,
                    YamlTree.parse(older).value(),
                    Optional::empty);
        }
        Optional<Object> fallback = fallback(path, component, defaults);
        if (fallback.isPresent() || defaults.given(component).isPresent()) {
            return fallback;
        }
        String componentPath = Paths.join(path, SettingText.name(component.getName()));
        if (type instanceof SettingType.Section section) {
            return record(
                    componentPath, section.record(), Map.of(), Defaults.of(section.record(), Optional.empty()), "");
        }
        String hint = type instanceof SettingType.Reference reference
                ? RecordReader.available(catalog.names(reference.kind()))
                : "Give " + type.text();
        return problem(componentPath, "missing. " + hint);
    }

    private Optional<Object> fallback(String path, RecordComponent component, Defaults defaults) {
        SettingType type = SettingType.of(component);
        return defaults.given(component)
                .map(value ->
                        value(Paths.join(path, SettingText.name(component.getName())), type, value, Optional::empty))
                .orElseGet(() -> defaults.value(component, type));
    }

    private void unknownKey(
            String path, String key, Map<String, RecordComponent> known, Defaults defaults, String owner) {
        String keys = known.isEmpty()
                ? " " + (owner.isEmpty() ? "This section" : owner) + " has no settings"
                : " Keys: "
                        + known.entrySet().stream()
                                .map(e -> e.getKey() + " (" + defaults.text(e.getValue(), SettingType.of(e.getValue()))
                                        + ")")
                                .collect(Collectors.joining(", "));
        given.problem(Paths.join(path, key), "unknown key." + suggestion(" ", key, known.keySet()) + keys);
    }

    private static String suggestion(String before, String wanted, Collection<String> names) {
        return NearestNames.nearest(wanted, names)
                .map(name -> before + "Did you mean '" + name + "'?")
                .orElse("");
    }

    /**
     * Makes the record, or notes which of its rules are broken.
     *
     * @param only the settings to report on, where others were replaced by their defaults to get
     *     this far
     */
    private Optional<Object> make(
            String path, Class<? extends Record> type, Object[] arguments, Optional<Set<String>> only) {
        try {
            return Optional.of(Records.create(type, arguments));
        } catch (InvalidSettingsException e) {
            e.violations().stream()
                    .filter(v -> only.isEmpty() || only.get().contains(Paths.first(v.setting())))
                    .forEach(v -> given.problem(Paths.join(path, v.setting()), v.message()));
            return Optional.empty();
        } catch (IllegalArgumentException | GanException e) {
            return only.isPresent() ? Optional.empty() : problem(path, e.getMessage());
        }
    }

    private Optional<Object> wrong(String path, String rule, Object value, String hint) {
        return problem(path, "must be " + rule + ", was " + Shown.value(value) + hint);
    }

    private Optional<Object> problem(String path, String message) {
        given.problem(path, message);
        return Optional.empty();
    }
}
