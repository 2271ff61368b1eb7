package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.network.UpdateRule;
import org.ganlib.network.VectorUpdate;
import org.ganlib.spi.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.Events;

/** The contract holds for a sound optimizer, and each of its laws fails for one that breaks it. */
final class OptimizerContractTest {
    /** A fault of an optimizer, and the law that must fail because of it. */
    private enum Fault {
        NONE(""),
        /** The learning rate falls to 0. */
        RATE_ENDS("ratesAreInTheirRanges"),
        /** The gradient is divided by that of the slice's first element. */
        LOOKS_AT_NEIGHBOURS("eachElementIsUpdatedByItself"),
        /** Floats are updated twice as far. */
        OTHER_FLOATS("bothPrecisionsFollowOneFormula"),
        /** Every parameter is drawn to 0. */
        DECAYS_BY_ITSELF("whatHasNoGradientStaysAsItIs"),
        /** The momentum counts updates of its own. */
        REMEMBERS("nothingIsRememberedOutsideTheStateVectors"),
        /** There is one rule for all networks. */
        SHARED("eachNetworkHasARuleOfItsOwn"),
        /** On whole vectors the momentum is lost. */
        OTHER_VECTORS("theFormOnVectorsFollowsTheSameFormula"),
        /** Parameters go uphill. */
        ASCENDS("aQuadraticDecreases");

        private final String law;

        Fault(String law) {
            this.law = law;
        }
    }

    @Test
    void aSoundOptimizerKeepsEveryLaw() {
        Events events = WithFault.none(Subject.class);
        assertThat(events.failed().count()).isZero();
        assertThat(events.succeeded().count())
                .isEqualTo(Laws.statedBy(OptimizerContract.class).size());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultIsNoticedByItsLaw(Fault fault) {
        Set<String> broken = WithFault.brokenBy(fault, Subject.class);
        assertThat(broken).as("laws that fail with %s", fault).contains(fault.law);
    }

    @Test
    void everyLawHasAFaultThatBreaksIt() {
        Set<String> proven = Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE)
                .map(fault -> fault.law)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(proven).isEqualTo(Laws.statedBy(OptimizerContract.class));
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements OptimizerContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public Optimizer optimizer() {
            return new Fake(fault, new Momentum(fault));
        }
    }

    private record Fake(Fault fault, UpdateRule shared) implements Optimizer {
        @Override
        public UpdateRule rule() {
            return fault == Fault.SHARED ? shared : new Momentum(fault);
        }

        @Override
        public double learningRate(long step) {
            return fault == Fault.RATE_ENDS ? Math.max(0, 0.01 - 1e-6 * step) : 0.01 / (1 + 1e-3 * step);
        }
    }

    /** Heavy-ball momentum, in its sound form v ← 0.5 v + g, θ ← θ − η v. */
    private static final class Momentum implements UpdateRule {
        private final Fault fault;
        private double rate;
        private long updates;

        private Momentum(Fault fault) {
            this.fault = fault;
        }

        @Override
        public int stateVectors() {
            return 1;
        }

        @Override
        public void begin(long step, double learningRate) {
            updates++;
            rate = learningRate * (fault == Fault.ASCENDS ? -1 : 1) / (fault == Fault.REMEMBERS ? updates : 1);
        }

        @Override
        public void update(float[] parameters, float[] gradients, float[][] state, int count) {
            float first = fault == Fault.LOOKS_AT_NEIGHBOURS ? Math.abs(gradients[0]) : 1;
            for (int i = 0; i < count; i++) {
                state[0][i] = 0.5f * state[0][i] + gradients[i] / first;
                parameters[i] -= (float) rate * state[0][i] * (fault == Fault.OTHER_FLOATS ? 2 : 1);
                parameters[i] *= fault == Fault.DECAYS_BY_ITSELF ? 0.99f : 1;
            }
        }

        @Override
        public void update(double[] parameters, double[] gradients, double[][] state, int count) {
            double first = fault == Fault.LOOKS_AT_NEIGHBOURS ? Math.abs(gradients[0]) : 1;
            for (int i = 0; i < count; i++) {
                state[0][i] = 0.5 * state[0][i] + gradients[i] / first;
                parameters[i] -= rate * state[0][i];
                parameters[i] *= fault == Fault.DECAYS_BY_ITSELF ? 0.99 : 1;
            }
        }

        @Override
        public Optional<VectorUpdate> onVectors() {
            double kept = fault == Fault.OTHER_VECTORS ? 0 : 0.5;
            return Optional.of((arithmetic, parameters, gradients, state) -> {
                arithmetic.mix(state.get(0), kept, 1, gradients);
                arithmetic.addScaled(parameters, -rate, state.get(0));
            });
        }
    }
}
