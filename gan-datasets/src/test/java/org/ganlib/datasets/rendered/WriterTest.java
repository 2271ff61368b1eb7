package org.ganlib.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.AffineTransform;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;

/**
 * The map of a writer is a stretch, a slant, a rotation and a shift, in this order. Each of its six
 * numbers has the standard deviation that {@link Writer} states. No font is needed.
 */
final class WriterTest {
    private static final int WRITERS = 4000;

    @Test
    void withoutJitterTheFontIsWrittenAsItIs() {
        Writer writer = Writer.draw(null, 0, new RandomStream(1));
        assertThat(writer.hand()).isEqualTo(new AffineTransform());
        assertThat(writer.weight()).isZero();
    }

    /**
     * Standard deviations of 4,000 normal numbers are 4.5 % apart from the right one with a
     * probability of 6·10⁻⁵; a changed factor is found if it differs by more than 9 %.
     */
    @Test
    void deviationsAreTheStatedOnes() {
        for (double jitter : new double[] {0.5, 1}) {
            double[][] found = new double[7][WRITERS];
            RandomStream random = new RandomStream(7);
            for (int w = 0; w < WRITERS; w++) {
                Writer writer = Writer.draw(null, jitter, random);
                AffineTransform hand = writer.hand();
                double angle = Math.atan2(hand.getShearY(), hand.getScaleX());
                // Without the rotation, the map is (a, s·b; 0, b).
                AffineTransform upright = AffineTransform.getRotateInstance(-angle);
                upright.concatenate(new AffineTransform(
                        hand.getScaleX(), hand.getShearY(), hand.getShearX(), hand.getScaleY(), 0, 0));
                double[] numbers = {
                    hand.getTranslateX(),
                    hand.getTranslateY(),
                    angle,
                    upright.getShearX() / upright.getScaleY(),
                    Math.log(upright.getScaleX()),
                    Math.log(upright.getScaleY()),
                    writer.weight()
                };
                for (int k = 0; k < numbers.length; k++) {
                    found[k][w] = numbers[k];
                }
            }
            double[] deviations = {0.02, 0.02, Math.toRadians(3), 0.1, 0.06, 0.06};
            for (int k = 0; k < deviations.length; k++) {
                double expected = jitter * deviations[k];
                assertThat(mean(found[k])).as("mean %s", k).isCloseTo(0, within(4 * expected / Math.sqrt(WRITERS)));
                assertThat(deviation(found[k])).as("deviation %s", k).isCloseTo(expected, within(0.045 * expected));
            }
            // Uniform from 0 to 0.04: the standard deviation is 0.04/√12.
            double[] weights = found[6];
            double thickest = jitter * 0.04;
            double deviation = thickest / Math.sqrt(12);
            assertThat(mean(weights)).isCloseTo(thickest / 2, within(4 * deviation / Math.sqrt(WRITERS)));
            assertThat(deviation(weights)).isCloseTo(deviation, within(0.045 * deviation));
            for (double weight : weights) {
                assertThat(weight).isBetween(0.0, thickest);
            }
        }
    }

    private static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double... values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
