package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.nio.FloatBuffer;
import org.ganlib.game.DistanceLoss;
import org.ganlib.game.LabelBatch;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Losses, labels and latents by hand. */
final class DistanceLossTest {
    /** The differences are 1, −2, 0 and 3, and the weight is 2: 2·6/4 and 2·14/4. */
    @Test
    void lossesAreWeightedMeans() {
        Tensor output = array(2, 3, 4, 8);
        Tensor target = array(1, 5, 4, 5);
        DistanceLoss absolute = new DistanceLoss(new HostMemory(), Norm.L1, 2);
        assertThat(absolute.measure(output, target)).isCloseTo(3, within(1e-12));
        assertThat(arrayOf(absolute.gradient()).data().asDouble()).containsExactly(0.5, -0.5, 0, 0.5);
        DistanceLoss squared = new DistanceLoss(new HostMemory(), Norm.L2, 2);
        assertThat(squared.measure(output, target)).isCloseTo(7, within(1e-12));
        assertThat(arrayOf(squared.gradient()).data().asDouble()).containsExactly(1, -2, 0, 3);
        // Of another length.
        assertThat(squared.measure(array(1, 1), array(0, 0))).isCloseTo(2, within(1e-12));
        assertThat(arrayOf(squared.gradient()).data().asDouble()).containsExactly(2, 2);
    }

    @Test
    void labelsAreClasses() {
        LabelBatch labels = new LabelBatch(new HostMemory(), 3, 10);
        labels.set(new int[] {0, 9, 4});
        assertThat(arrayOf(labels.values()).data().asDouble()).containsExactly(0, 9, 4);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> labels.set(new int[] {0, 10, 4}))
                .withMessage("labels must be in 0..9, was 10");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> labels.set(new int[] {0, 1, -1}))
                .withMessage("labels must be in 0..9, was an example without one");
    }

    /** A scale multiplies normal numbers, and no coordinate is left out. */
    @Test
    void latentsFillTheirWholeBuffer() {
        for (Prior prior : Prior.values()) {
            float[] drawn = new float[30];
            new Latent(10, prior, 0.5).draw(FloatBuffer.wrap(drawn), new RandomStream(1));
            assertThat(drawn).as(prior.toString()).doesNotContain(0);
        }
        float[] unscaled = new float[30];
        float[] scaled = new float[30];
        new Latent(10, Prior.NORMAL, 1).draw(FloatBuffer.wrap(unscaled), new RandomStream(1));
        new Latent(10, Prior.NORMAL, 0.5).draw(FloatBuffer.wrap(scaled), new RandomStream(1));
        for (int i = 0; i < 30; i++) {
            assertThat(scaled[i]).isEqualTo(unscaled[i] / 2);
        }
    }

    private static Tensor array(float... values) {
        return HostTensor.over(Nd4j.createFromArray(values));
    }
}
