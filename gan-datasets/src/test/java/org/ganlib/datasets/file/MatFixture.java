package org.ganlib.datasets.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;

/** Writes MAT-files of level 5. */
public final class MatFixture {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteOrder order;

    public MatFixture(ByteOrder order) {
        this.order = order;
        byte[] header = new byte[128];
        ByteBuffer.wrap(header).order(order).putShort(124, (short) 0x0100).putShort(126, (short) 0x4d49);
        file.writeBytes(header);
    }

    /** An array of bytes. */
    public MatFixture bytes(String name, boolean compressed, byte[] values, int... shape) throws IOException {
        return array(name, compressed, 9, 2, values, shape);
    }

    public MatFixture array(String name, boolean compressed, int arrayClass, int type, byte[] values, int... shape)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        element(
                content,
                6,
                ByteBuffer.allocate(8).order(order).putInt(arrayClass).array());
        ByteBuffer sizes = ByteBuffer.allocate(4 * shape.length).order(order);
        for (int size : shape) {
            sizes.putInt(size);
        }
        element(content, 5, sizes.array());
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        // Short data within the tag, as MATLAB has it.
        content.writeBytes(ByteBuffer.allocate(8)
                .order(order)
                .putInt(text.length << 16 | 1)
                .put(text)
                .array());
        element(content, type, values);
        ByteArrayOutputStream matrix = new ByteArrayOutputStream();
        element(matrix, 14, content.toByteArray());
        if (compressed) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
                deflater.write(matrix.toByteArray());
            }
            file.writeBytes(ByteBuffer.allocate(8)
                    .order(order)
                    .putInt(15)
                    .putInt(packed.size())
                    .array());
            file.writeBytes(packed.toByteArray());
        } else {
            file.writeBytes(matrix.toByteArray());
        }
        return this;
    }

    public byte[] file() {
        return file.toByteArray();
    }

    private void element(ByteArrayOutputStream out, int type, byte[] data) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(order)
                .putInt(type)
                .putInt(data.length)
                .array());
        out.writeBytes(data);
        out.writeBytes(new byte[(8 - data.length % 8) % 8]);
    }
}
