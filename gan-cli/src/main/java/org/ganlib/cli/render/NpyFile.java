package org.ganlib.cli.render;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.problem.DataException;

/** An .npy file of float32 in C order: {@code numpy.load} and {@code numpy.save} read and write the same. */
public final class NpyFile {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final long[] shape;
    private final float[] values;

    private NpyFile(long[] shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Writes an array, as a whole or not at all.
     *
     * @param shape its shape
     * @param values as many as the product of the shape, last dimension fastest
     * @throws org.ganlib.problem.GanException if the file cannot be written: names it, the reason and what to do
     * @throws IllegalArgumentException if shape and values do not agree
     */
    public static void write(Path target, long[] shape, float[] values) {
        AtomicFile.write(target, out -> NpyFormat.write(out, shape, FloatBuffer.wrap(values)));
    }

    /**
     * Reads an array.
     *
     * @throws DataException if the file does not exist, cannot be read, or is no such array
     */
    public static NpyFile read(Path file) {
        String name = file.toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            long[] shape = NpyFormat.readShape(in, name);
            float[] values = new float[count(name, shape, Files.size(file))];
            NpyFormat.readValues(in, name, FloatBuffer.wrap(values));
            if (in.read() != -1) {
                throw new DataException(
                        name + ": continues after the " + String.format(Locale.ROOT, "%,d", values.length)
                                + " values its header promises. Write it again.");
            }
            return new NpyFile(shape, values);
        } catch (NoSuchFileException e) {
            throw new DataException(name + ": does not exist.", e);
        } catch (IOException e) {
            throw new DataException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The sizes of its dimensions. */
    public long[] shape() {
        return shape.clone();
    }

    /** All values, last dimension fastest. Not to be changed. */
    public float[] values() {
        return values;
    }

    /** Refuses what the file cannot hold before memory is set aside for it. */
    private static int count(String name, long[] shape, long fileSize) {
        long count;
        try {
            count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new DataException(name + ": its header promises the absurd shape " + Arrays.toString(shape), e);
        }
        if (count > fileSize / Float.BYTES) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: has %,d bytes, but its header promises %,d values of %d bytes each. Write it again.",
                    name,
                    fileSize,
                    count,
                    Float.BYTES));
        }
        if (count > LARGEST_ARRAY) {
            throw new DataException(String.format(
                    Locale.ROOT, "%s: has %,d values; at most %,d can be held. Split it.", name, count, LARGEST_ARRAY));
        }
        return (int) count;
    }
}
