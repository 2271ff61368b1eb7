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
 * A transposed convolution whose result has few channels: the matrix product [positions, channels]
 * · [channels, image channels · kernel elements], followed by {@link Col2im}.
 *
 * @param compilation the compilation of the network
 * @param name the name in messages
 * @param weights the parameter segment that holds the second matrix in row-major order
 * @param image the shape of the result
 * @param positions the shape of the argument: one vector of channels per position of the window
 * @param window the kernel, stride and padding
 */
record Col2imTransposedConvolution(
        Compilation compilation, String name, String weights, TensorShape image, TensorShape positions, Window window) {
    /**
     * Makes the kernels.
     *
     * @param from the argument, in any format
     * @param to receives the images, in row-major order
     * @param bias one number per channel of the images, or null
     * @param operations receives the matrix product
     * @return the second half, which is to run after {@code operations}
     */
    Col2im prepare(FormattedMemory from, FormattedMemory to, FloatBuffer bias, Operations operations) {
        Arena arena = compilation.arena();
        int batch = compilation.batch();
        long rows = (long) batch * positions.height() * positions.width();
        long columns = (long) image.channels() * window.kernelElements();
        FormattedMemory pixels =
                Reorder.inFormat(arena, name, from, OneDnn.channelsLast(positions.batch(batch)), operations.list());
        memory.desc left = OneDnn.matrix(rows, positions.channels());
        memory.desc right = OneDnn.matrix(positions.channels(), columns);
        FormattedMemory product = FormattedMemory.allocate(arena, OneDnn.matrix(rows, columns));
        matmul.primitive_desc kernel = new matmul.primitive_desc(OneDnn.PROCESSOR, left, right, product.format());
        operations.add(PrimitiveOperation.of(compilation.checked(name, kernel), new matmul(kernel))
                .with(DNNL_ARG_SRC, pixels.as(left))
                .with(DNNL_ARG_WEIGHTS, compilation.parameter(weights, right))
                .with(DNNL_ARG_DST, product)
                .in(arena));
        return new Col2im(batch, image, window, positions.height(), positions.width(), product, to, bias);
    }
}
