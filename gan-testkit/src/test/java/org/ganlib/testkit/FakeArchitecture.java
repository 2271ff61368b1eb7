package org.ganlib.testkit;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A perceptron of one hidden layer, for one vector or image; with one fault, or none.
 *
 * @param fault the fault
 */
@PluginName(value = "fake-architecture", summary = "A perceptron of one hidden layer.")
public record FakeArchitecture(@Setting("what is wrong") Fault fault) implements Architecture {
    /** A fault, and the law of {@link ArchitectureContract} that must fail because of it. */
    public enum Fault implements ContractIsProven.BreaksLaw {
        /** Nothing. */
        NONE(""),
        /** An example has two inputs, which are refused. */
        REFUSES_ITS_EXAMPLE("definesItsExamples"),
        /** The output has one number too many. */
        WIDE_OUTPUT("networksFitTheirSignatures"),
        /** The layer before the last gives fewer numbers than the last takes. */
        CONTRADICTS_ITSELF("networksFitTheirSignatures"),
        /** A nonlinearity has a wrong derivative. */
        WRONG_DERIVATIVE("gradientsAgreeWithCentralDifferences"),
        /** Outputs are not held to the range. */
        LEAVES_THE_RANGE("outputsHaveTheShapeAndRangeAskedFor"),
        /** Outputs lie in a tenth of the range. */
        FILLS_A_TENTH("outputsHaveTheShapeAndRangeAskedFor"),
        /** A nonlinearity has a number that JSON does not keep. */
        LOSES_A_NUMBER("definitionsSurviveJson"),
        /** A nonlinearity of its own is not declared. */
        UNDECLARED("modelFilesMayNameItsClasses"),
        /** A random number does not come from the network's seed. */
        HIDDEN_RANDOMNESS("networksFollowFromSignatureAndSeed"),
        /** The first input is read although there may be none. */
        CRASHES("whatCannotBeServedIsRefused"),
        /** Two inputs are taken for one. */
        TAKES_ANYTHING("whatCannotBeServedIsRefused"),
        /** A refusal does not name the role. */
        NAMELESS_REFUSAL("whatCannotBeServedIsRefused"),
        /** A refusal has two lines. */
        LONG_REFUSAL("whatCannotBeServedIsRefused");

        private final String law;

        Fault(String law) {
            this.law = law;
        }

        @Override
        public String law() {
            return law;
        }
    }

    private static final int UNITS = 4;

    /** Nothing is wrong. */
    public FakeArchitecture() {
        this(Fault.NONE);
    }

    @Override
    public NetworkDefinition define(NetworkSignature signature) {
        if (fault != Fault.CRASHES
                && fault != Fault.TAKES_ANYTHING
                && signature.inputs().size() != 1) {
            throw new GanException((fault == Fault.NAMELESS_REFUSAL
                            ? "a network"
                            : signature.role().key())
                    + (fault == Fault.LONG_REFUSAL ? ":\n" : ": ")
                    + "fake-architecture takes one input, was given " + signature.inputs());
        }
        if (signature.inputs().isEmpty() && fault == Fault.TAKES_ANYTHING) {
            throw new GanException(signature.role().key() + ": fake-architecture takes an input");
        }
        TensorShape input = TensorShape.of(signature.inputs().get(0).elements());
        TensorShape output = TensorShape.of(signature.output().elements() + (fault == Fault.WIDE_OUTPUT ? 1 : 0));
        GraphBuilder graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("input");
        graph.addLayer(
                "hidden",
                new DenseLayer.Builder()
                        .nIn(input.elements())
                        .nOut(UNITS)
                        .biasInit(fault == Fault.HIDDEN_RANDOMNESS ? Math.random() : 0.1)
                        .activation(hidden())
                        .build(),
                "input");
        graph.addLayer(
                "output",
                new DenseLayer.Builder()
                        .nIn(UNITS + (fault == Fault.CONTRADICTS_ITSELF ? 1 : 0))
                        .nOut(output.elements())
                        .activation(output(signature))
                        .build(),
                "hidden");
        return new NetworkDefinition(graph.setOutputs("output").build(), List.of(input), output);
    }

    private IActivation hidden() {
        return switch (fault) {
            case WRONG_DERIVATIVE -> new Bent(2, 1);
            case LOSES_A_NUMBER -> new Bent(1, 3);
            case UNDECLARED -> new Bent(1, 1);
            default -> Activation.ELU.getActivationFunction();
        };
    }

    private IActivation output(NetworkSignature signature) {
        if (fault == Fault.FILLS_A_TENTH) {
            return new Bent(1, 0.1);
        }
        return signature.outputRange().equals(ValueRange.SIGNED) && fault != Fault.LEAVES_THE_RANGE
                ? Activation.TANH.getActivationFunction()
                : Activation.IDENTITY.getActivationFunction();
    }

    @Override
    public List<NetworkSignature> examples() {
        TensorShape digit = TensorShape.of(1, 28, 28);
        return List.of(new NetworkSignature(
                NetworkRole.CRITIC,
                fault == Fault.REFUSES_ITS_EXAMPLE ? List.of(digit, digit) : List.of(digit),
                TensorShape.of(1),
                ValueRange.UNBOUNDED));
    }

    /**
     * The nonlinearity a·tanh(x), with a derivative that is wrong by a factor. JSON keeps neither.
     */
    public static final class Bent extends BaseActivationFunction {
        private final transient double factor;
        private final transient double height;

        /** The nonlinearity that JSON gives. */
        public Bent() {
            this(1, 1);
        }

        Bent(double factor, double height) {
            this.factor = factor;
            this.height = height;
        }

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return Activation.TANH
                    .getActivationFunction()
                    .getActivation(in, training)
                    .muli(height);
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            INDArray tanh = Activation.TANH.getActivationFunction().getActivation(in.dup(), true);
            return new Pair<>(tanh.mul(tanh).rsubi(1).muli(epsilon).muli(factor * height), null);
        }
    }
}
