package org.ganlib.network;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * All that one update does to a network's parameters, in this order: weight decay is added to the
 * gradients, decoupled weight decay is taken from the parameters, the optimizer's rule updates
 * them, and the rules that come afterwards see the result: clipping, averaging, the check for
 * numbers that are not finite. The plan belongs to the trainer, so that no optimizer can leave a
 * part of it out; engines carry it out ({@link Network#apply}).
 *
 * <p>This class carries a plan out on the host, slab by slab: parameters and gradients are copied
 * from native memory to arrays that stay in the processor's first cache, and parameters back. It
 * allocates nothing after its construction. Used by one thread.
 */
public final class UpdatePlan implements AutoCloseable {
    private final UpdateRule rule;
    private final WeightDecay decay;
    private final WeightDecay decoupledDecay;
    private final DataType precision;
    private final long length;
    private final SlabVector[] state;
    private final float[][] floatState;
    private final double[][] doubleState;
    private final float[] floatParameters;
    private final float[] floatGradients;
    private final double[] doubleParameters;
    private final double[] doubleGradients;
    private ParameterRule afterwards = ParameterRule.NONE;
    /** The learning rate of the update that was prepared last. */
    private double learningRate;
    /** The rule on whole vectors; empty if it has no such form. */
    private final Optional<VectorUpdate> vectorUpdate;
    /** The form on whole vectors of each rule that came afterwards so far. */
    private final IdentityHashMap<ParameterRule, Optional<VectorRule>> vectorRules = new IdentityHashMap<>();
    /**
     * The kept vectors in an engine's memory, which then are in the place of {@link #state}; null as
     * long as they are on the host.
     */
    private List<Tensor> residentState;
    /** The network that was updated last. */
    private Network network;
    /**
     * The source of its gradients, asked for once, because an engine may make a new object each
     * time.
     */
    private GradientSource source;

    /** A plan for one network, with fresh state and without decoupled weight decay. */
    public UpdatePlan(UpdateRule rule, double weightDecay, ParameterLayout layout, DataType precision) {
        this(rule, weightDecay, 0, layout, precision);
    }

    /**
     * A plan for one network, with fresh state.
     *
     * @param rule the optimizer's rule; it serves this plan alone
     * @param weightDecay λ: λθ is added to the gradients of weights; ≥ 0
     * @param decoupledWeightDecay λ: ηλθ is taken from weights before the rule updates them; ≥ 0
     * @param layout the network's
     * @param precision FLOAT or DOUBLE: that of parameters, gradients and state
     */
    public UpdatePlan(
            UpdateRule rule,
            double weightDecay,
            double decoupledWeightDecay,
            ParameterLayout layout,
            DataType precision) {
        this.rule = rule;
        vectorUpdate = rule.onVectors();
        this.precision = precision;
        decay = new WeightDecay(weightDecay, layout);
        decoupledDecay = new WeightDecay(decoupledWeightDecay, layout);
        length = layout.length();
        int vectors = rule.stateVectors();
        state = new SlabVector[vectors];
        for (int i = 0; i < vectors; i++) {
            state[i] = new SlabVector(precision, length);
        }
        boolean isDouble = precision == DataType.DOUBLE;
        floatState = new float[isDouble ? 0 : vectors][];
        doubleState = new double[isDouble ? vectors : 0][];
        int floats = isDouble ? 0 : ParameterSlabs.LENGTH;
        int doubles = ParameterSlabs.LENGTH - floats;
        floatParameters = new float[floats];
        floatGradients = new float[floats];
        doubleParameters = new double[doubles];
        doubleGradients = new double[doubles];
    }

    /**
     * Prepares the next update.
     *
     * @param step the number of updates before this one
     * @param learningRate the learning rate of this update
     * @param after the rule that is applied to each updated parameter
     */
    public void begin(long step, double learningRate, ParameterRule after) {
        rule.begin(step, learningRate);
        this.learningRate = learningRate;
        afterwards = after;
    }

    /**
     * Carries out the update that was prepared last on a network whose parameters lie on the host.
     */
    public void runOnHost(Network updated) {
        if (network != updated) {
            network = updated;
            source = updated.gradientSource();
        }
        runOnHost(updated.parameters(), source);
    }

    /**
     * Carries out the update that was prepared last, on the host.
     *
     * @param parameters n rows of one number, changed
     * @param gradients those of the same network; read once, in order
     */
    public void runOnHost(Tensor parameters, GradientSource gradients) {
        for (long start = 0; start < length; start += ParameterSlabs.LENGTH) {
            int count = (int) Math.min(ParameterSlabs.LENGTH, length - start);
            if (precision == DataType.DOUBLE) {
                updateDoubles(parameters, gradients, start, count);
            } else {
                updateFloats(parameters, gradients, start, count);
            }
        }
    }

    /**
     * Carries out the update that was prepared last on whole vectors, in the memory of the network.
     * What is kept between updates moves there the first time, and stays.
     *
     * @return false, and nothing is done, if the rule or one of those that come afterwards knows
     *     slabs alone
     */
    public boolean runOnVectors(Network updated, VectorArithmetic arithmetic) {
        Optional<VectorRule> after = vectorRules.computeIfAbsent(afterwards, ParameterRule::onVectors);
        if (vectorUpdate.isEmpty() || after.isEmpty()) {
            return false;
        }
        if (residentState == null) {
            residentState = moveState(updated.memory());
        }
        Tensor parameters = updated.parameters();
        Tensor gradients = updated.gradients();
        decay.addTo(arithmetic, gradients, parameters);
        decoupledDecay.shrink(arithmetic, parameters, learningRate);
        vectorUpdate.get().update(arithmetic, parameters, gradients, residentState);
        after.get().apply(arithmetic, parameters, updated.memory());
        return true;
    }

    private List<Tensor> moveState(TensorMemory memory) {
        List<Tensor> moved = new ArrayList<>();
        for (SlabVector vector : state) {
            Tensor resident = memory.allocate(precision, TensorShape.of(1), Math.toIntExact(length));
            try (HostTensor copy = HostTensor.zeros(precision, TensorShape.of(1), Math.toIntExact(length))) {
                vector.copyTo(copy, 0);
                memory.copy(copy, resident);
            }
            moved.add(resident);
        }
        return moved;
    }

    private void updateFloats(Tensor parameters, GradientSource gradients, long start, int count) {
        parameters.read(start, floatParameters, count);
        gradients.load(start, floatGradients, count);
        decay.addTo(floatGradients, floatParameters, count, start);
        decoupledDecay.shrink(floatParameters, learningRate, count, start);
        for (int i = 0; i < floatState.length; i++) {
            floatState[i] = state[i].floats(start);
        }
        rule.update(floatParameters, floatGradients, floatState, count);
        afterwards.apply(floatParameters, count, start);
        parameters.write(floatParameters, count, start);
    }

    private void updateDoubles(Tensor parameters, GradientSource gradients, long start, int count) {
        parameters.read(start, doubleParameters, count);
        gradients.load(start, doubleGradients, count);
        decay.addTo(doubleGradients, doubleParameters, count, start);
        decoupledDecay.shrink(doubleParameters, learningRate, count, start);
        for (int i = 0; i < doubleState.length; i++) {
            doubleState[i] = state[i].doubles(start);
        }
        rule.update(doubleParameters, doubleGradients, doubleState, count);
        afterwards.apply(doubleParameters, count, start);
        parameters.write(doubleParameters, count, start);
    }

    /**
     * A copy of the kept vectors, one behind the other, in rows of one number, which the caller
     * closes; null if there are none.
     */
    public HostTensor state() {
        if (state.length == 0) {
            return null;
        }
        HostTensor copy = HostTensor.zeros(precision, TensorShape.of(1), Math.toIntExact(state.length * length));
        for (int i = 0; i < state.length; i++) {
            if (residentState == null) {
                state[i].copyTo(copy, i * length);
            } else {
                int rows = Math.toIntExact(length);
                new HostMemory().copyRows(residentState.get(i), 0, copy, i * rows, rows);
            }
        }
        return copy;
    }

    /** Continues from what {@link #state()} gave; never called on a plan without kept vectors. */
    public void restore(Tensor saved) {
        for (int i = 0; i < state.length; i++) {
            state[i].copyFrom(saved, i * length);
        }
        close();
    }

    /** Frees what lies in an engine's memory; the kept vectors are lost with it. */
    @Override
    public void close() {
        if (residentState != null) {
            residentState.forEach(Tensor::close);
            residentState = null;
        }
    }
}
