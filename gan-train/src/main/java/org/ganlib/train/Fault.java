package org.ganlib.train;

import java.util.List;
import java.util.Optional;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.GanException;
import org.ganlib.problem.MemoryShortage;

/**
 * Says which of a run's parts an unexpected exception comes from: the one nearest to where it was
 * thrown. A plugin's author reads its name and class, not a stack of the trainer's.
 */
final class Fault {
    private final List<Part> parts;

    /** @param parts the parts of the run; of two in one package the first is named */
    Fault(Part... parts) {
        this.parts = List.of(parts);
    }

    /**
     * The exception to throw instead, which names the plugin at fault. If the given exception is a
     * message for the user already, or reports a lack of memory, it is returned unchanged.
     */
    RuntimeException of(RuntimeException thrown, long step) {
        if (thrown instanceof GanException || MemoryShortage.in(thrown).isPresent()) {
            return thrown;
        }
        for (StackTraceElement frame : thrown.getStackTrace()) {
            Optional<Part> nearest = partAt(frame.getClassName());
            if (nearest.isPresent()) {
                return named(nearest.get(), thrown, step);
            }
        }
        return thrown;
    }

    private Optional<Part> partAt(String className) {
        return parts.stream()
                .filter(part -> className.equals(part.type().getName()))
                .findFirst()
                .or(() -> parts.stream()
                        .filter(part -> packageOf(className).equals(part.type().getPackageName()))
                        .findFirst());
    }

    private static GanException named(Part part, RuntimeException thrown, long step) {
        return new GanException(
                "%s %s failed after step %d: %s. It has to be corrected, or another chosen; --debug shows where"
                        .formatted(part.key(), described(part.type()), step, thrown),
                thrown);
    }

    /** A plugin's name, where it has one, and its class in parentheses. */
    static String described(Class<?> type) {
        PluginName plugin = type.getAnnotation(PluginName.class);
        return (plugin == null ? "" : plugin.value() + " ") + "(" + type.getName() + ")";
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    /**
     * A part of a run.
     *
     * @param key what an experiment calls it
     * @param type its class
     */
    record Part(String key, Class<?> type) {
        static Part of(String key, Object part) {
            return new Part(key, part.getClass());
        }
    }
}
