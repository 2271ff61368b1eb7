package org.ganlib.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.FloatBuffer;
import java.util.Map;
import org.ganlib.bench.workload.Layer.Convolution;
import org.ganlib.bench.workload.Layer.Dense;
import org.ganlib.bench.workload.Layer.Reshape;
import org.ganlib.bench.workload.Layer.Residual;
import org.ganlib.bench.workload.Stack;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class HalfTurnTest {
    @Test
    void turnsEveryPlaneForItself() {
        float[] planes = {1, 2, 3, 4, 5, 6};
        HalfTurn.turn(FloatBuffer.wrap(planes), 3);
        assertThat(planes).containsExactly(3, 2, 1, 6, 5, 4);
    }

    @Test
    void turnsKernelsAndLeavesTheGivenOnes() {
        Stack stack = Stack.of(TensorShape.of(1, 2, 2), new Convolution(1, 1, true));
        float[] kernel = new float[16];
        kernel[1] = 7;
        Map<String, float[]> turned = HalfTurn.of(Map.of("layer-0/W", kernel, "layer-0/b", new float[] {5}), stack);
        assertThat(turned.get("layer-0/W")).hasSize(16);
        assertThat(turned.get("layer-0/W")[14]).isEqualTo(7);
        assertThat(turned.get("layer-0/b")).containsExactly(5);
        assertThat(kernel[1]).isEqualTo(7);
    }

    /** Two channels of 1×2 from one number, and one number from them. */
    @Test
    void turnsWhatReadsAndWritesImages() {
        Stack writer = Stack.of(TensorShape.of(1), new Dense(1, 4, false), new Reshape(TensorShape.of(2, 1, 2)));
        assertThat(HalfTurn.of(Map.of("layer-0/W", new float[] {1, 2, 3, 4}), writer)
                        .get("layer-0/W"))
                .containsExactly(2, 1, 4, 3);
        Stack reader = Stack.of(TensorShape.of(2, 1, 2), new Dense(4, 1, false));
        assertThat(HalfTurn.of(Map.of("layer-0/W", new float[] {1, 2, 3, 4}), reader)
                        .get("layer-0/W"))
                .containsExactly(2, 1, 4, 3);
    }

    @Test
    void turnsRowsOfAMapFromSeveralNumbers() {
        Stack writer = Stack.of(TensorShape.of(2), new Dense(2, 2, false), new Reshape(TensorShape.of(1, 1, 2)));
        assertThat(HalfTurn.of(Map.of("layer-0/W", new float[] {1, 2, 3, 4}), writer)
                        .get("layer-0/W"))
                .containsExactly(3, 4, 1, 2);
    }

    @Test
    void refusesResidualBlocks() {
        TensorShape image = TensorShape.of(1, 2, 2);
        Stack stack = Stack.of(image, new Residual(Stack.of(image), Stack.of(image)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HalfTurn.of(Map.of(), stack))
                .withMessage("residual blocks are not turned");
    }
}
