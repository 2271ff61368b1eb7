package org.ganlib.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.ganlib.problem.GanException;

/**
 * Stands for a plugin of a run that cannot be loaded now, so that a command that never calls it
 * works without it. It implements the plugin's interface; each method of that interface throws
 * {@link #refusal()}.
 */
public interface MissingPlugin {
    /** The exception that names the plugin, the jar it was in, and what to do. */
    GanException refusal();

    /** The plugin's section as the run recorded it, with its {@code name}. */
    Map<String, Object> section();

    /** The missing plugin that an object stands for; empty where the object is a plugin itself. */
    static Optional<MissingPlugin> in(Object plugin) {
        return plugin instanceof MissingPlugin missing ? Optional.of(missing) : Optional.empty();
    }

    /** An object of that kind. */
    static Object of(Class<?> kind, Map<String, Object> section, GanException refusal) {
        return Proxy.newProxyInstance(
                MissingPlugin.class.getClassLoader(),
                new Class<?>[] {kind, MissingPlugin.class},
                new Answers(section, refusal));
    }

    /** Answers the calls. */
    final class Answers implements InvocationHandler {
        private final Map<String, Object> section;
        private final GanException refusal;

        private Answers(Map<String, Object> section, GanException refusal) {
            this.section = section;
            this.refusal = refusal;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "refusal" -> refusal;
                case "section" -> section;
                case "equals" ->
                    in(arguments[0])
                            .map(other -> other.section().equals(section))
                            .orElse(false);
                case "hashCode" -> section.hashCode();
                case "toString" -> "missing " + section;
                default -> throw refusal;
            };
        }
    }
}
