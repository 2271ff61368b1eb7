package org.ganlib.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.problem.DataException;

/** The .npy format, version 1.0, for float32 in C order: what numpy.save writes and numpy.load reads. */
public final class NpyFormat {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int CHUNK = 1 << 14;
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\}\\s*");

    private NpyFormat() {}

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
     * Reads an array into {@code target}, which it must fill exactly.
     *
     * @param name what is read, for messages
     * @throws DataException if it is no such array, has another shape, or is truncated
     */
    public static void read(InputStream in, String name, long[] shape, FloatBuffer target) throws IOException {
        long[] found = readShape(in, name);
        if (!Arrays.equals(found, shape)) {
            throw new DataException(name + " has shape " + shapeText(found) + ", expected " + shapeText(shape));
        }
        readValues(in, name, target);
    }

    /**
     * Reads an array's beginning, up to its first value.
     *
     * @param name what is read, for messages
     * @return its shape; no size is negative
     * @throws DataException if it is no such array
     */
    public static long[] readShape(InputStream in, String name) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataException(name + " is no .npy array of version 1.0");
        }
        int length = (start[MAGIC.length] & 0xff) | ((start[MAGIC.length + 1] & 0xff) << 8);
        String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new DataException(name + " is no float32 array in C order: " + header.strip());
        }
        try {
            return Pattern.compile("[, ]+")
                    .splitAsStream(matcher.group(1))
                    .filter(size -> !size.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new DataException(name + " has the absurd shape (" + matcher.group(1) + ")", e);
        }
    }

    /**
     * Reads an array's values, which follow its beginning, into {@code target} from 0 to its limit.
     *
     * @throws DataException if there are fewer
     */
    public static void readValues(InputStream in, String name, FloatBuffer target) throws IOException {
        byte[] chunk = new byte[CHUNK * Float.BYTES];
        int count = target.limit();
        for (int from = 0; from < count; from += CHUNK) {
            int floats = Math.min(CHUNK, count - from);
            if (in.readNBytes(chunk, 0, floats * Float.BYTES) < floats * Float.BYTES) {
                throw new DataException(name + " is truncated: it promises " + count + " values");
            }
            target.slice(from, floats)
                    .put(ByteBuffer.wrap(chunk, 0, floats * Float.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer());
        }
    }

    /** The header, padded so that the data starts at a multiple of 64 bytes. */
    private static byte[] header(long[] shape) {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shapeText(shape) + ", }";
        int unpadded = MAGIC.length + 2 + text.length() + 1;
        int padding = (64 - unpadded % 64) % 64;
        return (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String shapeText(long[] shape) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : " ")
                    .append(shape[i])
                    .append(i + 1 < shape.length || shape.length == 1 ? "," : "");
        }
        return text.append(")").toString();
    }
}
