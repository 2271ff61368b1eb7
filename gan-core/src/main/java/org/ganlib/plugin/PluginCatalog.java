package org.ganlib.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.ganlib.problem.PluginException;

/** The installed plugins of every kind. Loading it makes one record of defaults per plugin, and nothing else. */
public final class PluginCatalog {
    private final Map<Class<?>, Map<String, PluginDescriptor<?>>> plugins;

    private PluginCatalog(Map<Class<?>, Map<String, PluginDescriptor<?>>> plugins) {
        this.plugins = Collections.unmodifiableMap(plugins);
    }

    /**
     * Finds the plugins of {@code kinds} with {@link ServiceLoader}.
     *
     * @param loader sees the plugins and their service files
     * @param kinds SPI interfaces, each annotated with {@link PluginKind}
     * @throws PluginException if a service line is broken, a class breaks the rules of {@link PluginName}, or two plugins of a kind share a
     *     name; lists everything that is wrong
     */
    public static PluginCatalog load(ClassLoader loader, Collection<Class<?>> kinds) {
        Map<Class<?>, Map<String, PluginDescriptor<?>>> plugins = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Class<?> kind : kinds) {
            if (!kind.isInterface() || !kind.isAnnotationPresent(PluginKind.class)) {
                throw new IllegalArgumentException(
                        "a plugin kind is an interface annotated with @PluginKind, not " + kind);
            }
            plugins.put(kind, new Discovery<>(loader, kind, problems).run());
        }
        if (!problems.isEmpty()) {
            throw new PluginException(problems);
        }
        return new PluginCatalog(plugins);
    }

    /** The kinds this catalog was loaded for, in that order. */
    public Collection<Class<?>> kinds() {
        return plugins.keySet();
    }

    /**
     * The plugins of a kind, sorted by name.
     *
     * @throws IllegalArgumentException if this catalog was not loaded for that kind
     */
    public <S> List<PluginDescriptor<S>> all(Class<S> kind) {
        return byName(kind).values().stream().map(d -> of(kind, d)).toList();
    }

    /** What plugins of that kind are called: {@code divergence}, {@code dataset}, …. */
    public static String kindName(Class<?> kind) {
        return kind.getAnnotation(PluginKind.class).value();
    }

    /** The names of the plugins of a kind, sorted. */
    public List<String> names(Class<?> kind) {
        return List.copyOf(byName(kind).keySet());
    }

    /**
     * The plugin of that kind and name, if it is installed.
     *
     * @throws IllegalArgumentException if this catalog was not loaded for that kind
     */
    public <S> Optional<PluginDescriptor<S>> find(Class<S> kind, String name) {
        return Optional.ofNullable(byName(kind).get(name)).map(d -> of(kind, d));
    }

    private Map<String, PluginDescriptor<?>> byName(Class<?> kind) {
        Map<String, PluginDescriptor<?>> byName = plugins.get(kind);
        if (byName == null) {
            throw new IllegalArgumentException("this catalog was not loaded for " + kind.getName());
        }
        return byName;
    }

    /** Descriptors are filed under their own kind. */
    @SuppressWarnings("unchecked")
    private static <S> PluginDescriptor<S> of(Class<S> kind, PluginDescriptor<?> descriptor) {
        if (descriptor.kind() != kind) {
            throw new IllegalStateException(descriptor.name() + " is filed under " + kind);
        }
        return (PluginDescriptor<S>) descriptor;
    }

    /** The search for the plugins of one kind. */
    private static final class Discovery<S> {
        private final ClassLoader loader;
        private final Class<S> kind;
        private final List<String> problems;
        private final Map<String, PluginDescriptor<?>> found = new TreeMap<>();
        private final Set<String> seen = new HashSet<>();

        Discovery(ClassLoader loader, Class<S> kind, List<String> problems) {
            this.loader = loader;
            this.kind = kind;
            this.problems = problems;
        }

        Map<String, PluginDescriptor<?>> run() {
            List<String> refusals = new ArrayList<>();
            Iterator<ServiceLoader.Provider<S>> providers =
                    ServiceLoader.load(kind, loader).stream().iterator();
            while (true) {
                try {
                    if (!providers.hasNext()) {
                        break;
                    }
                    add(providers.next().type());
                } catch (ServiceConfigurationError e) {
                    if (refusals.contains(e.getMessage())) {
                        break; // the loader makes no progress
                    }
                    refusals.add(e.getMessage());
                }
            }
            if (!refusals.isEmpty()) {
                int before = problems.size();
                explain();
                if (problems.size() == before) {
                    problems.addAll(refusals);
                }
            }
            return found;
        }

        private void add(Class<?> type) {
            if (seen.add(type.getName())) {
                PluginCheck.describe(kind, type, problems::add).ifPresent(this::file);
            }
        }

        private void file(PluginDescriptor<S> plugin) {
            PluginDescriptor<?> other = found.putIfAbsent(plugin.name(), plugin);
            if (other != null) {
                problems.add("two " + plugin.kindName() + " plugins are named '" + plugin.name() + "': " + place(other)
                        + " and " + place(plugin) + ". Rename or remove one");
            }
        }

        private static String place(PluginDescriptor<?> plugin) {
            return plugin.type().getName() + " (" + plugin.origin() + ")";
        }

        /** Looks for the lines that the service loader refused. */
        private void explain() {
            for (ServiceFiles.Line line : ServiceFiles.lines(loader, kind)) {
                if (!line.isClassName()) {
                    problems.add(line.location() + ": must be the name of a class, was '" + line.text() + "'");
                    continue;
                }
                try {
                    Class<?> type = Class.forName(line.text(), false, loader);
                    if (kind.isAssignableFrom(type)) {
                        add(type);
                    } else {
                        problems.add(line.location() + ": " + type.getName() + " does not implement " + kind.getName());
                    }
                } catch (ClassNotFoundException e) {
                    problems.add(line.location() + ": there is no class " + line.text());
                } catch (LinkageError e) {
                    problems.add(line.location() + ": " + line.text() + " cannot be loaded: " + e);
                }
            }
        }
    }
}
