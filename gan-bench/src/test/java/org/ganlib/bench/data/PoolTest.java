package org.ganlib.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.ganlib.bench.workload.DataKind;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PoolTest {
    @Test
    void anEpochDealsEveryExampleOnceAndWhole() {
        Pool pool = new Pool(TensorShape.of(2), new float[] {0, 10, 1, 11, 2, 12, 3, 13}, new RandomStream(5));
        for (int epoch = 0; epoch < 3; epoch++) {
            Set<Float> seen = new TreeSet<>();
            for (int i = 0; i < 2; i++) {
                float[] batch = new float[4];
                pool.next(FloatBuffer.wrap(batch), 2);
                assertThat(batch[1]).isEqualTo(batch[0] + 10);
                assertThat(batch[3]).isEqualTo(batch[2] + 10);
                seen.add(batch[0]);
                seen.add(batch[2]);
            }
            assertThat(seen).containsExactly(0f, 1f, 2f, 3f);
        }
    }

    @ParameterizedTest
    @EnumSource(DataKind.class)
    void everyContestantIsDealtTheSame(DataKind kind) {
        assertThat(firstBatch(kind)).isEqualTo(firstBatch(kind));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataKind.class,
            names = {"DIGITS", "WAVES", "LARGE_WAVES"})
    void imagesLieBetweenMinusOneAndOne(DataKind kind) {
        for (float value : firstBatch(kind)) {
            assertThat(value).isBetween(-1f, 1f);
        }
    }

    @Test
    void pointsLieOnARing() {
        float[] points = firstBatch(DataKind.RING);
        for (int i = 0; i < points.length; i += 2) {
            assertThat(Math.hypot(points[i], points[i + 1])).isCloseTo(1, within(.06));
        }
    }

    private static float[] firstBatch(DataKind kind) {
        Pool pool = Pools.of(kind, new RandomStreams(1));
        float[] batch = new float[64 * pool.shape().elements()];
        pool.next(FloatBuffer.wrap(batch), 64);
        return batch;
    }
}
