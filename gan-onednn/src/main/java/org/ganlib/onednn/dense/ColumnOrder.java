package org.ganlib.onednn.dense;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.step.Value;
import org.ganlib.tensor.TensorShape;

/**
 * Rows whose columns lie in the order of an image format. For a layer of few units it is cheaper to bring its weights into that order, and their
 * gradient back, than every example.
 *
 * @param rows the rows, as images
 * @param image what a row is
 * @param tag in which format
 */
public record ColumnOrder(FormattedMemory rows, TensorShape image, memory.format_tag tag) {
    private static final List<memory.format_tag> TAGS =
            List.of(memory.format_tag.aBcd16b, memory.format_tag.aBcd8b, memory.format_tag.acdb);

    /** The order in which that value's rows lie, unless it is the plain one or has gaps. */
    public static Optional<ColumnOrder> of(Value images, int batch) {
        TensorShape shape = images.shape();
        if (!shape.isImage() || images.tensor().isOf(OneDnn.plain(shape, batch)) || hasGaps(images, batch)) {
            return Optional.empty();
        }
        return TAGS.stream()
                .filter(tag -> images.tensor().isOf(OneDnn.format(tag, shape.batch(batch))))
                .findFirst()
                .map(tag -> new ColumnOrder(images.tensor(), shape, tag));
    }

    private static boolean hasGaps(Value images, int batch) {
        return images.format().get_size()
                != (long) Float.BYTES * batch * images.shape().elements();
    }

    /** Of so many rows in this order. */
    memory.desc format(long count) {
        return OneDnn.format(tag, image.batch(count));
    }

    /** Of so many rows in the order of the flat vector. */
    public memory.desc plain(long count) {
        return OneDnn.rowMajor(image.batch(count));
    }
}
