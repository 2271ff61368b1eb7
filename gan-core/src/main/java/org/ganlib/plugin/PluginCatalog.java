package org.ganlib.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ganlib.problem.PluginException;

/**
 * The installed plugins of every kind. Loading it makes one record of defaults per plugin, and
 * nothing else. A plugin that cannot be used is left out and reported ({@link #problems}), so that
 * it stops nobody who does not need it.
 */
public final class PluginCatalog {
    private final Map<Class<?>, Map<String, PluginDescriptor<?>>> plugins;
    private final List<PluginProblem> problems;

    private PluginCatalog(Map<Class<?>, Map<String, PluginDescriptor<?>>> plugins, List<PluginProblem> problems) {
        this.plugins = Collections.unmodifiableMap(plugins);
        this.problems = List.copyOf(problems);
    }

    /**
     * Finds the plugins of {@code kinds}: the classes that the service files
     * {@code META-INF/services/KIND} name, as for {@link java.util.ServiceLoader}. It leaves out,
     * and keeps a problem for, each service line that is broken, each class that cannot be loaded
     * or breaks the rules of {@link PluginName}, and all plugins of a kind that share a name.
     *
     * @param loader sees the plugins and their service files
     * @param kinds SPI interfaces, each annotated with {@link PluginKind}
     */
    public static PluginCatalog load(ClassLoader loader, Collection<Class<?>> kinds) {
        Map<Class<?>, Map<String, PluginDescriptor<?>>> plugins = new LinkedHashMap<>();
        List<PluginProblem> problems = new ArrayList<>();
        for (Class<?> kind : kinds) {
            if (!kind.isInterface() || !kind.isAnnotationPresent(PluginKind.class)) {
                throw new IllegalArgumentException(
                        "a plugin kind is an interface annotated with @PluginKind, not " + kind);
            }
            plugins.put(kind, new Discovery<>(loader, kind, problems).run());
        }
        return new PluginCatalog(plugins, problems);
    }

    /**
     * The plugins that were left out: one line for each problem, which says the jar or file, the
     * class, the reason and what to do.
     */
    public List<String> problems() {
        return problems.stream().map(PluginProblem::text).toList();
    }

    /** The problems of classes of one kind that could not be loaded, so that they have no name. */
    public List<String> problemsWithoutName(Class<?> kind) {
        return problems.stream()
                .filter(problem -> problem.kind() == kind && problem.name().isEmpty())
                .map(PluginProblem::text)
                .toList();
    }

    /**
     * Returns this catalog if every plugin can be used.
     *
     * @throws PluginException if there is a problem; lists all of them
     */
    public PluginCatalog requireSound() {
        if (!problems.isEmpty()) {
            throw new PluginException(problems());
        }
        return this;
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

    /** The word for plugins of a kind: {@code divergence}, {@code dataset}, …. */
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
     * @throws PluginException if a plugin of that name is installed and cannot be used; says why
     */
    public <S> Optional<PluginDescriptor<S>> find(Class<S> kind, String name) {
        Optional<PluginDescriptor<S>> plugin =
                Optional.ofNullable(byName(kind).get(name)).map(d -> of(kind, d));
        List<String> reasons = problems.stream()
                .filter(problem -> problem.kind() == kind && problem.name().equals(name))
                .map(PluginProblem::text)
                .toList();
        if (plugin.isEmpty() && !reasons.isEmpty()) {
            throw new PluginException(reasons);
        }
        return plugin;
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
        private final List<PluginProblem> problems;
        private final Map<String, PluginDescriptor<?>> found = new TreeMap<>();
        private final Set<String> ambiguous = new HashSet<>();
        private final Set<String> seen = new HashSet<>();

        Discovery(ClassLoader loader, Class<S> kind, List<PluginProblem> problems) {
            this.loader = loader;
            this.kind = kind;
            this.problems = problems;
        }

        /**
         * Reads the service files itself. {@link java.util.ServiceLoader} reads them too, but it
         * stops at the first class that cannot be linked, and does not say which file names it.
         */
        Map<String, PluginDescriptor<?>> run() {
            for (ServiceFiles.Line line : ServiceFiles.lines(loader, kind, this::problem)) {
                load(line);
            }
            ambiguous.forEach(found::remove);
            return found;
        }

        private void load(ServiceFiles.Line line) {
            if (!line.isClassName()) {
                problem(line.location() + ": must be the name of a class, was '" + line.text() + "'");
                return;
            }
            try {
                Class<?> type = Class.forName(line.text(), false, loader);
                if (!kind.isAssignableFrom(type)) {
                    problem(line.location() + ": " + type.getName() + " does not implement " + kind.getName());
                } else if (seen.add(type.getName())) {
                    PluginCheck.describe(kind, type, problems::add).ifPresent(this::file);
                }
            } catch (ClassNotFoundException e) {
                problem(line.location() + ": there is no class " + line.text());
            } catch (LinkageError e) {
                problem(line.location() + ": " + line.text() + " cannot be loaded: " + LinkageReason.of(e));
            }
        }

        private void file(PluginDescriptor<S> plugin) {
            PluginDescriptor<?> other = found.putIfAbsent(plugin.name(), plugin);
            if (other != null) {
                ambiguous.add(plugin.name());
                problems.add(new PluginProblem(
                        kind,
                        plugin.name(),
                        "two " + plugin.kindName() + " plugins are named '" + plugin.name() + "': " + place(other)
                                + " and " + place(plugin) + ". Rename or remove one"));
            }
        }

        private void problem(String text) {
            problems.add(new PluginProblem(kind, "", text));
        }

        private static String place(PluginDescriptor<?> plugin) {
            return plugin.type().getName() + " (" + plugin.origin() + ")";
        }
    }
}
