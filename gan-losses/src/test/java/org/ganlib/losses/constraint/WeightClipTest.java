package org.ganlib.losses.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.losses.constraint.WeightClip.Moment;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.testkit.ConstraintContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

final class WeightClipTest implements ConstraintContract {
    @Override
    public CriticConstraint configured() {
        return new WeightClip(0.5, Moment.BEFORE_STEP, false);
    }

    /** The same laws for clipping after the update, as published. */
    @Nested
    final class AfterTheUpdate implements ConstraintContract {
        @Override
        public CriticConstraint constraint() {
            return new WeightClip(0.5, Moment.AFTER_UPDATE, true);
        }

        @Override
        public CriticConstraint configured() {
            return new WeightClip(0.5, Moment.BEFORE_STEP, false);
        }
    }

    @Test
    void clipsEveryParameterButNoStatistic() {
        ParametersOnly critic = critic(
                DataType.FLOAT,
                part(Kind.WEIGHT, 3, -3, 0.25),
                part(Kind.BIAS, 0.75),
                part(Kind.NORMALISATION, 2),
                part(Kind.STATISTIC, 4, -4),
                part(Kind.WEIGHT, -5));

        update(new WeightClip(0.5, Moment.AFTER_UPDATE, true), critic);

        assertThat(arrayOf(critic.parameters()).toDoubleVector())
                .containsExactly(0.5, -0.5, 0.25, 0.5, 0.5, 4, -4, -0.5);
    }

    @Test
    void leavesNormalisationAloneWhenAskedTo() {
        ParametersOnly critic = critic(
                DataType.FLOAT,
                part(Kind.NORMALISATION, 9),
                part(Kind.WEIGHT, 3),
                part(Kind.NORMALISATION, -2),
                part(Kind.STATISTIC, 4));

        update(new WeightClip(0.5, Moment.AFTER_UPDATE, false), critic);

        assertThat(arrayOf(critic.parameters()).toDoubleVector()).containsExactly(9, 0.5, -2, 4);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void worksInEitherPrecision(DataType precision) {
        ParametersOnly critic = critic(precision, part(Kind.WEIGHT, 0.02, -0.02, 0.01, 0.005));
        WeightClip clip = new WeightClip();

        update(clip, critic);

        assertThat(arrayOf(critic.parameters()).toFloatVector()).containsExactly(0.01f, -0.01f, 0.01f, 0.005f);
        assertThat(saturation(clip, critic)).containsExactly(Map.entry("constraint/saturation", 0.75));
    }

    @Test
    void doesNotHideThatParametersAreNoNumbersAnyMore() {
        ParametersOnly critic = critic(
                DataType.FLOAT, part(Kind.WEIGHT, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));

        update(new WeightClip(0.5, Moment.AFTER_UPDATE, true), critic);

        assertThat(arrayOf(critic.parameters()).toDoubleVector()).containsExactly(Double.NaN, 0.5, -0.5);
    }

    @Test
    void clipsAfterTheUpdateByDefault() {
        ParameterLayout layout = critic(DataType.FLOAT, part(Kind.WEIGHT, 3)).layout();
        WeightClip clip = new WeightClip();

        assertThat(clip.ruleBeforeStep(layout)).isEmpty();
        assertThat(clip.ruleAfterUpdate(layout)).isPresent();
    }

    @Test
    void clipsBeforeTheStepWhenAskedTo() {
        ParametersOnly critic = critic(DataType.FLOAT, part(Kind.WEIGHT, 3));
        WeightClip clip = new WeightClip(0.5, Moment.BEFORE_STEP, true);

        assertThat(clip.ruleAfterUpdate(critic.layout())).isEmpty();
        new ParameterSlabs().apply(clip.ruleBeforeStep(critic.layout()).orElseThrow(), critic.parameters());
        assertThat(arrayOf(critic.parameters()).getDouble(0)).isEqualTo(0.5);
    }

    @Test
    void clipsAcrossSlabs() {
        int length = ParameterSlabs.LENGTH;
        double[] large = new double[length];
        Arrays.fill(large, -2);
        ParametersOnly critic =
                critic(DataType.FLOAT, part(Kind.WEIGHT, large), part(Kind.STATISTIC, 4), part(Kind.WEIGHT, large));

        update(new WeightClip(0.5, Moment.AFTER_UPDATE, true), critic);

        double[] clipped = arrayOf(critic.parameters()).toDoubleVector();
        for (int i = 0; i < clipped.length; i++) {
            assertThat(clipped[i]).as("parameter %d", i).isEqualTo(i == length ? 4 : -0.5);
        }
    }

    @Test
    void saturationCountsWhatMayBeClippedAlone() {
        ParametersOnly critic = critic(
                DataType.FLOAT,
                part(Kind.WEIGHT, 0.5, -0.5, 0.25),
                part(Kind.NORMALISATION, 0.5),
                part(Kind.STATISTIC, 0.5),
                part(Kind.BIAS, 0));

        assertThat(saturation(new WeightClip(0.5, Moment.AFTER_UPDATE, false), critic))
                .containsExactly(Map.entry("constraint/saturation", 0.5));
        assertThat(saturation(new WeightClip(0.5, Moment.AFTER_UPDATE, true), critic))
                .containsExactly(Map.entry("constraint/saturation", 0.6));
    }

    @Test
    void reportsNothingForACriticWithNothingToClip() {
        ParametersOnly critic = critic(DataType.FLOAT, part(Kind.STATISTIC, 1, 2));

        assertThat(saturation(new WeightClip(), critic)).isEmpty();
    }

    @Test
    void everyBrokenRuleIsReported() {
        assertThatThrownBy(() -> new WeightClip(0, null, true))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("limit: must be > 0, was 0; when: is missing. Choose after-update or before-step");
    }

    private static void update(WeightClip clip, ParametersOnly critic) {
        new ParameterSlabs().apply(clip.ruleAfterUpdate(critic.layout()).orElseThrow(), critic.parameters());
    }

    private static Map<String, Double> saturation(WeightClip clip, ParametersOnly critic) {
        Map<String, Double> measured = new LinkedHashMap<>();
        clip.measure(critic, measured::put);
        return measured;
    }

    private static Part part(Kind kind, double... values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return new Part(kind, list);
    }

    private static ParametersOnly critic(DataType precision, Part... parts) {
        List<Segment> segments = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Part part : parts) {
            segments.add(new Segment(
                    "layer-" + segments.size(), values.size(), part.values().size(), part.kind()));
            values.addAll(part.values());
        }
        double[] flat = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new ParametersOnly(
                new ParameterLayout(segments),
                Nd4j.createFromArray(flat).reshape(1, flat.length).castTo(precision));
    }

    private record Part(Kind kind, List<Double> values) {}
}
