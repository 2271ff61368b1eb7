package org.ganlib.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Builds a message of Protocol Buffers (protobuf.dev/programming-guides/encoding): fields in the
 * order in which they are added. The caller knows the schema; this knows wire types 0 (varint), 1
 * (64 bits), 2 (length and bytes) and 5 (32 bits), little-endian.
 */
public final class ProtocolBuffer {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds an int32, int64, bool or enumeration. */
    public ProtocolBuffer integer(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a float. */
    public ProtocolBuffer single(int field, float value) {
        key(field, FIXED_32);
        byte[] bytes = new byte[Float.BYTES];
        little(bytes).putFloat(value);
        out.writeBytes(bytes);
        return this;
    }

    /** Adds a double. */
    public ProtocolBuffer real(int field, double value) {
        key(field, FIXED_64);
        byte[] bytes = new byte[Double.BYTES];
        little(bytes).putDouble(value);
        out.writeBytes(bytes);
        return this;
    }

    /** Adds a string. */
    public ProtocolBuffer text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes. */
    public ProtocolBuffer bytes(int field, byte[] value) {
        key(field, BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Adds a message. */
    public ProtocolBuffer message(int field, ProtocolBuffer value) {
        return bytes(field, value.toBytes());
    }

    /** Adds packed doubles. */
    public ProtocolBuffer reals(int field, double... values) {
        byte[] packed = new byte[Double.BYTES * values.length];
        little(packed).asDoubleBuffer().put(values);
        return bytes(field, packed);
    }

    /** Adds packed integers. */
    public ProtocolBuffer integers(int field, long... values) {
        ProtocolBuffer packed = new ProtocolBuffer();
        for (long value : values) {
            packed.varint(value);
        }
        return bytes(field, packed.toBytes());
    }

    /**
     * Adds a bytes field that holds these floats, little-endian, from the buffer's position to its
     * limit.
     */
    public ProtocolBuffer raw(int field, FloatBuffer values) {
        byte[] packed = new byte[Math.multiplyExact(Float.BYTES, values.remaining())];
        little(packed).asFloatBuffer().put(values.duplicate());
        return bytes(field, packed);
    }

    /** The fields that were added so far, encoded. */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void key(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
