package org.ganlib.plugin;

import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns a class into a descriptor, or says why it is not a plugin. */
final class PluginCheck {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private PluginCheck() {}

    /** The descriptor of a plugin class; empty after {@code problems} was told what is wrong with it. */
    static <S> Optional<PluginDescriptor<S>> describe(Class<S> kind, Class<?> type, Consumer<String> problems) {
        String subject = type.getName() + " (" + origin(type) + "): ";
        List<String> rules = brokenRules(type);
        if (!rules.isEmpty()) {
            rules.forEach(rule -> problems.accept(subject + rule));
            return Optional.empty();
        }
        PluginName name = type.getAnnotation(PluginName.class);
        try {
            Record defaults = Records.defaults(type.asSubclass(Record.class)).orElseThrow();
            return Optional.of(new PluginDescriptor<>(
                    kind,
                    name.value(),
                    type.asSubclass(kind),
                    name.summary(),
                    name.paper(),
                    facts(type),
                    SettingDescriptor.of(defaults),
                    origin(type)));
        } catch (InvalidSettingsException e) {
            problems.accept(subject + "its defaults break its own rules: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.accept(subject + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            problems.accept(subject + "its constructor without arguments failed: " + e);
        }
        return Optional.empty();
    }

    private static List<String> facts(Class<?> type) {
        Facts facts = type.getAnnotation(Facts.class);
        return facts == null ? List.of() : List.of(facts.value());
    }

    private static List<String> brokenRules(Class<?> type) {
        if (!type.isRecord() || !Modifier.isPublic(type.getModifiers())) {
            String actual =
                    type.isRecord() ? "a record that is not public" : type.isInterface() ? "an interface" : "a class";
            return List.of("must be a public record, was " + actual);
        }
        boolean hasDefaults = Arrays.stream(type.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
        PluginName name = type.getAnnotation(PluginName.class);
        return Stream.of(
                        hasDefaults
                                ? ""
                                : "has no public constructor without arguments. Add one that states the defaults",
                        name == null ? "has no name. Annotate it with @PluginName" : "",
                        name == null || NAME.matcher(name.value()).matches()
                                ? ""
                                : "its name must be lower-case words and digits joined by hyphens, was '" + name.value()
                                        + "'")
                .filter(rule -> !rule.isEmpty())
                .toList();
    }

    /** The jar or folder a class was loaded from. */
    static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "unknown origin";
        }
        try {
            URI location = source.getLocation().toURI();
            return Path.of(location).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return source.getLocation().toString();
        }
    }
}
