package org.ganlib.cli.evaluate;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.problem.DataException;

/**
 * Numbers that another framework saved with {@code numpy.save}: any of its integer and floating-point types, in C order.
 *
 * @param shape the sizes of its dimensions
 * @param values all values as float32, last dimension fastest
 */
record ArrayFile(List<Long> shape, FloatValues values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'([<>|=]?)([a-z])(\\d+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([0-9, L]*)\\),?\\s*\\}\\s*");
    private static final Map<String, Decoder> DECODERS = Map.of(
            "f4", ByteBuffer::getFloat,
            "f8", b -> (float) b.getDouble(),
            "u1", b -> b.get() & 0xff,
            "i1", ByteBuffer::get,
            "u2", b -> b.getShort() & 0xffff,
            "i2", ByteBuffer::getShort,
            "i4", ByteBuffer::getInt,
            "i8", ByteBuffer::getLong,
            "b1", ByteBuffer::get);
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int CHUNK = 1 << 16;

    /** The numbers, in an object because a record's components are compared by value. */
    static final class FloatValues {
        private final float[] numbers;

        FloatValues(float[] numbers) {
            this.numbers = numbers;
        }

        float[] array() {
            return numbers;
        }
    }

    @FunctionalInterface
    private interface Decoder {
        float next(ByteBuffer bytes);
    }

    /** @throws DataException if the file does not exist, cannot be read, is damaged, or holds another kind of array: says what to do */
    static ArrayFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + ": does not exist.");
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), CHUNK))) {
            return read(in, file, Files.size(file));
        } catch (EOFException e) {
            throw new DataException(file + ": ends within its header. Write it again.", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static ArrayFile read(DataInputStream in, Path file, long size) throws IOException {
        Matcher header = header(in, file);
        boolean bigEndian = header.group(1).equals(">");
        String type = header.group(2) + header.group(3);
        Decoder decoder = DECODERS.get(type);
        if (decoder == null) {
            throw new DataException(file + ": has values of numpy type '" + type
                    + "', which is not understood. Save it with array.astype('float32').");
        }
        if (header.group(4).equals("True")) {
            throw new DataException(
                    file + ": is in Fortran order. Save it with numpy.save(file, numpy.ascontiguousarray(array)).");
        }
        int width = Integer.parseInt(header.group(3));
        List<Long> shape = shape(header.group(5), file);
        float[] values = new float[count(file, shape, width, size)];
        byte[] bytes = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int chunk = CHUNK / width;
        for (int from = 0; from < values.length; from += chunk) {
            int length = Math.min(chunk, values.length - from);
            if (in.readNBytes(bytes, 0, length * width) < length * width) {
                throw new DataException(
                        file + ": is truncated: it promises " + values.length + " values. Write it again.");
            }
            buffer.position(0);
            for (int i = 0; i < length; i++) {
                values[from + i] = decoder.next(buffer);
            }
        }
        if (in.read() != -1) {
            throw new DataException(
                    file + ": continues after the " + values.length + " values its header promises. Write it again.");
        }
        return new ArrayFile(shape, new FloatValues(values));
    }

    private static Matcher header(DataInputStream in, Path file) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(start, MAGIC)) {
            throw new DataException(file + ": is no .npy file. Save one with numpy.save.");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        int length = Short.reverseBytes(in.readShort()) & 0xffff;
        if (version > 1) {
            length |= (Short.reverseBytes(in.readShort()) & 0xffff) << 16;
        }
        if (length < 0 || length > 1 << 20) {
            throw new DataException(file + ": its header promises to be " + Integer.toUnsignedString(length)
                    + " bytes long. Write it again.");
        }
        String text = new String(readExactly(in, length), StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) {
            throw new DataException(file + ": holds no plain array of numbers: " + text.strip()
                    + ". Save it with array.astype('float32').");
        }
        return header;
    }

    private static byte[] readExactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static List<Long> shape(String text, Path file) {
        try {
            return Pattern.compile("[, L]+")
                    .splitAsStream(text)
                    .filter(s -> !s.isEmpty())
                    .map(Long::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new DataException(file + ": has the absurd shape (" + text + "). Write it again.", e);
        }
    }

    /** Refuses what the file cannot hold before memory is set aside for it. */
    private static int count(Path file, List<Long> shape, int width, long size) {
        long count;
        try {
            count = shape.stream().reduce(1L, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new DataException(file + ": its header promises the absurd shape " + shape + ". Write it again.", e);
        }
        if (count > size / width) {
            throw new DataException(file + ": has " + size + " bytes, but its header promises " + count + " values of "
                    + width + " bytes each. Write it again.");
        }
        if (count > LARGEST_ARRAY) {
            throw new DataException(
                    file + ": has " + count + " values; at most " + LARGEST_ARRAY + " can be held. Split it.");
        }
        return (int) count;
    }
}
