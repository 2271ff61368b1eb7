package org.ganlib.onednn.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Kernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are combined as the matrix says, whatever their strides, and nothing else is written. */
final class RowTransformTest {
    private static final double[][] MATRIX = {{1, -2, 0.5}, {0, 3, -1}};
    private static final int WIDTH = 37;
    private static final int FROM = 50;
    private static final int TO = 41;
    private static final int OFFSET = 5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsAreCombined(boolean accumulating) {
        try (Arena arena = new Arena()) {
            Kernels kernels = new Kernels(arena);
            FormattedMemory source = FormattedMemory.allocate(arena, OneDnn.vector(OFFSET + 3 * FROM));
            FormattedMemory target = FormattedMemory.allocate(arena, OneDnn.vector(OFFSET + 2 * TO));
            for (int i = 0; i < source.buffer().capacity(); i++) {
                source.buffer().put(i, (float) Math.sin(i));
            }
            for (int i = 0; i < target.buffer().capacity(); i++) {
                target.buffer().put(i, i);
            }
            RowTransform transform = accumulating
                    ? RowTransform.accumulating(kernels, "test", MATRIX, WIDTH, FROM, TO)
                    : RowTransform.of(kernels, "test", MATRIX, WIDTH, FROM, TO);
            transform.at(source, OFFSET, target, OFFSET).run();
            for (int i = 0; i < target.buffer().capacity(); i++) {
                int row = (i - OFFSET) / TO;
                int column = (i - OFFSET) % TO;
                boolean written = i >= OFFSET && column < WIDTH;
                double expected = written && !accumulating ? 0 : i;
                for (int j = 0; written && j < 3; j++) {
                    expected += MATRIX[row][j] * source.buffer().get(OFFSET + j * FROM + column);
                }
                assertThat(target.buffer().get(i)).isCloseTo((float) expected, within(1e-5f));
            }
        }
    }
}
