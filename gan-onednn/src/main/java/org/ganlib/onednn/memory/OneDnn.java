package org.ganlib.onednn.memory;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.ganlib.tensor.TensorShape;

/**
 * The processor as oneDNN's engine, and the memory formats that this module uses. All formats hold
 * floats. Loading this class loads the native library.
 */
public final class OneDnn {
    /** The engine on which all primitives run. */
    public static final engine PROCESSOR = new engine(engine.kind.cpu, 0);
    /**
     * The stream to which all primitives are submitted; each call returns when its work is done.
     */
    public static final stream STREAM = new stream(PROCESSOR);

    /** The format that tells a kernel that it has no such argument, for example no bias. */
    public static final memory.desc ABSENT = new memory.desc();

    /**
     * The value of oneDNN's argument {@code allow_empty}: a kernel without any implementation is an
     * error.
     */
    public static final boolean DISALLOW_EMPTY = false;

    private OneDnn() {}

    /** {@code rows × columns} in row-major order. */
    public static memory.desc matrix(long rows, long columns) {
        return format(memory.format_tag.ab, rows, columns);
    }

    /**
     * {@code rows × columns} in row-major order, with {@code stride} floats from one row to the
     * next.
     */
    public static memory.desc matrix(long rows, long columns, long stride) {
        return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, new long[] {stride, 1});
    }

    /** {@code rows × columns} in column-major order. */
    public static memory.desc transposedMatrix(long rows, long columns) {
        return format(memory.format_tag.ba, rows, columns);
    }

    /**
     * {@code rows × columns} in column-major order, with {@code stride} floats from one column to
     * the next.
     */
    public static memory.desc transposedMatrix(long rows, long columns, long stride) {
        return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, new long[] {1, stride});
    }

    /** {@code count} matrices, each in row-major order. */
    public static memory.desc matrices(long count, long rows, long columns) {
        return format(memory.format_tag.abc, count, rows, columns);
    }

    /** {@code count} matrices, each in column-major order. */
    public static memory.desc transposedMatrices(long count, long rows, long columns) {
        return format(memory.format_tag.acb, count, rows, columns);
    }

    /** {@code length} contiguous floats. */
    public static memory.desc vector(long length) {
        return format(memory.format_tag.a, length);
    }

    /** Four dimensions in row-major order, for images or the weights of a convolution. */
    public static memory.desc rowMajor(long... dimensions) {
        return format(memory.format_tag.abcd, dimensions);
    }

    /**
     * Images in which the channels of a pixel are contiguous. The dimensions are given as N, C, H,
     * W.
     */
    public static memory.desc channelsLast(long... dimensions) {
        return format(memory.format_tag.acdb, dimensions);
    }

    /**
     * A batch in row-major order: images as N, C, H, W, other values as a matrix with one row per
     * example.
     */
    public static memory.desc plain(TensorShape shape, long batch) {
        return shape.isImage() ? rowMajor(shape.batch(batch)) : matrix(batch, shape.elements());
    }

    /** A format that the kernel chooses when it is made. */
    public static memory.desc any(long... dimensions) {
        return format(memory.format_tag.any, dimensions);
    }

    /** A format by oneDNN's own tag. */
    public static memory.desc format(memory.format_tag tag, long... dimensions) {
        return new memory.desc(dimensions, memory.data_type.f32, tag);
    }
}
