package org.ganlib.cli.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LatentPathTest {
    private static final float[] A = {3, 0, 0};
    private static final float[] B = {0, 0, 3};

    @ParameterizedTest
    @EnumSource(LatentPath.class)
    void waysBeginAndEndAtTheirLatents(LatentPath path) {
        assertThat(path.between(A, B, 0)).containsExactly(A, offset(1e-6f));
        assertThat(path.between(A, B, 1)).containsExactly(B, offset(1e-6f));
    }

    @Test
    void lineIsHalfwayInTheMiddle() {
        assertThat(LatentPath.LERP.between(A, B, 0.5)).containsExactly(1.5f, 0, 1.5f);
    }

    @Test
    void arcKeepsItsDistanceFromTheOrigin() {
        for (double t = 0; t <= 1; t += 0.125) {
            float[] at = LatentPath.SLERP.between(A, B, t);
            assertThat(Math.hypot(at[0], at[2])).isCloseTo(3, within(1e-6));
            assertThat(Math.atan2(at[2], at[0])).isCloseTo(t * Math.PI / 2, within(1e-6));
        }
    }

    @Test
    void arcBetweenOppositeOrEqualDirectionsIsALine() {
        assertThat(LatentPath.SLERP.between(A, new float[] {-3, 0, 0}, 0.5)).containsExactly(0, 0, 0);
        assertThat(LatentPath.SLERP.between(A, new float[] {9, 0, 0}, 0.5)).containsExactly(6, 0, 0);
        assertThat(LatentPath.SLERP.between(new float[3], B, 0.5)).containsExactly(0, 0, 1.5f);
    }
}
