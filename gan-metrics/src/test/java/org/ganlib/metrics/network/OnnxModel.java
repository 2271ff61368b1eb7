package org.ganlib.metrics.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the smallest ONNX model: {@code y = x · W}, as the protocol buffer that onnx.proto
 * describes, field by field.
 */
final class OnnxModel {
    private static final int FLOAT = 1;

    private OnnxModel() {}

    /** The model for x [N, rows] and W [rows, columns], row after row. */
    static byte[] product(int rows, int columns, float... weights) {
        return model(
                List.of(node("MatMul", "x", "w", "y")),
                List.of(matrix(rows, columns, weights)),
                List.of("N", rows),
                List.of("N", columns));
    }

    /** The same model, with its weights in another file. */
    static byte[] productOf(int rows, int columns, String location) {
        byte[] entry = message(text(1, "location"), text(2, location));
        return model(
                List.of(node("MatMul", "x", "w", "y")),
                List.of(external(rows, columns, entry)),
                List.of("N", rows),
                List.of("N", columns));
    }

    /** A model with a constant inside a subgraph, whose numbers are in another file. */
    static byte[] constantOf(String location) {
        byte[] entry = message(text(1, "location"), text(2, location));
        byte[] constant = message(
                text(2, "w"),
                text(4, "Constant"),
                bytes(5, message(text(1, "value"), bytes(5, external(1, 1, entry)))));
        byte[] branch = message(text(1, "then_branch"), bytes(6, bytes(1, constant)));
        return bytes(7, bytes(1, message(text(4, "If"), bytes(5, branch))));
    }

    private static byte[] external(int rows, int columns, byte[] entry) {
        return message(
                number(1, rows), number(1, columns), number(2, FLOAT), text(8, "w"), bytes(13, entry), number(14, 1));
    }

    /** The product of x, with the given shape, and W [rows, 1], whether or not the shapes fit. */
    static byte[] product(List<Object> input, int rows, float... weights) {
        return model(
                List.of(node("MatMul", "x", "w", "y")),
                List.of(matrix(rows, 1, Arrays.copyOf(weights, rows))),
                input,
                List.of("N", 1));
    }

    /** {@code y = (x · W)ᵀ}, [columns, N]: examples lie along the second axis. */
    static byte[] transposedProduct(int rows, int columns, float... weights) {
        return model(
                List.of(node("MatMul", "x", "w", "p"), node("Transpose", "p", "", "y")),
                List.of(matrix(rows, columns, weights)),
                List.of("N", rows),
                List.of(columns, "N"));
    }

    /** {@code y = xᵀ} for a batch with as many examples as each example has numbers. */
    static byte[] transposed(int size) {
        return model(List.of(node("Transpose", "x", "", "y")), List.of(), List.of(size, size), List.of(size, size));
    }

    /** The sum of all numbers of x [N, size], a scalar. */
    static byte[] sum(int size) {
        byte[] noDimensions = message(text(1, "keepdims"), number(3, 0), number(20, 2));
        return model(
                List.of(message(node("ReduceSum", "x", "", "y"), bytes(5, noDimensions))),
                List.of(),
                List.of("N", size),
                List.of());
    }

    /** {@code y = x} with the input shape that is given: numbers and names. */
    static byte[] identity(List<Object> shape) {
        return model(List.of(node("Identity", "x", "", "y")), List.of(), shape, shape);
    }

    private static byte[] model(List<byte[]> nodes, List<byte[]> weights, List<Object> input, List<Object> output) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        nodes.forEach(node -> graph.writeBytes(bytes(1, node)));
        graph.writeBytes(text(2, "graph"));
        weights.forEach(matrix -> graph.writeBytes(bytes(5, matrix)));
        graph.writeBytes(bytes(11, value("x", input)));
        graph.writeBytes(bytes(12, value("y", output)));
        byte[] operators = message(text(1, ""), number(2, 13));
        return message(number(1, 8), bytes(7, graph.toByteArray()), bytes(8, operators));
    }

    /** An empty second input is none. */
    private static byte[] node(String operator, String first, String second, String output) {
        return second.isEmpty()
                ? message(text(1, first), text(2, output), text(4, operator))
                : message(text(1, first), text(1, second), text(2, output), text(4, operator));
    }

    private static byte[] matrix(int rows, int columns, float... weights) {
        ByteBuffer raw = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(weights);
        return message(number(1, rows), number(1, columns), number(2, FLOAT), text(8, "w"), bytes(9, raw.array()));
    }

    private static byte[] value(String name, List<Object> dimensions) {
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        for (Object dimension : dimensions) {
            shape.writeBytes(bytes(
                    1, dimension instanceof Number size ? number(1, size.longValue()) : text(2, dimension.toString())));
        }
        byte[] tensor = message(number(1, FLOAT), bytes(2, shape.toByteArray()));
        return message(text(1, name), bytes(2, bytes(1, tensor)));
    }

    private static byte[] message(byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            out.writeBytes(field);
        }
        return out.toByteArray();
    }

    private static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] content) {
        return message(varint((field << 3) | 2), varint(content.length), content);
    }

    private static byte[] number(int field, long value) {
        return message(varint((long) field << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest >= 128) {
            out.write((int) ((rest & 127) | 128));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }
}
