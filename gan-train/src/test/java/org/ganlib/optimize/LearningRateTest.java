package org.ganlib.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.spi.LearningRateSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearningRateTest {
    @Test
    void constantStays() {
        assertThat(new ConstantRate().factor(1_000_000)).isEqualTo(1);
    }

    @Test
    void exponentialShrinksToItsFloor() {
        LearningRateSchedule rate = new ExponentialRate(0, 0.5, 0.1);

        assertThat(rate.factor(2)).isEqualTo(0.25);
        assertThat(rate.factor(4)).isEqualTo(0.1);
    }

    @Test
    void exponentialStaysUntilItsStart() {
        LearningRateSchedule rate = new ExponentialRate(100, 0.5, 0.1);

        assertThat(rate.factor(100)).isEqualTo(1);
        assertThat(rate.factor(101)).isEqualTo(0.5);
        assertThat(rate.factor(104)).isEqualTo(0.1);
    }

    @Test
    void inverseTimeHalvesAfterOneOverItsDecay() {
        LearningRateSchedule rate = new InverseTimeRate(0.01);

        assertThat(rate.factor(100)).isEqualTo(0.5);
        assertThat(rate.factor(300)).isEqualTo(0.25);
    }

    @Test
    void linearIsAStraightLineBetweenTwoConstants() {
        LearningRateSchedule rate = new LinearRate(100, 200, 0.2);

        assertThat(rate.factor(0)).isEqualTo(1);
        assertThat(rate.factor(100)).isEqualTo(1);
        assertThat(rate.factor(150)).isEqualTo(0.8, offset(1e-15));
        assertThat(rate.factor(200)).isEqualTo(0.6, offset(1e-15));
        assertThat(rate.factor(300)).isEqualTo(0.2);
        assertThat(rate.factor(301)).isEqualTo(0.2);
    }

    /** Known answers from the formula in numpy. */
    @Test
    void cosineFallsAlongHalfACosineAfterItsWarmUp() {
        LearningRateSchedule rate = new CosineRate(100, 0.2, 20);

        assertThat(rate.factor(0)).isEqualTo(0.047619047619047616, offset(1e-15));
        assertThat(rate.factor(19)).isEqualTo(0.9523809523809523, offset(1e-15));
        assertThat(rate.factor(20)).isEqualTo(1);
        assertThat(rate.factor(45)).isEqualTo(0.8828427124746192, offset(1e-14));
        assertThat(rate.factor(70)).isEqualTo(0.6, offset(1e-14));
        assertThat(rate.factor(95)).isEqualTo(0.317157287525381, offset(1e-14));
        assertThat(rate.factor(119)).isEqualTo(0.20019737585370734, offset(1e-14));
        assertThat(rate.factor(120)).isEqualTo(0.2);
        assertThat(rate.factor(1L << 40)).isEqualTo(0.2);
    }

    @Test
    void stepDropsAfterEverySoMany() {
        LearningRateSchedule rate = new StepRate(10, 0.5);

        assertThat(rate.factor(9)).isEqualTo(1);
        assertThat(rate.factor(10)).isEqualTo(0.5);
        assertThat(rate.factor(39)).isEqualTo(0.125);
    }

    static List<PluginDescriptor<LearningRateSchedule>> all() {
        return PluginCatalog.load(LearningRateTest.class.getClassLoader(), List.of(LearningRateSchedule.class))
                .all(LearningRateSchedule.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyScheduleStartsAtOneAndNeitherGrowsNorVanishes(PluginDescriptor<LearningRateSchedule> plugin) {
        LearningRateSchedule rate = plugin.defaults();
        double previous = rate.factor(0);

        assertThat(previous).isEqualTo(1);
        for (long step = 1; step > 0; step *= 2) {
            assertThat(rate.factor(step)).isPositive().isLessThanOrEqualTo(previous);
            previous = rate.factor(step);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new ExponentialRate(-1, 1.1, 0))
                .withMessage(
                        "start: must be ≥ 0, was -1; gamma: must be in (0, 1], was 1.1; floor: must be in (0, 1], was 0");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new InverseTimeRate(-1))
                .withMessage("decay: must be ≥ 0 and finite, was -1");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new LinearRate(-1, 0, 2))
                .withMessage(
                        "start: must be ≥ 0, was -1; steps: must be ≥ 1, was 0; final-factor: must be in (0, 1], was 2");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new CosineRate(0, 0, -1))
                .withMessage("updates: must be ≥ 1, was 0; final-factor: must be in (0, 1], was 0;"
                        + " warm-up: must be ≥ 0, was -1");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new StepRate(0, -0.5))
                .withMessage("every: must be ≥ 1, was 0; factor: must be in (0, 1], was -0.5");
    }

    @Test
    void aFactorOfOneKeepsTheRate() {
        assertThat(new ExponentialRate(0, 1, 1).factor(1000)).isEqualTo(1);
        assertThat(new StepRate(10, 1).factor(1000)).isEqualTo(1);
    }
}
