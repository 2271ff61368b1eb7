package org.ganlib.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageAugmentationTest {
    /** The published strengths. */
    private static final ImageAugmentation ALL = new ImageAugmentation(0.125, 0.5, 0.5, 1, 0.5, 1, 0, 500_000);

    private static final ImageAugmentation ADAPTIVE = new ImageAugmentation(0.125, 0, 0, 0, 0, 0.8, 0.6, 1000);

    @Test
    void isOffByDefault() {
        assertThat(new ImageAugmentation()).isEqualTo(ImageAugmentation.NONE);
        assertThat(ImageAugmentation.NONE.isNone()).isTrue();
        assertThat(new ImageAugmentation(0.1, 0, 0, 0, 0, 0, 0, 1).isNone()).isTrue();
        assertThat(ALL.isNone()).isFalse();
        assertThat(ALL.isAdaptive()).isFalse();
        assertThat(ADAPTIVE.isAdaptive()).isTrue();
    }

    /** Every draw lies in its range, the ends of the whole numbers occur, and the means fit. */
    @Test
    void drawsFromThePublishedRanges() {
        int count = 4000;
        ImageChanges changes = ALL.changes(TensorShape.of(3, 32, 16), ValueRange.SIGNED, count);
        assertThat(changes.filling()).isZero();
        assertThat(changes.cutHeight()).isEqualTo(16);
        assertThat(changes.cutWidth()).isEqualTo(8);
        ALL.draw(1, new RandomStream(5), changes);
        double[][] ranges = {{-0.5, 0.5}, {0, 2}, {0.5, 1.5}, {-4, 4}, {-2, 2}, {-8, 24}, {-4, 12}};
        for (int k = 0; k < ranges.length; k++) {
            double[] drawn = drawn(changes, k);
            double low = ranges[k][0];
            double high = ranges[k][1];
            double spread = high - low;
            double[] sorted = Arrays.stream(drawn).sorted().toArray();
            double slack = k < 3 ? 0.01 * spread : 0;
            assertThat(sorted[0]).isBetween(low, low + slack);
            assertThat(sorted[count - 1]).isBetween(high - slack, high);
            // Five standard errors of a uniform number.
            assertThat(Arrays.stream(drawn).average().orElseThrow())
                    .as("mean of number %d", k)
                    .isCloseTo((low + high) / 2, within(5 * spread / Math.sqrt(10.0 * count)));
        }
    }

    @Test
    void theCentreOfAnOddPartIsAnyPixel() {
        ImageAugmentation cutout = new ImageAugmentation(0, 0.5, 0, 0, 0, 1, 0, 1);
        ImageChanges changes = cutout.changes(TensorShape.of(1, 6, 6), ValueRange.UNIT, 500);
        assertThat(changes.filling()).isEqualTo(0.5);
        assertThat(changes.cutHeight()).isEqualTo(3);
        cutout.draw(1, new RandomStream(5), changes);
        double[] tops = Arrays.stream(drawn(changes, ImageChanges.TOP))
                .distinct()
                .sorted()
                .toArray();
        assertThat(tops).containsExactly(-1, 0, 1, 2, 3, 4);
    }

    @Test
    void eachKindOfChangeHappensWithTheProbability() {
        int count = 5000;
        ImageChanges changes = ALL.changes(TensorShape.of(3, 32, 32), ValueRange.SIGNED, count);
        ALL.draw(0.3, new RandomStream(6), changes);
        double[] still = {0, 1, 1};
        for (int k = 0; k < still.length; k++) {
            double unchanged = still[k];
            double share =
                    Arrays.stream(drawn(changes, k)).filter(x -> x != unchanged).count() / (double) count;
            assertThat(share).isCloseTo(0.3, within(5 * Math.sqrt(0.21 / count)));
        }
        double cut = Arrays.stream(drawn(changes, ImageChanges.TOP))
                        .filter(top -> top != 32)
                        .count()
                / (double) count;
        assertThat(cut).isCloseTo(0.3, within(5 * Math.sqrt(0.21 / count)));
    }

    @Test
    void theProbabilityFollowsTheOverfitting() {
        AugmentationOfRun augmentation = AugmentationOfRun.of(ADAPTIVE, images(1), new Signed());
        assertThat(augmentation.probability()).isZero();
        Map<String, Double> measured = new HashMap<>();
        // Of ten scores nine lie above the balanced one, 3: r = 0.8.
        double[] sure = {4, 4, 4, 4, 4, 4, 4, 4, 4, 2};
        for (int i = 0; i < 3; i++) {
            augmentation.observe(sure, sure.length, measured::put);
        }
        assertThat(measured).isEmpty();
        augmentation.observe(sure, sure.length, measured::put);
        assertThat(measured)
                .containsEntry("augmentation/overfitting", 0.8)
                .containsEntry("augmentation/probability", 0.04);
        for (int i = 0; i < 100; i++) {
            augmentation.observe(sure, sure.length, measured::put);
        }
        assertThat(augmentation.probability()).as("the largest").isEqualTo(0.8);
        for (int i = 0; i < 4; i++) {
            augmentation.observe(new double[] {3, 2, 4, 2, 4}, 5, measured::put);
        }
        assertThat(measured.get("augmentation/overfitting")).isZero();
        assertThat(augmentation.probability()).isCloseTo(0.78, within(1e-12));
    }

    /** A pack of three examples has one score, but counts as three examples. */
    @Test
    void packsCountAsTheirExamples() {
        AugmentationOfRun augmentation = AugmentationOfRun.of(ADAPTIVE, images(1), new Signed());
        for (int i = 0; i < 4; i++) {
            augmentation.observe(new double[] {4, 4}, 6, (name, value) -> {});
        }
        assertThat(augmentation.probability()).isEqualTo(0.024);
    }

    @Test
    void aRestoredStateGoesOn() {
        AugmentationOfRun one = AugmentationOfRun.of(ADAPTIVE, images(1), new Signed());
        AugmentationOfRun other = AugmentationOfRun.of(ADAPTIVE, images(1), new Signed());
        RandomStream random = new RandomStream(2);
        for (int i = 0; i < 7; i++) {
            one.observe(new double[] {3 + random.nextNormal(), 4}, 2, (name, value) -> {});
        }
        other.restore(one.state());
        for (int i = 0; i < 9; i++) {
            double[] scores = {3 + random.nextNormal(), 4};
            one.observe(scores, 2, (name, value) -> {});
            other.observe(scores, 2, (name, value) -> {});
            assertThat(other.state()).isEqualTo(one.state());
        }
        assertThat(AugmentationOfRun.NONE.state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "probability, 0.9, 'probability must be in [0, 0.8], was 0.9'",
        "probability, x, 'probability is no number: x'",
        "scores, 1, 'signs of 2.0 do not fit scores of 1.0'",
        "examples, 1, 'examples of 1.0 do not fit scores of 2.0'",
        "minibatches, 4, 'minibatches must be below 4, was 4.0'",
    })
    void refusesAStateOfAnother(String name, String value, String message) {
        AugmentationOfRun augmentation = AugmentationOfRun.of(ADAPTIVE, images(1), new Signed());
        augmentation.observe(new double[] {4, 4}, 2, (n, v) -> {});
        Map<String, String> state = new HashMap<>(augmentation.state());
        state.put(name, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> augmentation.restore(state))
                .withMessage(message);
        state.remove(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> augmentation.restore(state))
                .withMessage("it lacks " + name);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AugmentationOfRun.of(ALL, images(3), new Signed()).restore(state))
                .withMessage("the checkpoint adapts the probability, but train.augmentation has no target");
    }

    @Test
    void refusesDataAndDivergencesThatItCannotServe() {
        DatasetInfo points = info(TensorShape.of(2));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AugmentationOfRun.of(ALL, points, new Signed()))
                .withMessageContaining("train.augmentation: changes images, but an example of dataset data is 2");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AugmentationOfRun.of(ALL, images(1), new Signed()))
                .withMessageContaining("train.augmentation.saturation: changes nothing in images of one channel");
        Divergence differences = new Signed() {
            @Override
            public OptionalDouble balancedScore() {
                return OptionalDouble.empty();
            }
        };
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AugmentationOfRun.of(ADAPTIVE, images(1), differences))
                .withMessageContaining("train.augmentation.target: needs a divergence with a score");
        ImageAugmentation tiny = new ImageAugmentation(0.06, 0.06, 0, 0, 0, 1, 0, 1);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AugmentationOfRun.of(tiny, images(1), differences))
                .withMessageContaining("train.augmentation.translation: 0.06 of 8 pixels is less than half a pixel.")
                .withMessageContaining("train.augmentation.cutout: 0.06 of 8 pixels is less than half a pixel.");
        assertThat(AugmentationOfRun.of(ALL, images(3), differences).probability())
                .isEqualTo(1);
        assertThat(AugmentationOfRun.of(ImageAugmentation.NONE, points, differences))
                .isSameAs(AugmentationOfRun.NONE);
    }

    @Test
    void refusesSettingsOutOfTheirRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new ImageAugmentation(1.1, -0.1, -1, 2, Double.NaN, 1.5, -1, 0))
                .withMessageContaining("translation")
                .withMessageContaining("cutout")
                .withMessageContaining("brightness")
                .withMessageContaining("saturation")
                .withMessageContaining("contrast")
                .withMessageContaining("probability")
                .withMessageContaining("target")
                .withMessageContaining("adapt-over");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new ImageAugmentation(0, 0, 0, 0, 0, 1, 0.6, 1))
                .withMessageContaining("target: needs a change that it can adapt");
    }

    @Test
    void aScoreThatIsNotANumberSaysNothing() {
        AugmentationOfRun augmentation = AugmentationOfRun.of(ADAPTIVE, images(1), new Signed());
        for (int i = 0; i < 8; i++) {
            augmentation.observe(new double[] {i == 0 ? Double.NaN : 4}, 1, (name, value) -> {});
        }
        assertThat(augmentation.probability()).isEqualTo(0.004);
    }

    private static double[] drawn(ImageChanges changes, int number) {
        double[] drawn = new double[changes.count()];
        Arrays.setAll(drawn, i -> changes.numbers()[i * ImageChanges.PER_IMAGE + number]);
        return drawn;
    }

    private static DatasetInfo images(int channels) {
        return info(TensorShape.of(channels, 8, 8));
    }

    private static DatasetInfo info(TensorShape shape) {
        return new DatasetInfo(
                "data", shape, ValueRange.SIGNED, OptionalInt.empty(), List.of(), "none", "none", "data");
    }

    /** A divergence whose balanced score is 3. */
    private static class Signed implements Divergence {
        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(0, 0);
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            loss.setValues(0, 0);
        }

        @Override
        public OptionalDouble balancedScore() {
            return OptionalDouble.of(3);
        }
    }
}
