package org.ganlib.metrics.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the smallest ONNX model: {@code y = x · W}, as the protocol buffer that onnx.proto describes, field by field. */
final class OnnxModel {
    private static final int FLOAT = 1;

    private OnnxModel() {}

    /** The model for x [N, rows] and W [rows, columns], row after row. */
    static byte[] product(int rows, int columns, float... weights) {
        ByteBuffer raw = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(weights);
        byte[] node = message(text(1, "x"), text(1, "w"), text(2, "y"), text(4, "MatMul"));
        byte[] initializer =
                message(number(1, rows), number(1, columns), number(2, FLOAT), text(8, "w"), bytes(9, raw.array()));
        byte[] graph = message(
                bytes(1, node),
                text(2, "product"),
                bytes(5, initializer),
                bytes(11, value("x", rows)),
                bytes(12, value("y", columns)));
        byte[] operators = message(text(1, ""), number(2, 13));
        return message(number(1, 8), bytes(7, graph), bytes(8, operators));
    }

    /** The same model, whose weights lie in another file. */
    static byte[] productOf(int rows, int columns, String location) {
        byte[] entry = message(text(1, "location"), text(2, location));
        byte[] node = message(text(1, "x"), text(1, "w"), text(2, "y"), text(4, "MatMul"));
        byte[] graph = message(
                bytes(1, node),
                text(2, "product"),
                bytes(5, external(rows, columns, entry)),
                bytes(11, value("x", rows)),
                bytes(12, value("y", columns)));
        return message(number(1, 8), bytes(7, graph), bytes(8, message(text(1, ""), number(2, 13))));
    }

    /** A model with a constant, in a graph of an attribute, whose numbers lie in another file. */
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

    private static byte[] value(String name, int size) {
        byte[] shape = message(bytes(1, text(2, "N")), bytes(1, number(1, size)));
        byte[] tensor = message(number(1, FLOAT), bytes(2, shape));
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
