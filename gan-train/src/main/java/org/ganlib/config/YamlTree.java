package org.ganlib.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2 (core schema) as maps, lists, text, booleans and numbers. In this schema {@code 2e-4}
 * and {@code .5} are numbers, {@code 010} is ten, and {@code no} and {@code on} are text. Maps keep
 * the order of the document.
 */
final class YamlTree {
    /** The maximum length of a text, in characters. */
    static final int LONGEST = 1 << 20;

    private static final int DEEPEST = 100;
    private static final int LONGEST_SCALAR = 1 << 16;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_NUMBER = 400;
    /**
     * The maximum number of values after all aliases are expanded. A value counts once more for
     * every ten characters of its path.
     */
    private static final int MOST_VALUES = 200_000;

    private final List<Located> problems = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();
    private final CoreSchema schema = new CoreSchema();
    private Object value = NoValue.INSTANCE;
    private boolean broken;
    private long values;

    /**
     * Something wrong with the document itself.
     *
     * @param position the number of keys and list elements before it
     */
    record Located(String path, String message, int position) {}

    private YamlTree() {}

    /** Reads one document. {@link #problems()} lists its errors. */
    static YamlTree parse(String text) {
        YamlTree tree = new YamlTree();
        if (text.length() > LONGEST) {
            tree.fail(
                    "YAML",
                    String.format(
                            Locale.ROOT,
                            "has %,d characters, more than the %,d that are read",
                            text.length(),
                            LONGEST));
            return tree;
        }
        LoadSettings settings = LoadSettings.builder()
                .setSchema(tree.schema)
                .setAllowDuplicateKeys(true) // reported here, with both places
                .setAllowNonScalarKeys(true) // reported here, with its place
                .build();
        try {
            requireShallow(settings, text);
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            if (documents.hasNext()) {
                tree.value = tree.value("", documents.next());
            }
            if (documents.hasNext()) {
                tree.fail(place(documents.next()), "a second document starts here. Write one experiment per file");
            }
        } catch (TooMuchException e) {
            tree.fail(e.place, e.getMessage());
        } catch (MarkedYamlEngineException e) {
            tree.fail(
                    e.getProblemMark().map(YamlTree::place).orElse("YAML"),
                    (e.getContext() == null ? "" : e.getContext() + ", ") + e.getProblem());
        } catch (ReaderException e) {
            tree.fail(
                    "YAML",
                    "the character at index %d, U+%04X, is not allowed".formatted(e.getPosition(), e.getCodePoint()));
        } catch (YamlEngineException e) {
            tree.fail("YAML", e.getMessage());
        }
        return tree;
    }

    /** The document; {@link NoValue} if it is empty. */
    Object value() {
        return value;
    }

    /** Returns true if the document could not be read to its end. */
    boolean broken() {
        return broken;
    }

    /** Syntax errors, keys given twice, and values that are no data. */
    List<Located> problems() {
        return problems;
    }

    /** The position of each path: the number of keys and list elements before it. */
    Map<String, Integer> positions() {
        return positions;
    }

    /**
     * Thrown if the text describes more values than are read. With nesting or aliases, a few
     * hundred characters can do that.
     */
    private static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String place;

        TooMuchException(String place, String message) {
            super(message, null, false, false);
            this.place = place;
        }
    }

    /**
     * Checks the nesting depth of the text without recursion, because everything built from the
     * text later needs recursion.
     */
    private static void requireShallow(LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw new TooMuchException(
                        event.getStartMark().map(YamlTree::place).orElse("YAML"),
                        "is nested more than " + DEEPEST + " levels deep");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof ScalarEvent scalar && scalar.getValue().length() > LONGEST_SCALAR) {
                throw new TooMuchException(
                        event.getStartMark().map(YamlTree::place).orElse("YAML"),
                        String.format(
                                Locale.ROOT,
                                "a value has %,d characters, more than the %,d that are read",
                                scalar.getValue().length(),
                                LONGEST_SCALAR));
            }
        }
    }

    /** Numbers and truth values as they are written, by their paths. */
    Map<String, String> written() {
        return written;
    }

    private void fail(String path, String message) {
        broken = true;
        problems.add(new Located(path, message, positions.size()));
    }

    private Object value(String path, Node node) {
        values += 1 + path.length() / 10;
        if (values > MOST_VALUES) {
            throw new TooMuchException(
                    "YAML", "describes more values than are read, once its aliases are written out. Write fewer");
        }
        positions.putIfAbsent(path, positions.size());
        if (node.isRecursive()) {
            problem(path, "contains itself");
            return NoValue.INSTANCE;
        }
        if (node instanceof MappingNode mapping) {
            return map(path, mapping);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                list.add(value(path + "[" + list.size() + "]", element));
            }
            return list;
        }
        return scalar(path, (ScalarNode) node);
    }

    private Map<String, Object> map(String path, MappingNode mapping) {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Node> keys = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
                problem(path, "has a key that is not text, at " + place(entry.getKeyNode()));
                continue;
            }
            String key = scalar.getValue();
            if (key.length() > LONGEST_KEY) {
                problem(path, "has a key of " + key.length() + " characters, at " + place(scalar));
                continue;
            }
            String keyPath = Paths.join(path, key);
            Node first = keys.putIfAbsent(key, scalar);
            if (first != null) {
                problem(keyPath, "given twice, at " + place(first) + " and at " + place(scalar) + ". Keep one");
                continue;
            }
            map.put(key, value(keyPath, entry.getValueNode()));
        }
        return map;
    }

    private Object scalar(String path, ScalarNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return NoValue.INSTANCE;
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL)) {
            if (node.getValue().length() > LONGEST_NUMBER) {
                problem(
                        path,
                        "is a number of " + node.getValue().length() + " digits, more than the " + LONGEST_NUMBER
                                + " that are read");
                return NoValue.INSTANCE;
            }
            written.put(path, node.getValue());
            try {
                return schema.getSchemaTagConstructors().get(tag).construct(node);
            } catch (NumberFormatException e) {
                problem(path, "is marked as a number, was '" + Shown.cut(node.getValue()) + "'");
                return NoValue.INSTANCE;
            }
        }
        if (!tag.equals(Tag.STR) && !tag.equals(Tag.ENV_TAG)) {
            problem(path, "has the tag " + Shown.cut(tag.getValue()) + ". Write plain values without tags");
        }
        return node.getValue();
    }

    private void problem(String path, String message) {
        problems.add(new Located(path, message, positions.getOrDefault(path, positions.size())));
    }

    private static String place(Node node) {
        return node.getStartMark().map(YamlTree::place).orElse("an unknown place");
    }

    private static String place(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }
}
