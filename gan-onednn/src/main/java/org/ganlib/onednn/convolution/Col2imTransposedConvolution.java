package org.ganlib.onednn.convolution;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.ganlib.graph.Window;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.PrimitiveOperation;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.tensor.TensorShape;

/**
 * The transpose of a convolution whose image has few channels: [places, channels] · [channels,
 * image channels · kernel], then a {@link Col2im}.
 *
 * @param compilation of the pass
 * @param name for messages
 * @param weights the segment that holds the matrix in row-major order
 * @param image what comes out
 * @param places what goes in: one vector of channels per place of the kernel
 * @param window how the kernel moves
 */
record Col2imTransposedConvolution(
        Compilation compilation, String name, String weights, TensorShape image, TensorShape places, Window window) {
    /**
     * Adds the matrix product to {@code operations}; the fold is to run after them.
     *
     * @param from one value per place, in any format
     * @param to images in row-major order
     */
    Col2im prepare(FormattedMemory from, FormattedMemory to, FloatBuffer bias, Operations operations) {
        Arena arena = compilation.arena();
        int batch = compilation.batch();
        long rows = (long) batch * places.height() * places.width();
        long columns = (long) image.channels() * window.kernelElements();
        FormattedMemory pixels =
                Reorder.asWanted(arena, name, from, OneDnn.channelsLast(places.batch(batch)), operations.list());
        memory.desc left = OneDnn.matrix(rows, places.channels());
        memory.desc right = OneDnn.matrix(places.channels(), columns);
        FormattedMemory product = FormattedMemory.allocate(arena, OneDnn.matrix(rows, columns));
        matmul.primitive_desc kernel = new matmul.primitive_desc(OneDnn.PROCESSOR, left, right, product.format());
        operations.add(PrimitiveOperation.of(compilation.checked(name, kernel), new matmul(kernel))
                .with(DNNL_ARG_SRC, pixels.as(left))
                .with(DNNL_ARG_WEIGHTS, compilation.parameter(weights, right))
                .with(DNNL_ARG_DST, product)
                .in(arena));
        return new Col2im(batch, image, window, places.height(), places.width(), product, to, bias);
    }
}
