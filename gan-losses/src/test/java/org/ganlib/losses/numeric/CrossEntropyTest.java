package org.ganlib.losses.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cross-entropy of a label, one score at a time and in batches. */
final class CrossEntropyTest {
    private static final MathContext DIGITS = new MathContext(40);

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 0x1p-20, 0x1p-40, 0x1p-53, 0x1p-60, 0.7, 0.1, 1e-5, 1e-12})
    void logarithmKeepsItsDigits(double z) {
        // The series in s = z/(2 + z): log(1 + z) = 2(s + s³/3 + s⁵/5 + …).
        BigDecimal exact = new BigDecimal(z);
        BigDecimal s = exact.divide(exact.add(BigDecimal.valueOf(2)), DIGITS);
        BigDecimal power = s;
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 1; k < 100; k += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
            power = power.multiply(s, DIGITS).multiply(s, DIGITS);
        }
        double expected = 2 * sum.doubleValue();
        assertThat(Softplus.logOfOnePlus(z)).isEqualTo(expected, within(2 * Math.ulp(expected)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 0.9, 0.5})
    void itIsMadeOfSoftplusAndLogistic(double label) {
        CrossEntropy loss = new CrossEntropy(label);
        for (double v : new double[] {0, -0.0, 1e-9, -1e-9, 1, -1, 30, -30, 700, -700, 1e4, -1e4}) {
            double value = label * Softplus.of(-v) + (1 - label) * Softplus.of(v);
            double slope = (1 - label) * Logistic.of(v) - label * Logistic.of(-v);
            assertThat(loss.value(v)).as("value at %s", v).isEqualTo(value, within(4 * Math.ulp(value)));
            assertThat(loss.derivative(v)).as("slope at %s", v).isEqualTo(slope, within(1e-16));
        }
    }

    @Test
    void aBatchIsTheMeanOfItsScores() {
        RandomStream random = new RandomStream(1);
        double[] scores = new double[257];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 5 * random.nextNormal();
        }
        CrossEntropy loss = new CrossEntropy(0.9);
        double[] gradient = new double[scores.length];
        double sum = 0;
        double mean = loss.mean(scores, gradient);
        for (int i = 0; i < scores.length; i++) {
            sum += loss.value(scores[i]);
            assertThat(gradient[i]).isEqualTo(loss.derivative(scores[i]) / scores.length);
        }
        assertThat(mean).isEqualTo(sum / scores.length);
    }
}
