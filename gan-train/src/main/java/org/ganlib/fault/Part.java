package org.ganlib.fault;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.ganlib.plugin.PluginOrigin;

/**
 * One plugin at one place of an experiment, and the classes whose code is its own: its class, the
 * classes nested in it, those of the objects it made for the run, and the interfaces whose default
 * methods it inherits.
 */
final class Part {
    /** Classes of ganlib itself; plugins of other packages are strangers. */
    private static final String OWN = "org.ganlib.";

    private final String key;
    private final Object plugin;
    private final Class<?> type;
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<String> inherited = new HashSet<>();
    private final Set<String> packages = new HashSet<>();

    /**
     * @param key its place, such as {@code optimizer.critic}
     * @param plugin the plugin; null where only its class is known
     * @param type its class
     */
    Part(String key, Object plugin, Class<?> type) {
        this.key = key;
        this.plugin = plugin;
        this.type = type;
        own(type);
    }

    String key() {
        return key;
    }

    Optional<Object> plugin() {
        return Optional.ofNullable(plugin);
    }

    /** Tells whether the plugin is not one of ganlib's own. */
    boolean isStranger() {
        return !type.getName().startsWith(OWN);
    }

    /** Counts the class of an object that the plugin made, where it lies in the plugin's jar. */
    void adopt(Object made) {
        Class<?> other = made.getClass();
        if (other != type && PluginOrigin.of(other).equals(PluginOrigin.of(type))) {
            own(other);
        }
    }

    private void own(Class<?> some) {
        hosts.add(some.getName());
        packages.add(some.getPackageName());
        addInterfaces(some);
    }

    private void addInterfaces(Class<?> some) {
        for (Class<?> next : some.getInterfaces()) {
            if (!next.getName().startsWith("java.")) {
                inherited.add(next.getName());
                addInterfaces(next);
            }
        }
        if (some.getSuperclass() != null && !some.getSuperclass().getName().startsWith("java.")) {
            inherited.add(some.getSuperclass().getName());
            addInterfaces(some.getSuperclass());
        }
    }

    /** Tells whether a method of that class is the plugin's own code. */
    boolean owns(String className) {
        return inherited.contains(className)
                || hosts.stream().anyMatch(host -> className.equals(host) || className.startsWith(host + "$"));
    }

    /**
     * Tells whether that class lies beside the plugin: in a package of its classes, or, for a
     * stranger, in its jar.
     */
    boolean isBeside(String className) {
        int dot = className.lastIndexOf('.');
        return packages.contains(className.substring(0, Math.max(0, dot)))
                || (isStranger() && !className.startsWith(OWN) && isInJar(className));
    }

    private boolean isInJar(String className) {
        if (className.startsWith("java.") || className.startsWith("jdk.")) {
            return false;
        }
        try {
            Class<?> other = Class.forName(className, false, type.getClassLoader());
            return PluginOrigin.of(other).equals(PluginOrigin.of(type));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Tells whether Java's message about a class that cannot be linked names a class of this
     * plugin.
     */
    boolean isNamedIn(String message) {
        String text = message.replace('/', '.');
        return hosts.stream().anyMatch(host -> {
            int at = text.indexOf(host);
            int end = at + host.length();
            return at >= 0
                    && (at == 0 || !isOfName(text.charAt(at - 1)))
                    && (end == text.length() || text.charAt(end) == '$' || !isOfName(text.charAt(end)));
        });
    }

    private static boolean isOfName(char character) {
        return Character.isJavaIdentifierPart(character);
    }

    /** The place, and what {@link Fault#described} says of the class. */
    @Override
    public String toString() {
        return key + " " + Fault.described(type);
    }
}
