package org.ganlib.onnx;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ganlib.file.ProtocolBuffer;

/**
 * A graph of ONNX in the making (onnx.proto of ONNX 1.8: operator set 13). The first dimension of
 * inputs and outputs is the batch's, N.
 */
final class OnnxGraph {
    private static final String OUTPUT = "output";
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INTEGER = 2;
    private static final int ATTRIBUTE_TEXT = 3;
    private static final int ATTRIBUTE_INTEGERS = 7;
    private static final int OPERATORS = 13;
    /** The file version of ONNX 1.8, which introduced that operator set. */
    private static final int FILE_VERSION = 7;

    private final ProtocolBuffer graph = new ProtocolBuffer();
    private final List<Weights> weights = new ArrayList<>();
    private int names;

    /** Settings of a node. */
    static final class Attributes {
        private final List<ProtocolBuffer> all = new ArrayList<>();

        Attributes single(String name, double value) {
            return add(
                    new ProtocolBuffer().text(1, name).single(2, (float) value).integer(20, ATTRIBUTE_FLOAT));
        }

        Attributes integer(String name, long value) {
            return add(new ProtocolBuffer().text(1, name).integer(3, value).integer(20, ATTRIBUTE_INTEGER));
        }

        Attributes text(String name, String value) {
            return add(new ProtocolBuffer().text(1, name).text(4, value).integer(20, ATTRIBUTE_TEXT));
        }

        Attributes integers(String name, long... values) {
            return add(new ProtocolBuffer().text(1, name).integers(8, values).integer(20, ATTRIBUTE_INTEGERS));
        }

        private Attributes add(ProtocolBuffer attribute) {
            all.add(attribute);
            return this;
        }
    }

    /** Adds a node with one output, and returns the output's name. */
    String node(String operator, String output, Attributes attributes, String... inputs) {
        ProtocolBuffer node = new ProtocolBuffer();
        for (String input : inputs) {
            node.text(1, inner(input));
        }
        node.text(2, inner(output)).text(3, inner(output)).text(4, operator);
        attributes.all.forEach(a -> node.message(5, a));
        graph.message(1, node);
        return output;
    }

    /** A layer may have the name that the model's output has. */
    private static String inner(String name) {
        return name.equals(OUTPUT) ? OUTPUT + "/value" : name;
    }

    /** A node without settings. */
    String node(String operator, String output, String... inputs) {
        return node(operator, output, new Attributes(), inputs);
    }

    /** Adds parameters, and returns their name. */
    String weights(Weights added) {
        weights.add(added);
        graph.message(
                5,
                new ProtocolBuffer()
                        .integers(1, added.shape())
                        .integer(2, FLOAT)
                        .text(8, added.name())
                        .raw(9, FloatBuffer.wrap(added.values())));
        return added.name();
    }

    /** Adds a list of integers, as operators take shapes, and returns its name. */
    String integers(long... values) {
        String name = "integers-" + names++;
        graph.message(
                5,
                new ProtocolBuffer()
                        .integers(1, values.length)
                        .integer(2, INT64)
                        .integers(7, values)
                        .text(8, name));
        return name;
    }

    /** Adds a list of numbers that are no parameters, and returns its name. */
    String numbers(float... values) {
        String name = "numbers-" + names++;
        graph.message(
                5,
                new ProtocolBuffer()
                        .integers(1, values.length)
                        .integer(2, FLOAT)
                        .text(8, name)
                        .raw(9, FloatBuffer.wrap(values)));
        return name;
    }

    /** Declares an input of floats, [N, …]. */
    void input(String name, long... shape) {
        graph.message(11, value(name, FLOAT, shape));
    }

    /** Declares an input of one label per example: int64 [N]. */
    void labelInput(String name) {
        graph.message(11, value(name, INT64));
    }

    /** Makes a value the model's output, read as floats of this shape, [N, …]. */
    void output(String source, long... shape) {
        long[] batched = new long[shape.length + 1];
        batched[0] = -1;
        System.arraycopy(shape, 0, batched, 1, shape.length);
        String wanted = integers(batched);
        graph.message(
                1,
                new ProtocolBuffer()
                        .text(1, inner(source))
                        .text(1, wanted)
                        .text(2, OUTPUT)
                        .text(3, OUTPUT)
                        .text(4, "Reshape"));
        graph.message(12, value(OUTPUT, FLOAT, shape));
    }

    private static ProtocolBuffer value(String name, int type, long... shape) {
        ProtocolBuffer dimensions = new ProtocolBuffer().message(1, new ProtocolBuffer().text(2, "N"));
        for (long size : shape) {
            dimensions.message(1, new ProtocolBuffer().integer(1, size));
        }
        ProtocolBuffer tensor = new ProtocolBuffer().integer(1, type).message(2, dimensions);
        return new ProtocolBuffer().text(1, name).message(2, new ProtocolBuffer().message(1, tensor));
    }

    /** The parameters added so far. */
    List<Weights> weights() {
        return weights;
    }

    /** The bytes of an ONNX file with this graph and these metadata_props. */
    byte[] toModel(String name, Map<String, String> metadata) {
        graph.text(2, name);
        ProtocolBuffer model = new ProtocolBuffer()
                .integer(1, FILE_VERSION)
                .text(2, "ganlib")
                .message(7, graph)
                .message(8, new ProtocolBuffer().text(1, "").integer(2, OPERATORS));
        metadata.forEach((key, value) ->
                model.message(14, new ProtocolBuffer().text(1, key).text(2, value)));
        return model.toBytes();
    }
}
