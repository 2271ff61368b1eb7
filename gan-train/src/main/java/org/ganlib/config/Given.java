package org.ganlib.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ganlib.problem.ConfigurationException;

/**
 * The settings that the user gave: a file's tree with {@code key=value} overrides laid over it, and
 * the problems found in it so far. Knows for each setting whether it comes from the file or the
 * command line, and its place in the file.
 */
final class Given {
    private static final String COMMAND_LINE = "command line";
    private static final int LONGEST_KEY = 500;
    private static final int MOST_PROBLEMS = 100;

    private final String source;
    private final Map<String, Object> root;
    private final Map<String, Integer> positions;
    private final Map<String, String> written = new HashMap<>();
    private final List<String> overridden = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private record Problem(String path, String message, int position, boolean commandLine) {
        String text(boolean withSource) {
            String text = path.isEmpty() ? message : path + ": " + message;
            return withSource && commandLine ? COMMAND_LINE + ": " + text : text;
        }
    }

    private Given(String source, Map<String, Object> root, Map<String, Integer> positions) {
        this.source = source;
        this.root = root;
        this.positions = positions;
    }

    /**
     * Reads a file's text and applies overrides.
     *
     * @param defaultPlugins the plugin that a section of that path uses if it names none; null if
     * there is no such plugin
     * @throws ConfigurationException if the text is not a YAML mapping
     */
    static Given of(String source, String yaml, List<String> overrides, Function<String, String> defaultPlugins) {
        YamlTree tree = YamlTree.parse(yaml);
        boolean isMap = tree.value() instanceof Map;
        Given given = new Given(source, isMap ? copy(tree.value()) : new LinkedHashMap<>(), tree.positions());
        tree.problems().forEach(p -> given.problems.add(new Problem(p.path(), p.message(), p.position(), false)));
        if (!isMap && !tree.broken()) {
            given.problems.add(new Problem("", rootProblem(tree.value()), 0, false));
        }
        given.override(overrides, defaultPlugins);
        if (!isMap || tree.broken()) {
            given.throwProblems();
        }
        return given;
    }

    /** Settings that come from the command line alone. */
    static Given ofCommandLine(Map<String, Object> root, List<String> overrides) {
        Given given = new Given(COMMAND_LINE, copy(root), new HashMap<>());
        given.override(overrides, path -> null);
        return given;
    }

    Map<String, Object> root() {
        return root;
    }

    /**
     * The text of a number or truth value as it was written on the command line. A shell removes
     * the quotes that would make it text in a file.
     */
    Optional<String> written(String path) {
        return Optional.ofNullable(written.get(path));
    }

    /** Notes a problem with the setting at {@code path}. */
    void problem(String path, String message) {
        for (int i = 0; i < overridden.size(); i++) {
            // A section that only overrides mention is theirs too.
            boolean onlyThere = !positions.containsKey(path) && Paths.within(path, overridden.get(i));
            if (onlyThere || (!path.isEmpty() && Paths.within(overridden.get(i), path))) {
                problems.add(new Problem(path, message, i, true));
                return;
            }
        }
        problems.add(new Problem(path, message, position(path), false));
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigurationException if there were problems: those of the file in its order, then
     *     those of the command line
     */
    void throwProblems() {
        if (problems.isEmpty()) {
            return;
        }
        boolean onlyCommandLine =
                source.equals(COMMAND_LINE) || problems.stream().allMatch(Problem::commandLine);
        List<String> texts = problems.stream()
                .sorted(Comparator.comparing(Problem::commandLine).thenComparing(Problem::position))
                .map(p -> p.text(!onlyCommandLine))
                .limit(MOST_PROBLEMS)
                .collect(Collectors.toCollection(ArrayList::new));
        if (problems.size() > MOST_PROBLEMS) {
            texts.add("and " + (problems.size() - MOST_PROBLEMS) + " more");
        }
        throw new ConfigurationException(onlyCommandLine ? COMMAND_LINE : source, texts);
    }

    /**
     * The position of the path or of the nearest section around it that the file has; after
     * everything else if there is none.
     */
    private int position(String path) {
        for (String p = path; !p.isEmpty(); p = Paths.parent(p)) {
            Integer position = positions.get(p);
            if (position != null) {
                return position;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static String rootProblem(Object value) {
        return value == NoValue.INSTANCE
                ? "is empty. Write sections like 'dataset: {name: mnist}'"
                : "must be a mapping of sections like 'dataset: {name: mnist}', was " + Shown.value(value);
    }

    private record Assignment(String path, Object value) {}

    private void override(List<String> texts, Function<String, String> defaultPlugins) {
        List<Assignment> assignments = new ArrayList<>();
        for (String text : texts) {
            overridden.add(
                    text.indexOf('=') < 0
                            ? text
                            : text.substring(0, text.indexOf('=')).strip());
            parse(text, assignments);
        }
        assignments.forEach(o -> dropOtherPlugin(o, defaultPlugins));
        assignments.forEach(this::put);
    }

    private void parse(String text, List<Assignment> assignments) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? "" : text.substring(0, equals).strip();
        Predicate<String> isEmpty = String::isBlank;
        if (equals < 0) {
            commandLineProblem(text, "must be key=value, for example seed=7");
        } else if (key.isEmpty()) {
            commandLineProblem(text, "has no key before '='. Write key=value, for example seed=7");
        } else if (key.length() > LONGEST_KEY) {
            commandLineProblem(
                    text, "has a key of " + key.length() + " characters, at most " + LONGEST_KEY + " are read");
        } else if (Arrays.stream(key.split("\\.", -1)).anyMatch(isEmpty)) {
            commandLineProblem(
                    text, "has an empty part in its key. Write dotted keys, for example optimizer.critic.beta1=0.5");
        } else {
            YamlTree value = YamlTree.parse(text.substring(equals + 1));
            value.problems()
                    .forEach(p -> commandLineProblem(text, value.broken() ? "is not YAML: " + p.message() : nested(p)));
            if (!value.broken()) {
                assignments.add(new Assignment(key, value.value()));
                value.written().forEach((path, scalar) -> written.put(pathWithin(key, path), scalar));
            }
        }
    }

    private static String pathWithin(String key, String path) {
        return path.isEmpty() || path.startsWith("[") ? key + path : Paths.join(key, path);
    }

    private static String nested(YamlTree.Located problem) {
        return problem.path().isEmpty() ? problem.message() : problem.path() + " " + problem.message();
    }

    private void commandLineProblem(String override, String message) {
        problems.add(new Problem("'" + Shown.cut(override) + "'", message, overridden.size() - 1, true));
    }

    /** The settings of another plugin mean nothing to the one named on the command line. */
    private void dropOtherPlugin(Assignment assignment, Function<String, String> defaultPlugins) {
        String section = Paths.parent(assignment.path());
        if (!assignment.path().equals(Paths.join(section, "name")) || !(find(section) instanceof Map<?, ?> settings)) {
            return;
        }
        Object name = settings.containsKey("name") ? settings.get("name") : defaultPlugins.apply(section);
        if (name != null && !name.equals(assignment.value())) {
            settings.clear();
        }
    }

    private Object find(String path) {
        Object value = root;
        for (String key : path.isEmpty() ? new String[0] : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    private void put(Assignment assignment) {
        String[] keys = assignment.path().split("\\.");
        Map<String, Object> section = root;
        String path = "";
        for (String key : Arrays.copyOf(keys, keys.length - 1)) {
            path = Paths.join(path, key);
            Object inner = section.get(key);
            if (inner == null || inner == NoValue.INSTANCE) {
                inner = new LinkedHashMap<String, Object>();
            } else if (inner instanceof String name) {
                // 'divergence: gan' is short for a section with that name.
                inner = new LinkedHashMap<String, Object>(Map.of("name", name));
            } else if (!(inner instanceof Map)) {
                problem(
                        assignment.path(),
                        "'" + path + "' is " + Shown.value(inner) + " and has no settings. Override it as a whole");
                return;
            }
            Map<String, Object> next = asSection(inner);
            section.put(key, next);
            section = next;
        }
        section.put(keys[keys.length - 1], copyValue(assignment.value()));
    }

    private static Map<String, Object> copy(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        asSection(map).forEach((key, value) -> copy.put(key, copyValue(value)));
        return copy;
    }

    private static Object copyValue(Object value) {
        return value instanceof Map ? copy(value) : value;
    }

    /** Maps in a tree have text keys. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> asSection(Object map) {
        return (Map<String, Object>) map;
    }
}
