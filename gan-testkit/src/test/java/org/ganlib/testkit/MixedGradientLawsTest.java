package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.tensor.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each law of the mixed second-order product fails for an engine that breaks it. */
final class MixedGradientLawsTest {
    private enum Fault {
        /** The product is left out. */
        NOTHING("mixedGradientsAgreeWithCentralDifferences"),
        /** The direction is taken for its double. */
        TWICE("mixedGradientsAgreeWithCentralDifferences"),
        /** The product takes the place of the gradients that were there. */
        REPLACES("mixedGradientsAreAdded"),
        /** The product moves parameters and statistics. */
        MOVES("mixedGradientsAreAdded"),
        /** Misuse is passed over. */
        SILENT("aMixedGradientNeedsInputGradientsAndAFittingVector");

        private final String law;

        Fault(String law) {
            this.law = law;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsNoticedByItsLaw(Fault fault) {
        assertThat(WithFault.brokenBy(fault, Subject.class, fault.law)).containsExactly(fault.law);
    }

    /** The reference engine with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements NetworkEngineContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault;
        }

        @Override
        public NetworkEngine engine() {
            return new Faulty(fault);
        }
    }

    private record Faulty(Fault fault) implements NetworkEngine {
        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public Network build(NetworkRequest request) {
            Network sound = new Dl4jEngine().build(request);
            return (Network) Proxy.newProxyInstance(
                    Faulty.class.getClassLoader(), new Class<?>[] {Network.class}, (proxy, method, arguments) -> {
                        Object result = call(() -> method.invoke(sound, arguments));
                        return result instanceof Pass pass ? pass(sound, pass) : result;
                    });
        }

        private Pass pass(Network network, Pass sound) {
            return (Pass) Proxy.newProxyInstance(
                    Faulty.class.getClassLoader(), new Class<?>[] {Pass.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("addMixedGradient")) {
                            add(network, sound, (int) arguments[0], (Tensor) arguments[1]);
                            return null;
                        }
                        return call(() -> method.invoke(sound, arguments));
                    });
        }

        private void add(Network network, Pass sound, int input, Tensor v) {
            switch (fault) {
                case NOTHING -> {}
                case TWICE -> sound.addMixedGradient(input, over(arrayOf(v).mul(2)));
                case REPLACES -> {
                    network.clearGradients();
                    sound.addMixedGradient(input, v);
                }
                case MOVES -> {
                    sound.addMixedGradient(input, v);
                    arrayOf(network.parameters()).addi(1e-3);
                }
                case SILENT -> {
                    try {
                        sound.addMixedGradient(input, v);
                    } catch (IllegalStateException | IllegalArgumentException e) {
                        // This is the fault.
                    }
                }
            }
        }
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
