package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Arrays;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.ganlib.network.SampleWork;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.PrimitiveOperation;

/**
 * The sample work by which the number of threads is chosen: the forward pass of four dense layers
 * over a batch of 256. oneDNN divides a kernel among threads when the kernel is made, so each
 * number of threads needs sample work of its own.
 */
final class DenseSampleWork implements SampleWork {
    private static final int BATCH = 256;
    private static final int[] WIDTHS = {128, 128, 256, 512, 512};

    private final Arena arena = new Arena();
    private final Operations operations = new Operations();

    DenseSampleWork() {
        FormattedMemory x = constant(OneDnn.matrix(BATCH, WIDTHS[0]));
        for (int i = 1; i < WIDTHS.length; i++) {
            FormattedMemory weights = constant(OneDnn.transposedMatrix(WIDTHS[i - 1], WIDTHS[i]));
            FormattedMemory product = FormattedMemory.allocate(arena, OneDnn.matrix(BATCH, WIDTHS[i]));
            FormattedMemory y = FormattedMemory.allocate(arena, product.format());
            operations.add(product(x, weights, product));
            operations.add(activation(product, y));
            x = y;
        }
    }

    private FormattedMemory constant(memory.desc format) {
        FormattedMemory memory = FormattedMemory.allocate(arena, format);
        float[] values = new float[memory.buffer().capacity()];
        Arrays.fill(values, 0.01f);
        memory.buffer().put(values).rewind();
        return memory;
    }

    private Operation product(FormattedMemory x, FormattedMemory weights, FormattedMemory y) {
        matmul.primitive_desc kernel = new matmul.primitive_desc(
                OneDnn.PROCESSOR,
                x.format(),
                weights.format(),
                y.format(),
                new primitive_attr(),
                OneDnn.DISALLOW_EMPTY);
        return PrimitiveOperation.of("sample product", new matmul(kernel))
                .with(DNNL_ARG_SRC, x)
                .with(DNNL_ARG_WEIGHTS, weights)
                .with(DNNL_ARG_DST, y)
                .in(arena);
    }

    private Operation activation(FormattedMemory x, FormattedMemory y) {
        eltwise_forward.primitive_desc kernel = new eltwise_forward.primitive_desc(
                OneDnn.PROCESSOR,
                prop_kind.forward_training,
                algorithm.eltwise_relu_use_dst_for_bwd,
                x.format(),
                y.format(),
                0);
        return PrimitiveOperation.of("sample activation", new eltwise_forward(kernel))
                .with(DNNL_ARG_SRC, x)
                .with(DNNL_ARG_DST, y)
                .in(arena);
    }

    @Override
    public void run() {
        operations.run();
    }

    @Override
    public void close() {
        arena.close();
    }
}
