package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LatentTest {
    private static final int COUNT = 30_000;

    /**
     * Mean 0 within five standard errors, and the variance each prior has by its definition: s²/3,
     * s², s².
     */
    @ParameterizedTest
    @CsvSource({"UNIFORM, 1.3333", "NORMAL, 4", "BINARY, 4"})
    void coordinatesHaveTheirPriorsMoments(Prior prior, double variance) {
        float[] drawn = draw(new Latent(3, prior, 2));
        double sum = 0;
        double squares = 0;
        for (float value : drawn) {
            sum += value;
            squares += (double) value * value;
        }
        assertThat(sum / COUNT).isBetween(-5 * Math.sqrt(variance / COUNT), 5 * Math.sqrt(variance / COUNT));
        assertThat(squares / COUNT).isBetween(0.95 * variance, 1.05 * variance);
    }

    @Test
    void theBinaryPriorHasTwoValuesAlone() {
        assertThat(draw(new Latent(3, Prior.BINARY, 2))).containsOnly(-2f, 2f);
    }

    private static float[] draw(Latent latent) {
        float[] drawn = new float[COUNT];
        latent.draw(FloatBuffer.wrap(drawn), new RandomStream(4));
        return drawn;
    }
}
