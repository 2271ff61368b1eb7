package org.ganlib.train;

import java.util.Optional;
import org.ganlib.config.AverageRule;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.network.SlabVector;
import org.ganlib.network.VectorRule;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;

/**
 * The exponential moving average of a network's parameters, running statistics included:
 *
 * <pre>
 * a ← d·a + (1 − d)·θ
 * </pre>
 *
 * <p>With {@link AverageRule#WARM_UP}, d is min(decay, (1 + t)/(10 + t)) for the update after t
 * others. As long as decay is the larger of the two, the parameters after update s have the weight
 * C(s + 8, 8) / C(T + 9, 9) in the average after T updates. The initial parameters (s = 0) have the
 * weight 1 / C(T + 9, 9). With {@link AverageRule#BIAS_CORRECTED}, 1 − d is (1 − decay) / (1 −
 * decayᵗ⁺¹): the average is that which begins at 0, divided by the sum of its weights. The first
 * update sets it to the parameters. With {@link AverageRule#CONSTANT}, d is the decay.
 *
 * <p>Samples drawn from averaged generators vary less from step to step (Yazıcı et al., The Unusual
 * Effectiveness of Averaging in GAN Training, 2019, equation 4).
 */
final class MovingAverage implements ParameterRule, AutoCloseable {
    private static final double WARM_UP_LAG = 10;

    private final Averaging averaging;
    private final SlabVector average;
    /**
     * The average in an engine's memory, which then is in the place of {@link #average}; null as long
     * as it is on the host.
     */
    private Tensor resident;

    private double decay;

    MovingAverage(Averaging averaging, Network network) {
        this.averaging = averaging;
        average = new SlabVector(
                network.parameters().precision(), network.parameters().length());
        average.copyFrom(network.parameters(), 0);
        beginUpdate(0);
    }

    /** Sets the decay for the update that comes after {@code updates} earlier ones. */
    void beginUpdate(long updates) {
        decay = switch (averaging.rule()) {
            case WARM_UP -> Math.min(averaging.decay(), (1.0 + updates) / (WARM_UP_LAG + updates));
            case BIAS_CORRECTED -> 1 - (1 - averaging.decay()) / sumOfWeights(updates + 1.0);
            case CONSTANT -> averaging.decay();
        };
    }

    /**
     * 1 − decayᵀ, the sum of the weights of T parameters in an average that began at 0. It keeps its
     * digits for a decay near 1.
     */
    private double sumOfWeights(double updates) {
        return -Math.expm1(updates * Math.log(averaging.decay()));
    }

    @Override
    public void apply(float[] slab, int count, long first) {
        float[] kept = average.floats(first);
        float take = (float) (1 - decay);
        if (averaging.rule() != AverageRule.CONSTANT) {
            // The update is written as a difference. With d and 1 − d rounded separately, the two
            // would not sum to 1, and the average of constant parameters would not equal them.
            for (int i = 0; i < count; i++) {
                kept[i] += take * (slab[i] - kept[i]);
            }
            return;
        }
        float keep = (float) decay;
        for (int i = 0; i < count; i++) {
            kept[i] = keep * kept[i] + take * slab[i];
        }
    }

    @Override
    public void apply(double[] slab, int count, long first) {
        double[] kept = average.doubles(first);
        double take = 1 - decay;
        if (averaging.rule() != AverageRule.CONSTANT) {
            for (int i = 0; i < count; i++) {
                kept[i] += take * (slab[i] - kept[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            kept[i] = decay * kept[i] + take * slab[i];
        }
    }

    /** The average moves to the memory of the parameters the first time, and stays there. */
    @Override
    public Optional<VectorRule> onVectors() {
        return Optional.of((arithmetic, parameters, memory) -> {
            if (resident == null) {
                resident = moved(memory);
            }
            if (averaging.rule() != AverageRule.CONSTANT) {
                arithmetic.approach(resident, 1 - decay, parameters);
            } else {
                arithmetic.mix(resident, decay, 1 - decay, parameters);
            }
        });
    }

    private Tensor moved(TensorMemory memory) {
        try (HostTensor onHost = copy()) {
            Tensor moved = memory.allocate(onHost.precision(), onHost.shape(), onHost.rows());
            memory.copy(onHost, moved);
            return moved;
        }
    }

    /** The number of averaged parameters. */
    long length() {
        return average.length();
    }

    /** A copy of the average on the host, which the caller closes. */
    HostTensor copy() {
        if (resident != null) {
            return HostTensor.copyOf(resident);
        }
        HostTensor copy = HostTensor.zeros(average.precision(), TensorShape.of(1), Math.toIntExact(average.length()));
        average.copyTo(copy, 0);
        return copy;
    }

    /** Continues from what {@link #copy()} gave. */
    void restore(Tensor saved) {
        average.copyFrom(saved, 0);
        close();
    }

    /** Frees what lies in an engine's memory. */
    @Override
    public void close() {
        if (resident != null) {
            resident.close();
            resident = null;
        }
    }

    /**
     * Exchanges the network's parameters with their average; doing it twice leaves both as they
     * were, to the bit.
     */
    void exchangeWith(Network network) {
        if (resident == null) {
            new ParameterSlabs().apply(new Exchange(average), network.parameters());
        } else {
            TensorMemory memory = network.memory();
            Tensor parameters = network.parameters();
            try (Tensor kept = memory.allocate(parameters.precision(), parameters.shape(), parameters.rows())) {
                memory.copy(parameters, kept);
                memory.copy(resident, parameters);
                memory.copy(kept, resident);
            }
        }
        network.parametersChanged();
    }

    private record Exchange(SlabVector other) implements ParameterRule {
        @Override
        public void apply(float[] slab, int count, long first) {
            float[] kept = other.floats(first);
            for (int i = 0; i < count; i++) {
                float parameter = slab[i];
                slab[i] = kept[i];
                kept[i] = parameter;
            }
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            double[] kept = other.doubles(first);
            for (int i = 0; i < count; i++) {
                double parameter = slab[i];
                slab[i] = kept[i];
                kept[i] = parameter;
            }
        }
    }
}
