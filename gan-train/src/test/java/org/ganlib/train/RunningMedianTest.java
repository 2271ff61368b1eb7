package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningMedianTest {
    @Test
    void hasNoValueBeforeTheFirstNumber() {
        assertThat(new RunningMedian(3).value()).isNaN();
    }

    @Test
    void coversWhatThereIsUntilTheWindowIsFull() {
        RunningMedian median = new RunningMedian(3);

        median.add(5);
        assertThat(median.value()).isEqualTo(5);
        median.add(1);
        assertThat(median.value()).isEqualTo(3);
        median.add(2);
        assertThat(median.value()).isEqualTo(2);
        median.add(9);
        assertThat(median.value()).as("of 1, 2, 9").isEqualTo(2);
        median.add(8);
        assertThat(median.value()).as("of 2, 9, 8").isEqualTo(8);
    }

    @Test
    void agreesWithSortingTheWindow() {
        long seed = 11;
        Random random = new Random(seed);
        for (int window : new int[] {1, 2, 101}) {
            RunningMedian median = new RunningMedian(window);
            double[] numbers = new double[400];
            for (int i = 0; i < numbers.length; i++) {
                // Few different numbers, zeros of both signs among them: ties must not confuse it.
                numbers[i] = (random.nextInt(9) - 4) * 0.5 * (random.nextBoolean() ? 1 : -1);
                median.add(numbers[i]);
                double[] last = Arrays.copyOfRange(numbers, Math.max(0, i + 1 - window), i + 1);
                Arrays.sort(last);
                double expected = (last[(last.length - 1) / 2] + last[last.length / 2]) / 2;
                assertThat(median.value())
                        .as("seed %d, window %d, number %d", seed, window, i)
                        .isCloseTo(expected, within(0.0));
            }
        }
    }

    @Test
    void oneOutlierDoesNotMoveIt() {
        RunningMedian median = new RunningMedian(101);
        for (int i = 0; i < 101; i++) {
            median.add(1);
        }

        median.add(1e9);

        assertThat(median.value()).isEqualTo(1);
    }

    @Test
    void aNewMedianGivenTheWindowGoesOnLikeTheOld() {
        for (int before : new int[] {0, 3, 5, 6, 13}) {
            RunningMedian old = new RunningMedian(5);
            for (int i = 0; i < before; i++) {
                old.add(Math.sin(i));
            }
            RunningMedian restored = new RunningMedian(5);
            old.window().forEach(restored::add);
            for (int i = 0; i < 12; i++) {
                old.add(Math.cos(i));
                restored.add(Math.cos(i));
                assertThat(restored.value()).isEqualTo(old.value());
            }
        }
    }
}
