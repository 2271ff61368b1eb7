package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each law of the contract of engines fails for an engine that breaks it. */
final class NetworkEngineContractTest {
    private enum Fault {
        /** Input gradients are twice as long. */
        LONG_INPUT_GRADIENTS("gradientsAgreeWithCentralDifferences"),
        /** The mixed product is left out. */
        NO_PRODUCT("mixedGradientsAgreeWithCentralDifferences"),
        /** The mixed product is of twice the direction. */
        DOUBLE_PRODUCT("mixedGradientsAgreeWithCentralDifferences"),
        /** The mixed product takes the place of the gradients that were there. */
        PRODUCT_REPLACES("mixedGradientsAreAdded"),
        /** The mixed product moves parameters. */
        PRODUCT_MOVES("mixedGradientsAreAdded"),
        /** Misuse of the mixed product is passed over. */
        SILENT_PRODUCT("aMixedGradientNeedsInputGradientsAndAFittingVector"),
        /** Images are shifted by a pixel. */
        SHIFTED_OUTPUT("doublingTransposedConvolutionsPadLessBeforeThanAfter"),
        /** A pass that is a conduit adds gradients too. */
        LEAKING_CONDUIT("gradientThroughTheCriticReachesTheGenerator", "conduitPassLeavesGradientsAndStatisticsAlone"),
        /** A backward pass takes the place of the gradients that were there. */
        BACKWARD_REPLACES("passesOfOneNetworkLiveSideBySide", "parameterGradientsAddUp"),
        /** Running statistics stay where they were. */
        STILL_STATISTICS("runningStatisticsFollowTheBatches"),
        /** Inputs that are not shaped as the definition says are read backward. */
        READS_BACKWARD("flatAndShapedInputsAreTheSame"),
        /** The output gradient is scaled in place. */
        CHANGES_ARGUMENTS("argumentsOfBackwardAreNotChanged"),
        /** Parameters are drawn from the stream of masks. */
        WRONG_STREAM("initialParametersDependOnTheirStreamAlone"),
        /** A second backward pass adds to the first. */
        SECOND_ADDS("passIsTakenBackAgainAsIfForTheFirstTime"),
        /** A pass does not notice that parameters changed. */
        KEEPS_STALE_PASSES("passIsStaleOnceItsNetworkMoved"),
        /** A pass cannot be closed. */
        NEVER_CLOSES("closedPassIsUnusable"),
        /** Every pass is one of training. */
        ALWAYS_TRAINS("evaluationPassCannotBeTakenBack"),
        /** Input gradients are there, wanted or not. */
        ALWAYS_INPUT_GRADIENTS("inputGradientsMustHaveBeenWanted"),
        /** The message does not say what is wrong with an argument. */
        SAYS_NOTHING("wrongInputsAreNamed", "unknownLayerIsAnsweredWithTheLayers");

        private final String law;
        private final String otherLaw;

        Fault(String law) {
            this(law, law);
        }

        Fault(String law, String otherLaw) {
            this.law = law;
            this.otherLaw = otherLaw;
        }

        Set<String> laws() {
            return new TreeSet<>(List.of(law, otherLaw));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsNoticedByItsLaws(Fault fault) {
        for (String law : fault.laws()) {
            assertThat(WithFault.brokenBy(fault, Subject.class, law))
                    .as("the law that fails with %s", fault)
                    .containsExactly(law);
        }
    }

    @Test
    void everyLawHasAFaultThatBreaksIt() {
        assertThat(Arrays.stream(Fault.values())
                        .flatMap(fault -> fault.laws().stream())
                        .collect(Collectors.toSet()))
                .isEqualTo(Laws.statedBy(NetworkEngineContract.class));
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
            NetworkRequest changed = fault == Fault.WRONG_STREAM
                    ? new NetworkRequest(
                            request.name(),
                            request.definition(),
                            request.precision(),
                            request.dropout(),
                            request.dropout())
                    : request;
            Network sound = new Dl4jEngine().build(changed);
            return proxy(Network.class, (method, arguments) -> switch (method.getName()) {
                case "forward" -> forward(sound, (Mode) arguments[0], (Tensor[]) arguments[1]);
                case "parametersChanged" -> fault == Fault.KEEPS_STALE_PASSES ? null : call(sound, method, arguments);
                default -> call(sound, method, arguments);
            });
        }

        private Pass forward(Network network, Mode mode, Tensor... inputs) {
            Tensor[] read = inputs.clone();
            if (fault == Fault.READS_BACKWARD
                    && !read[0].shape().equals(network.definition().inputs().get(0))) {
                read[0] = reversed(read[0]);
            }
            Pass sound;
            try {
                sound = network.forward(fault == Fault.ALWAYS_TRAINS ? Mode.TRAINING : mode, read);
            } catch (IllegalArgumentException e) {
                throw fault == Fault.SAYS_NOTHING ? new IllegalArgumentException("wrong") : e;
            }
            int[] backwards = new int[1];
            return proxy(Pass.class, (method, arguments) -> switch (method.getName()) {
                case "addMixedGradient" -> {
                    addMixedGradient(network, sound, (int) arguments[0], (Tensor) arguments[1]);
                    yield null;
                }
                case "backward" -> {
                    backward(network, sound, (Tensor) arguments[0], (Wanted) arguments[1], backwards[0]++);
                    yield null;
                }
                case "inputGradient" -> {
                    Tensor gradient = sound.inputGradient((int) arguments[0]);
                    yield fault == Fault.LONG_INPUT_GRADIENTS ? scaled(gradient, 2) : gradient;
                }
                case "output" -> fault == Fault.SHIFTED_OUTPUT ? shifted(sound.output()) : sound.output();
                case "activation" -> activation(sound, (String) arguments[0]);
                case "close" -> fault == Fault.NEVER_CLOSES ? null : call(sound, method, arguments);
                default -> call(sound, method, arguments);
            });
        }

        private Tensor activation(Pass sound, String layer) {
            try {
                return sound.activation(layer);
            } catch (IllegalArgumentException e) {
                throw fault == Fault.SAYS_NOTHING ? new IllegalArgumentException("wrong") : e;
            }
        }

        private void backward(Network network, Pass sound, Tensor gradient, Wanted wanted, int before) {
            double[] parameters = TensorValues.of(network.parameters());
            if (fault == Fault.BACKWARD_REPLACES && wanted.parameters()) {
                network.clearGradients();
            }
            boolean both = fault == Fault.LEAKING_CONDUIT
                    || (fault == Fault.ALWAYS_INPUT_GRADIENTS && wanted == Wanted.PARAMETERS);
            sound.backward(gradient, both ? Wanted.BOTH : wanted);
            if (fault == Fault.SECOND_ADDS && before > 0) {
                sound.backward(gradient, wanted);
            }
            if (fault == Fault.STILL_STATISTICS) {
                for (Segment segment : network.layout().segments()) {
                    if (segment.isStatistic()) {
                        double[] part = Arrays.copyOfRange(parameters, (int) segment.offset(), (int) segment.end());
                        network.parameters().write(part, part.length, segment.offset());
                    }
                }
            }
            if (fault == Fault.CHANGES_ARGUMENTS) {
                gradient.write(new double[] {2 * gradient.at(0)});
            }
        }

        private void addMixedGradient(Network network, Pass sound, int input, Tensor v) {
            switch (fault) {
                case NO_PRODUCT -> {}
                case DOUBLE_PRODUCT -> sound.addMixedGradient(input, scaled(v, 2));
                case PRODUCT_REPLACES -> {
                    network.clearGradients();
                    sound.addMixedGradient(input, v);
                }
                case PRODUCT_MOVES -> {
                    sound.addMixedGradient(input, v);
                    network.parameters()
                            .write(new double[] {network.parameters().at(0) + 1e-3});
                }
                case SILENT_PRODUCT -> {
                    try {
                        sound.addMixedGradient(input, v);
                    } catch (IllegalStateException | IllegalArgumentException e) {
                        // This is the fault.
                    }
                }
                default -> sound.addMixedGradient(input, v);
            }
        }

        private static Tensor scaled(Tensor given, double factor) {
            double[] numbers = Arrays.stream(TensorValues.of(given))
                    .map(number -> factor * number)
                    .toArray();
            return like(given, numbers);
        }

        private static Tensor shifted(Tensor given) {
            double[] numbers = TensorValues.of(given);
            double[] shifted = new double[numbers.length];
            System.arraycopy(numbers, 0, shifted, 1, numbers.length - 1);
            return like(given, shifted);
        }

        private static Tensor reversed(Tensor given) {
            double[] numbers = TensorValues.of(given);
            double[] reversed = new double[numbers.length];
            Arrays.setAll(reversed, i -> numbers[numbers.length - 1 - i]);
            return like(given, reversed);
        }

        private static Tensor like(Tensor given, double[] numbers) {
            HostTensor other = HostTensor.zeros(given.precision(), given.shape(), given.rows());
            other.write(numbers);
            return other;
        }
    }

    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                NetworkEngineContractTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
