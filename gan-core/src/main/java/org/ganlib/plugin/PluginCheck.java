package org.ganlib.plugin;

import java.lang.reflect.Modifier;
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

    /**
     * The descriptor of a plugin class; empty after {@code problems} was told what is wrong with
     * it. Whatever the class throws is such a problem, save a lack of memory.
     */
    static <S> Optional<PluginDescriptor<S>> describe(Class<S> kind, Class<?> type, Consumer<PluginProblem> problems) {
        String subject = type.getName() + " (" + PluginOrigin.of(type) + "): ";
        String name = "";
        try {
            name = nameOf(type);
            List<String> rules = brokenRules(type);
            for (String rule : rules) {
                problems.accept(new PluginProblem(kind, name, subject + rule));
            }
            return rules.isEmpty() ? Optional.of(described(kind, type)) : Optional.empty();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (InvalidSettingsException e) {
            problems.accept(
                    new PluginProblem(kind, name, subject + "its defaults break its own rules: " + e.getMessage()));
        } catch (IllegalArgumentException e) {
            problems.accept(new PluginProblem(kind, name, subject + e.getMessage()));
        } catch (LinkageError e) {
            problems.accept(new PluginProblem(kind, name, subject + "cannot be loaded: " + LinkageReason.of(e)));
        } catch (RuntimeException | Error e) {
            problems.accept(new PluginProblem(
                    kind,
                    name,
                    subject + "its constructor without arguments failed: "
                            + e.toString().lines().findFirst().orElse("")));
        }
        return Optional.empty();
    }

    /** The name that the class states; empty where it states none. */
    private static String nameOf(Class<?> type) {
        PluginName name = type.getAnnotation(PluginName.class);
        return name == null ? "" : name.value();
    }

    private static <S> PluginDescriptor<S> described(Class<S> kind, Class<?> type) {
        PluginName name = type.getAnnotation(PluginName.class);
        Record defaults = Records.defaults(type.asSubclass(Record.class)).orElseThrow();
        return new PluginDescriptor<>(
                kind,
                name.value(),
                type.asSubclass(kind),
                name.summary(),
                name.paper(),
                facts(type),
                SettingDescriptor.of(defaults),
                PluginOrigin.of(type));
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
}
