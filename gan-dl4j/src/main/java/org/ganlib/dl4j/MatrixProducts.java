package org.ganlib.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.network.SampleWork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The products and sums of dense layers over a batch of 256, on ND4J's arrays. */
final class MatrixProducts implements SampleWork {
    private static final int BATCH = 256;
    private static final int[] WIDTHS = {128, 128, 256, 512, 512};

    private final List<INDArray> values = new ArrayList<>();
    private final List<INDArray> weights = new ArrayList<>();

    MatrixProducts() {
        values.add(constant(BATCH, WIDTHS[0]));
        for (int i = 1; i < WIDTHS.length; i++) {
            weights.add(constant(WIDTHS[i - 1], WIDTHS[i]));
            values.add(constant(BATCH, WIDTHS[i]));
        }
    }

    /** Neither zero nor denormal; column-major, as Deeplearning4j's weights and products are. */
    private static INDArray constant(long rows, long columns) {
        return Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'f').assign(0.01f);
    }

    @Override
    public void run() {
        for (int i = 0; i < weights.size(); i++) {
            values.get(i).mmuli(weights.get(i), values.get(i + 1));
            values.get(i + 1).addi(0.01f);
        }
    }

    @Override
    public void close() {
        values.forEach(INDArray::close);
        weights.forEach(INDArray::close);
    }
}
