package org.ganlib.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.plugin.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The decay of AdamW, which the update plan carries out. */
final class AdamWTest {
    /**
     * Three updates of two weights, a bias and a weight without a gradient, by PyTorch's formula
     * (torch.optim.AdamW of version 2, one tensor at a time) in numpy: η = 0.1, halved at each
     * update, β = (0.9, 0.99), ε = 0.01, λ = 0.2, which the bias does not have.
     */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void threeUpdatesAreThoseOfPyTorch(DataType precision) {
        ParameterLayout layout = new ParameterLayout(List.of(
                new ParameterLayout.Segment("a/W", 0, 2, ParameterLayout.Kind.WEIGHT),
                new ParameterLayout.Segment("a/b", 2, 1, ParameterLayout.Kind.BIAS),
                new ParameterLayout.Segment("b/W", 3, 1, ParameterLayout.Kind.WEIGHT)));
        double[][] gradients = {{0.3, -1.2, 0.7, 0}, {-0.1, 0.4, 2, 0}, {0.05, -0.6, -0.3, 0}};
        double[][] expected = {
            {0.8832258064516129, -1.8608264462809916, 0.4014084507042254, 2.94},
            {0.8552061063113956, -1.8223930201530028, 0.3556122579736122, 2.9106},
            {0.8412794405973983, -1.799579991978347, 0.34029668078235203, 2.896047}
        };
        AdamW optimizer = new AdamW(0.1, 0.9, 0.99, 1e-2, 0.2, new StepRate(1, 0.5));
        Updates updates = new Updates(optimizer, layout, precision);
        INDArray parameters = vector(precision, 1, -2, 0.5, 3);
        for (int step = 0; step < gradients.length; step++) {
            updates.update(parameters, vector(precision, gradients[step]), step, ParameterRule.NONE);
            assertThat(parameters.toDoubleVector())
                    .as("after update %d", step + 1)
                    .containsExactly(expected[step], offset(precision == DataType.DOUBLE ? 1e-14 : 1e-6));
        }
    }

    /** Weights alone shrink, wherever the slabs of a long vector end. */
    @Test
    void whatIsNoWeightDoesNotShrink() {
        int slab = ParameterSlabs.LENGTH;
        ParameterLayout layout = new ParameterLayout(List.of(
                new ParameterLayout.Segment("a/W", 0, slab + 3, ParameterLayout.Kind.WEIGHT),
                new ParameterLayout.Segment("n/gamma", slab + 3, 2, ParameterLayout.Kind.NORMALISATION),
                new ParameterLayout.Segment("n/mean", slab + 5, 4, ParameterLayout.Kind.STATISTIC),
                new ParameterLayout.Segment("b/W", slab + 9, slab, ParameterLayout.Kind.WEIGHT)));
        int length = (int) layout.length();
        AdamW optimizer = new AdamW(0.5, 0.9, 0.99, 1e-8, 0.25, new ConstantRate());
        INDArray parameters = Nd4j.ones(DataType.DOUBLE, 1, length);
        new Updates(optimizer, layout, DataType.DOUBLE)
                .update(parameters, Nd4j.zeros(DataType.DOUBLE, 1, length), 0, ParameterRule.NONE);
        for (int i = 0; i < length; i++) {
            boolean weight = layout.at(i).kind() == ParameterLayout.Kind.WEIGHT;
            assertThat(parameters.getDouble(i)).as("parameter %d", i).isEqualTo(weight ? 0.875 : 1);
        }
    }

    @Test
    void brokenRulesAreReportedTogether() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new AdamW(0, 1, -0.1, 0, -1, new ConstantRate()))
                .withMessage("learning-rate: must be > 0, was 0; beta1: must be in [0, 1), was 1;"
                        + " beta2: must be in [0, 1), was -0.1; epsilon: must be > 0, was 0;"
                        + " weight-decay: must be ≥ 0 and finite, was -1");
    }

    private static INDArray vector(DataType precision, double... values) {
        return Nd4j.createFromArray(values).castTo(precision).reshape(1, values.length);
    }
}
