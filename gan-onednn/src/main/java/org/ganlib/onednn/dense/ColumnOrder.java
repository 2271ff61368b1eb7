package org.ganlib.onednn.dense;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.step.Value;
import org.ganlib.tensor.TensorShape;

/**
 * The order of the columns of a matrix whose rows are images in a format other than row-major. A
 * dense layer of few units reorders its weights, and their gradient back, which is cheaper than
 * reordering every example.
 *
 * @param rows the matrix, as images
 * @param image the shape of a row
 * @param tag the format of a row
 */
public record ColumnOrder(FormattedMemory rows, TensorShape image, memory.format_tag tag) {
    private static final List<memory.format_tag> TAGS =
            List.of(memory.format_tag.aBcd16b, memory.format_tag.aBcd8b, memory.format_tag.acdb);

    /**
     * The order of the columns of a value.
     *
     * @return empty if the value is in row-major order, or in a format that is unknown here or has
     *     gaps
     */
    public static Optional<ColumnOrder> of(Value images, int batch) {
        TensorShape shape = images.shape();
        if (!shape.isImage() || images.memory().hasFormat(OneDnn.plain(shape, batch)) || hasGaps(images, batch)) {
            return Optional.empty();
        }
        return TAGS.stream()
                .filter(tag -> images.memory().hasFormat(OneDnn.format(tag, shape.batch(batch))))
                .findFirst()
                .map(tag -> new ColumnOrder(images.memory(), shape, tag));
    }

    private static boolean hasGaps(Value images, int batch) {
        return images.format().get_size()
                != (long) Float.BYTES * batch * images.shape().elements();
    }

    /** The format of {@code count} rows in this order. */
    memory.desc format(long count) {
        return OneDnn.format(tag, image.batch(count));
    }

    /** The format of {@code count} rows in row-major order, the order of the parameter vector. */
    public memory.desc plain(long count) {
        return OneDnn.rowMajor(image.batch(count));
    }
}
