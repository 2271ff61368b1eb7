package org.ganlib.onednn.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Both implementations multiply matrices as the definition says, whatever the strides of their
 * rows, and write nothing else.
 */
final class SgemmTest {
    private static final int ROWS = 5;
    private static final int TERMS = 7;
    private static final int COLUMNS = 37;
    private static final int LEFT = 9;
    private static final int RIGHT = 50;
    private static final int RESULT = 41;

    @ParameterizedTest
    @CsvSource({
        "true, N, false",
        "true, N, true",
        "true, T, false",
        "true, T, true",
        "false, N, false",
        "false, N, true",
        "false, T, false",
        "false, T, true"
    })
    void rowsAreMultiplied(boolean bySgemm, char operation, boolean accumulating) {
        Sgemm sgemm = new Sgemm("test", operation, ROWS, COLUMNS, TERMS, LEFT, RIGHT, RESULT, accumulating ? 1 : 0);
        try (Arena arena = new Arena()) {
            Kernels kernels = new Kernels(arena);
            FormattedMemory left = filled(arena, TERMS * LEFT);
            FormattedMemory right = filled(arena, TERMS * RIGHT);
            FormattedMemory result = filled(arena, ROWS * RESULT);
            float[] before = new float[ROWS * RESULT];
            result.buffer().get(0, before);
            MatrixProduct product = bySgemm ? sgemm : sgemm.asMatmul(kernels);
            product.at(left, right, result).run();
            for (int i = 0; i < before.length; i++) {
                int row = i / RESULT;
                int column = i % RESULT;
                double expected = column < COLUMNS && !accumulating ? 0 : before[i];
                for (int j = 0; column < COLUMNS && j < TERMS; j++) {
                    int inLeft = operation == 'T' ? j * LEFT + row : row * LEFT + j;
                    expected += left.buffer().get(inLeft) * right.buffer().get(j * RIGHT + column);
                }
                assertThat(result.buffer().get(i)).isCloseTo((float) expected, within(1e-5f));
            }
        }
    }

    private static FormattedMemory filled(Arena arena, int count) {
        FormattedMemory tensor = FormattedMemory.allocate(arena, OneDnn.vector(count));
        for (int i = 0; i < count; i++) {
            tensor.buffer().put(i, (float) Math.sin(i * i));
        }
        return tensor;
    }
}
