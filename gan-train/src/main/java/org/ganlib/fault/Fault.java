package org.ganlib.fault;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ganlib.config.Experiment;
import org.ganlib.plugin.LinkageReason;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.PluginOrigin;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.GanException;
import org.ganlib.problem.MemoryShortage;

/**
 * Says which plugin an unexpected exception or error comes from. A plugin's author reads its place
 * in the experiment, its name, its class and its jar, not a stack of the trainer's.
 *
 * <p>The culprit is the plugin whose code is nearest to where the exception was thrown, by the
 * stack of the exception and of its causes. The code of a plugin is its class, the classes nested
 * in it and its lambdas, the classes of objects it made, and the default methods it inherits. The
 * superclasses of these classes count as the plugin's own code too, except Java's. A helper class
 * in the package or the jar of several plugins belongs to the one that called it. Plugins from
 * other jars go before ganlib's own: an engine that refuses what a stranger's game gave it is not
 * at fault. Where the stack does not tell, the caller does: it knows which plugin it called.
 *
 * <p>Used by one thread.
 */
public final class Fault {
    private static final String ADVICE = ". It has to be corrected, or another chosen; --debug shows where";

    private final List<Part> parts = new ArrayList<>();
    private long step = -1;

    /** A fault that knows no plugins yet. */
    public Fault() {}

    /** The plugins of an experiment, each under its key, with those that are settings of others. */
    public static Fault of(Experiment experiment) {
        Fault fault = new Fault();
        fault.collect("", experiment);
        return fault;
    }

    /** All installed plugins that are not ganlib's own, each under the name of its kind. */
    public static Fault ofStrangers(PluginCatalog catalog) {
        Fault fault = new Fault();
        for (Class<?> kind : catalog.kinds()) {
            for (PluginDescriptor<?> plugin : catalog.all(kind)) {
                fault.parts.add(new Part(plugin.kindName(), null, plugin.type()));
            }
        }
        fault.parts.removeIf(part -> !part.isStranger());
        return fault;
    }

    /**
     * Adds a plugin, and the plugins that are its settings.
     *
     * @param key its place, such as {@code optimizer.critic}
     */
    public Fault with(String key, Object plugin) {
        parts.add(new Part(key, plugin, plugin.getClass()));
        if (plugin instanceof Record record) {
            collect(key, record);
        }
        return this;
    }

    private void collect(String path, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String key = (path.isEmpty() ? "" : path + ".") + SettingText.name(component.getName());
            collect(key, Records.value(component, record));
        }
    }

    private void collect(String key, Object value) {
        if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(present -> collect(key, present));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(key + "[" + i + "]", list.get(i));
            }
        } else if (value instanceof Record record) {
            if (record.getClass().isAnnotationPresent(PluginName.class)) {
                with(key, record);
            } else {
                collect(key, record);
            }
        }
    }

    /** Notes the last finished training step, which messages then name. */
    public void finished(long lastStep) {
        step = lastStep;
    }

    /** Tells whether there is a plugin at that place. */
    public boolean knows(String key) {
        return parts.stream().anyMatch(part -> part.key().equals(key));
    }

    /**
     * Counts the class of an object as the plugin's own code, if it lies in the plugin's jar.
     * Without a plugin at that place, the object itself is put there.
     */
    public void adopt(String key, Object made) {
        if (!knows(key)) {
            with(key, made);
            return;
        }
        at(key).forEach(part -> part.adopt(made));
    }

    /**
     * Calls a plugin for an object, and counts the class of the object as the plugin's own code.
     *
     * @param method the method's name, for messages
     * @throws GanException if the plugin fails or returns null
     */
    public <T> T made(String key, String method, Supplier<T> call) {
        T made;
        try {
            made = call.get();
        } catch (RuntimeException | Error e) {
            throw in(key, e);
        }
        if (made == null) {
            throw broken(key, method + " returned null");
        }
        at(key).forEach(part -> part.adopt(made));
        return made;
    }

    /** The exception for a plugin whose result is outside its contract. */
    public GanException broken(String key, String rule) {
        List<Part> named = at(key);
        return new GanException((named.isEmpty() ? key : text(named)) + " breaks its contract: " + rule + ADVICE);
    }

    /**
     * The exception to throw for one that came out of a call of the plugin at {@code key}. A
     * message for the user and a lack of memory are returned unchanged. An error that no plugin
     * explains is thrown.
     */
    public RuntimeException in(String key, Throwable thrown) {
        return told(thrown, key, true);
    }

    /** The exception to throw for one that came from some plugin; otherwise like {@link #in}. */
    public RuntimeException of(Throwable thrown) {
        return told(thrown, "", false);
    }

    /**
     * Like {@link #of}, where the caller knows which of several plugins of one class was in use.
     *
     * @param hint the place of that plugin
     */
    public RuntimeException of(Throwable thrown, String hint) {
        return told(thrown, hint, false);
    }

    private RuntimeException told(Throwable thrown, String key, boolean called) {
        if (thrown instanceof GanException || MemoryShortage.in(thrown).isPresent()) {
            return unchanged(thrown);
        }
        List<Part> culprits = culprits(thrown, key);
        if (culprits.isEmpty() && called) {
            culprits = at(key);
        }
        // If one of ganlib's own classes cannot be linked, a native library is missing or damaged,
        // which the command line explains.
        if (culprits.isEmpty()
                || (thrown instanceof LinkageError && !culprits.get(0).isStranger())) {
            return unchanged(thrown);
        }
        return new GanException(
                text(culprits) + " failed" + (step < 0 ? "" : " after step " + step) + ": " + reason(thrown) + ADVICE,
                thrown);
    }

    private static RuntimeException unchanged(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }

    /** The reason of a failure, on one line without a full stop. */
    public static String reason(Throwable thrown) {
        String text = thrown instanceof LinkageError error ? LinkageReason.of(error) : thrown.toString();
        return text.lines().findFirst().orElse("").strip().replaceFirst("\\.$", "");
    }

    private List<Part> at(String key) {
        return parts.stream().filter(part -> part.key().equals(key)).toList();
    }

    private List<Part> culprits(Throwable thrown, String hint) {
        List<Throwable> chain = rootFirst(thrown);
        for (Throwable next : chain) {
            if (next instanceof LinkageError && !(next instanceof ExceptionInInitializerError)) {
                String message = String.valueOf(next.getMessage());
                List<Part> named =
                        parts.stream().filter(part -> part.isNamedIn(message)).toList();
                if (!named.isEmpty()) {
                    return hinted(named, hint);
                }
            }
        }
        StackTraceElement[] here = new Throwable().getStackTrace();
        for (Predicate<Part> some : List.<Predicate<Part>>of(Part::isStranger, part -> true)) {
            List<Part> considered = parts.stream().filter(some).toList();
            for (Throwable next : chain) {
                List<Part> nearest = nearest(considered, calls(next.getStackTrace(), here), hint);
                if (!nearest.isEmpty()) {
                    return nearest;
                }
            }
        }
        return List.of();
    }

    /** A throwable and its causes, the innermost first. */
    private static List<Throwable> rootFirst(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> chain = new ArrayDeque<>();
        for (Throwable next = thrown; next != null && seen.add(next); next = next.getCause()) {
            chain.addFirst(next);
        }
        return List.copyOf(chain);
    }

    /** The calls of a stack that come after those it shares with the current stack. */
    private static List<StackTraceElement> calls(StackTraceElement[] stack, StackTraceElement[] here) {
        int common = 0;
        while (common < Math.min(stack.length, here.length)
                && stack[stack.length - 1 - common].equals(here[here.length - 1 - common])) {
            common++;
        }
        return Arrays.asList(stack).subList(0, stack.length - common);
    }

    private static List<Part> nearest(List<Part> parts, List<StackTraceElement> calls, String hint) {
        List<Part> beside = List.of();
        for (StackTraceElement call : calls) {
            String className = call.getClassName();
            List<Part> owners =
                    parts.stream().filter(part -> part.owns(className)).toList();
            List<Part> before = beside;
            if (!before.isEmpty()) {
                owners = owners.stream().filter(before::contains).toList();
            }
            if (!owners.isEmpty()) {
                return hinted(owners, hint);
            }
            if (beside.isEmpty()) {
                beside = parts.stream().filter(part -> part.isBeside(className)).toList();
            }
        }
        return hinted(beside, hint);
    }

    /** Those of several parts that lie at the hinted place or within it, or all. */
    private static List<Part> hinted(List<Part> parts, String hint) {
        List<Part> there = parts.stream()
                .filter(part -> part.key().equals(hint) || part.key().startsWith(hint + "."))
                .toList();
        return hint.isEmpty() || there.isEmpty() ? parts : there;
    }

    /** Each part is named with its place, and the same text once. */
    private static String text(List<Part> named) {
        return named.stream().map(Part::toString).distinct().collect(Collectors.joining(" or "));
    }

    /**
     * The plugin's name, where it has one, and in parentheses its class, with the jar of a class
     * that is not ganlib's own.
     */
    public static String described(Class<?> type) {
        PluginName plugin = type.getAnnotation(PluginName.class);
        String jar = type.getName().startsWith("org.ganlib.") ? "" : " in " + PluginOrigin.of(type);
        return (plugin == null ? "" : plugin.value() + " ") + "(" + type.getName() + jar + ")";
    }

    /** The plugins of one kind within the plugin at that place, by their own places. */
    public <S> Map<String, S> within(String key, Class<S> kind) {
        return parts.stream()
                .filter(part -> part.key().startsWith(key + ".")
                        && part.plugin().filter(kind::isInstance).isPresent())
                .collect(Collectors.toMap(
                        Part::key, part -> kind.cast(part.plugin().orElseThrow())));
    }
}
