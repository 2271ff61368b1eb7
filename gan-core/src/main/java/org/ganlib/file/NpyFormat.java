package org.ganlib.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.ganlib.problem.DataException;

/**
 * Writes float32 arrays in C order as numpy.save does (.npy, version 1.0), and reads them into
 * memory that exists already.
 */
public final class NpyFormat {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int CHUNK = 1 << 14;

    private NpyFormat() {}

    /**
     * Writes a file, as a whole or not at all.
     *
     * @param shape its shape
     * @param values the values, as many as the product of the shape; the last dimension runs
     *     fastest
     * @throws org.ganlib.problem.GanException if the file cannot be written: names it, the reason
     *     and what to do
     * @throws IllegalArgumentException if shape and values do not agree
     */
    public static void write(Path target, long[] shape, float[] values) {
        AtomicFile.write(target, out -> write(out, shape, FloatBuffer.wrap(values)));
    }

    /**
     * Writes an array.
     *
     * @param shape its shape
     * @param values its elements in C order, from 0 to the product of the shape
     */
    public static void write(OutputStream out, long[] shape, FloatBuffer values) throws IOException {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count != values.limit()) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + count + " values, was given " + values.limit());
        }
        out.write(MAGIC);
        byte[] header = header(shape);
        out.write(header.length & 0xff);
        out.write(header.length >> 8);
        out.write(header);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < count; from += CHUNK) {
            int length = (int) Math.min(CHUNK, count - from);
            chunk.asFloatBuffer().put(values.slice(from, length));
            out.write(chunk.array(), 0, length * Float.BYTES);
        }
    }

    /**
     * Reads an array that {@link #write} has written into {@code target}, which it must fill
     * exactly.
     *
     * @param name the file or the entry that is read, for messages
     * @throws DataException if it is no such array, has another shape or type, or is truncated
     */
    public static void read(InputStream in, String name, long[] shape, FloatBuffer target) throws IOException {
        NpyHeader header = NpyHeader.read(in, name);
        String expected = "<f4 " + shapeText(LongStream.of(shape));
        String found = header.descr() + " " + shapeText(header.shape().stream().mapToLong(Long::longValue));
        if (!found.equals(expected) || header.columnsFirst()) {
            throw new DataException(name + ": holds " + found + (header.columnsFirst() ? " in Fortran order" : "")
                    + ", expected " + expected + ". Replace the file.");
        }
        byte[] chunk = new byte[CHUNK * Float.BYTES];
        int count = target.limit();
        for (int from = 0; from < count; from += CHUNK) {
            int floats = Math.min(CHUNK, count - from);
            int bytes = in.readNBytes(chunk, 0, floats * Float.BYTES);
            if (bytes < floats * Float.BYTES) {
                throw header.endsAfter((long) from * Float.BYTES + bytes);
            }
            target.slice(from, floats)
                    .put(ByteBuffer.wrap(chunk, 0, bytes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer());
        }
    }

    /** The header, padded so that the data starts at a multiple of 64 bytes. */
    private static byte[] header(long[] shape) {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shapeText(LongStream.of(shape)) + ", }";
        int unpadded = MAGIC.length + 2 + text.length() + 1;
        int padding = (64 - unpadded % 64) % 64;
        return (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String shapeText(LongStream shape) {
        String sizes = shape.mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ""));
        return sizes + (sizes.length() > 1 && !sizes.contains(",") ? ",)" : ")");
    }
}
