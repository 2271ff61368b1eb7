package org.ganlib.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;

final class Gaussian1dTest {
    private static final int COUNT = 100_000;
    /** Statistics of the fixed draws below must lie within this many standard errors. */
    private static final double STANDARD_ERRORS = 4;

    private static Dataset open(Split split) {
        return new Gaussian1d().open(new DataLocation(List.of(Path.of("data"))), split);
    }

    @Test
    void theDefaultIsTheMixtureOfTheUnivariateExperiment() {
        try (Dataset data = open(Split.TRAINING)) {
            assertComponent(data.read(0, COUNT), 0, 0.33, -1, Math.sqrt(0.065));
            assertComponent(data.read(0, COUNT), 1, 0.67, 2, Math.sqrt(2));
        }
    }

    @Test
    void whatIsTrainedOnHasTheSameDistributionAsWhatIsRead() {
        try (Dataset data = open(Split.TRAINING)) {
            Batch batch = new Batch(COUNT, data.info().shape());
            data.stream(new RandomStream(3)).next(batch);
            float[] values = new float[COUNT];
            batch.toFill().get(values);
            Examples drawn = new Examples(data.info().shape(), values, batch.labels());
            assertComponent(drawn, 0, 0.33, -1, Math.sqrt(0.065));
            assertComponent(drawn, 1, 0.67, 2, Math.sqrt(2));
        }
    }

    @Test
    void theSplitsShareNoExample() {
        try (Dataset training = open(Split.TRAINING);
                Dataset heldOut = open(Split.HELD_OUT)) {
            float[] one = training.read(0, 5000).values();
            float[] other = heldOut.read(0, 5000).values();
            Arrays.sort(other);
            long shared = 0;
            for (float value : one) {
                shared += Arrays.binarySearch(other, value) >= 0 ? 1 : 0;
            }
            assertThat(shared).as("values in both splits").isLessThan(50);
        }
    }

    @Test
    void readsFarIntoTheEndlessDraws() {
        try (Dataset data = open(Split.TRAINING)) {
            int last = Integer.MAX_VALUE - 1;
            assertThat(data.read(last - 300, 301).values()[300])
                    .isEqualTo(data.read(last, 1).values()[0]);
            assertThatThrownBy(() -> data.read(last, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> data.read(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void refusesWhatIsNoMixture() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Gaussian1d(List.of(0.5, 0.4), List.of(0.0), List.of(1.0, -1.0)))
                .withMessageContaining("weights: must add up to 1, were [0.5, 0.4], together 0.9")
                .withMessageContaining("means: must be as many as the weights (2), were 1")
                .withMessageContaining("deviations: must all be > 0, were [1, -1]");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Gaussian1d(List.of(), List.of(), List.of()))
                .withMessage("weights: must not be empty");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Gaussian1d(List.of(1.0), List.of(Double.NaN), List.of(1.0)))
                .withMessage("means: must all be finite, were [.nan]");
    }

    private static void assertComponent(Examples drawn, int label, double weight, double mean, double deviation) {
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < drawn.count(); i++) {
            if (drawn.labels()[i] == label) {
                double centred = drawn.values()[i] - mean;
                count++;
                sum += centred;
                squares += centred * centred;
            }
        }
        assertThat(count / drawn.count())
                .as("share of component %s", label)
                .isCloseTo(weight, within(STANDARD_ERRORS * Math.sqrt(weight * (1 - weight) / drawn.count())));
        assertThat(mean + sum / count)
                .as("mean of component %s", label)
                .isCloseTo(mean, within(STANDARD_ERRORS * deviation / Math.sqrt(count)));
        assertThat(Math.sqrt(squares / count))
                .as("deviation of component %s", label)
                .isCloseTo(deviation, within(STANDARD_ERRORS * deviation / Math.sqrt(2 * count)));
    }
}
