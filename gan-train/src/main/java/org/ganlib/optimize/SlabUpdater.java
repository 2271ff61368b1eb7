package org.ganlib.optimize;

import java.util.function.LongToDoubleFunction;
import org.ganlib.network.GradientSource;
import org.ganlib.network.HostArrays;
import org.ganlib.network.HostView;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.network.SlabVector;
import org.ganlib.spi.ParameterUpdater;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Applies an update rule slab by slab: weight decay, the move, and whatever is to be done afterwards, in one pass over memory. What the rule
 * keeps stays on the heap; parameters and gradients are copied from native memory and parameters back.
 */
final class SlabUpdater implements ParameterUpdater {
    private final UpdateRule rule;
    private final LongToDoubleFunction learningRate;
    private final WeightDecay decay;
    private final DataType precision;
    private final long length;
    private final SlabVector first;
    private final SlabVector second;
    private final HostView host = new HostView();
    private final float[] floatParameters;
    private final float[] floatGradients;
    private final double[] doubleParameters;
    private final double[] doubleGradients;

    SlabUpdater(
            UpdateRule rule,
            LongToDoubleFunction learningRate,
            double weightDecay,
            ParameterLayout layout,
            DataType precision) {
        this.rule = rule;
        this.learningRate = learningRate;
        this.precision = precision;
        decay = new WeightDecay(weightDecay, layout);
        length = layout.length();
        first = rule.kept() > 0 ? new SlabVector(precision, length) : null;
        second = rule.kept() > 1 ? new SlabVector(precision, length) : null;
        int floats = precision == DataType.DOUBLE ? 0 : ParameterSlabs.LENGTH;
        int doubles = ParameterSlabs.LENGTH - floats;
        floatParameters = new float[floats];
        floatGradients = new float[floats];
        doubleParameters = new double[doubles];
        doubleGradients = new double[doubles];
    }

    @Override
    public void update(INDArray parameters, INDArray gradients, long step, ParameterRule afterwards) {
        update(parameters, (GradientSource) () -> gradients, step, afterwards);
    }

    @Override
    public void update(INDArray parameters, GradientSource source, long step, ParameterRule afterwards) {
        rule.begin(learningRate(step), step);
        for (long start = 0; start < length; start += ParameterSlabs.LENGTH) {
            int count = (int) Math.min(ParameterSlabs.LENGTH, length - start);
            if (precision == DataType.DOUBLE) {
                updateDoubles(parameters, source, start, count, afterwards);
            } else {
                updateFloats(parameters, source, start, count, afterwards);
            }
        }
        HostArrays.written(parameters);
    }

    private void updateFloats(
            INDArray parameters, GradientSource gradients, long start, int count, ParameterRule afterwards) {
        host.load(parameters, start, floatParameters, count);
        gradients.load(host, start, floatGradients, count);
        decay.addTo(floatGradients, floatParameters, count, start);
        rule.move(
                floatParameters,
                floatGradients,
                first == null ? null : first.floats(start),
                second == null ? null : second.floats(start),
                count);
        afterwards.apply(floatParameters, count, start);
        host.store(floatParameters, count, parameters, start);
    }

    private void updateDoubles(
            INDArray parameters, GradientSource gradients, long start, int count, ParameterRule afterwards) {
        host.load(parameters, start, doubleParameters, count);
        gradients.load(host, start, doubleGradients, count);
        decay.addTo(doubleGradients, doubleParameters, count, start);
        rule.move(
                doubleParameters,
                doubleGradients,
                first == null ? null : first.doubles(start),
                second == null ? null : second.doubles(start),
                count);
        afterwards.apply(doubleParameters, count, start);
        host.store(doubleParameters, count, parameters, start);
    }

    /** What is kept first for all parameters, then what is kept second. */
    @Override
    public INDArray state() {
        if (first == null) {
            return null;
        }
        INDArray state = Nd4j.create(precision, 1, rule.kept() * length);
        first.copyTo(state, 0);
        if (second != null) {
            second.copyTo(state, length);
        }
        return state;
    }

    @Override
    public void restore(INDArray state) {
        first.copyFrom(state, 0);
        if (second != null) {
            second.copyFrom(state, length);
        }
    }

    @Override
    public double learningRate(long step) {
        return learningRate.applyAsDouble(step);
    }
}
