package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.ModelClasses;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The contract of architectures. A test class names small networks of every role that the
 * architecture plays; they are checked by central differences on the reference engine:
 *
 * <pre>{@code
 * final class PyramidTest implements ArchitectureContract {
 *     public Architecture configured() {
 *         return new Pyramid(3, 0.1);
 *     }
 *
 *     public Map<String, Defined> networks() {
 *         return Map.of("critic", new Defined(new Pyramid(2, 0.2), criticOfEightPixels()));
 *     }
 * }
 * }</pre>
 */
public interface ArchitectureContract extends PluginContract<Architecture> {
    /**
     * The number of elements of every parameter array and every input that gradients are checked
     * for. All elements of each kind of layer are checked by the contract of engines.
     */
    int ELEMENTS = 40;

    /**
     * Networks of every role that the architecture supports, small enough for central differences.
     * Each key is a name for the test.
     */
    Map<String, Defined> networks();

    @Override
    default Class<Architecture> kind() {
        return Architecture.class;
    }

    /** The architecture with its default settings. */
    default Architecture defaults() {
        try {
            return kind().cast(configured().getClass().getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(
                    "no constructor without arguments in " + configured().getClass(), e);
        }
    }

    /**
     * The defaults define a network for each signature that the architecture says it is known for.
     */
    @Test
    default void definesItsExamples() {
        Architecture architecture = defaults();
        for (NetworkSignature example : architecture.examples()) {
            try {
                assertFits(architecture.define(example), example);
            } catch (RuntimeException e) {
                throw new AssertionError("the defaults do not define the example " + example, e);
            }
        }
    }

    /**
     * A network has the inputs and the output of its signature, looks up its label if there is one,
     * and has layers that fit one another.
     */
    @TestFactory
    default Stream<DynamicTest> networksFitTheirSignatures() {
        return ofAll(network -> {
            assertFits(network.definition(), network.signature());
            try {
                outputs(network, network.definition());
            } catch (RuntimeException e) {
                throw new AssertionError("the network for " + network.signature() + " does not run", e);
            }
        });
    }

    private static void assertFits(NetworkDefinition definition, NetworkSignature signature) {
        assertThat(definition.inputs())
                .as("numbers of each input for %s", signature)
                .extracting(TensorShape::elements)
                .isEqualTo(
                        signature.inputs().stream().map(TensorShape::elements).toList());
        assertThat(definition.output().elements())
                .as("numbers of the output for %s", signature)
                .isEqualTo(signature.output().elements());
        assertThat(definition.trainable())
                .as("trained parameters for %s", signature)
                .isPositive();
        for (int i = 0; i < signature.inputs().size(); i++) {
            boolean label = signature.classes() > 0 && i == signature.inputs().size() - 1;
            assertThat(definition.classes(i))
                    .as("classes that input %d chooses from, for %s", i, signature)
                    .isEqualTo(label ? signature.classes() : 0);
        }
        try {
            Graph.of(definition, Mode.TRAINING);
        } catch (UnsupportedLayerException e) {
            // The reference engine runs layers that no node of the graph represents; other laws run
            // the network there.
        } catch (IllegalArgumentException e) {
            throw new AssertionError("the network for " + signature + " contradicts itself", e);
        }
    }

    /** Gradients by parameters and inputs agree with central differences. */
    @TestFactory
    default Stream<DynamicTest> gradientsAgreeWithCentralDifferences() {
        return ofAll(network -> {
            RandomStream dropout = new RandomStream(3);
            try (Network built = network.built(network.definition(), dropout)) {
                TensorValues.leaveTheStart(built, 1, 0.1);
                GradientCheck.checkSome(ELEMENTS, built, dropout, new RandomStream(11), inputs(built, 5, 1));
            }
        });
    }

    /**
     * Outputs lie in the range that the signature asks for, and large weights reach its ends;
     * scores and codes are not bounded by any nonlinearity.
     */
    @TestFactory
    default Stream<DynamicTest> outputsHaveTheShapeAndRangeAskedFor() {
        return ofAll(network -> {
            NetworkSignature signature = network.signature();
            ValueRange range = signature.outputRange();
            for (Mode mode : Mode.values()) {
                try (Network built = network.built(network.definition(), new RandomStream(1))) {
                    double[] parameters = TensorValues.of(built.parameters());
                    built.parameters()
                            .write(Arrays.stream(parameters).map(p -> 30 * p).toArray());
                    built.parametersChanged();
                    try (Pass pass = built.forward(mode, tensors(inputs(built, 6, 10)))) {
                        double[] output = TensorValues.of(pass.output());
                        assertThat(pass.output().rows())
                                .as("rows of the output")
                                .isEqualTo(6);
                        assertThat(output)
                                .as("numbers of the output")
                                .hasSize(6 * signature.output().elements());
                        for (double number : output) {
                            assertThat(number).as("output in %s", mode).isBetween(range.low(), range.high());
                        }
                        assertThat(Arrays.stream(output).map(Math::abs).max().orElse(0))
                                .as("largest output of large weights, in %s", mode)
                                .isGreaterThan(range.isBounded() ? 0.9 * range.high() : 1);
                    }
                }
            }
        });
    }

    /**
     * A definition that was written and read as JSON is equal to the original, and its network
     * computes the same. Checkpoints and model files store definitions as JSON.
     */
    @TestFactory
    default Stream<DynamicTest> definitionsSurviveJson() {
        return ofAll(network -> {
            NetworkDefinition written = network.definition();
            ComputationGraphConfiguration graph = ComputationGraphConfiguration.fromJson(written.toJson());
            assertThat(graph).as("the graph that was read").isEqualTo(written.graph());
            NetworkDefinition read = new NetworkDefinition(graph, written.inputs(), written.output());
            assertThat(outputs(network, read))
                    .as("outputs of the network that was read")
                    .isEqualTo(outputs(network, written));
        });
    }

    private static double[] outputs(Defined network, NetworkDefinition definition) {
        try (Network built = network.built(definition, new RandomStream(1));
                Pass pass = built.forward(Mode.TRAINING, tensors(inputs(built, 4, 1)))) {
            return TensorValues.of(pass.output());
        }
    }

    /**
     * An architecture declares its own layers, vertices and activations, because model files may
     * name only Deeplearning4j's classes and those that a jar declares.
     */
    @TestFactory
    default Stream<DynamicTest> modelFilesMayNameItsClasses() {
        ModelClasses allowed = ModelClasses.declaredBy(configured().getClass().getClassLoader());
        Pattern name = Pattern.compile("\"(?:" + String.join("|", ModelClasses.TYPE_KEYS) + ")\"\\s*:\\s*\"([^\"]+)\"");
        return ofAll(network -> {
            TreeSet<String> refused = new TreeSet<>();
            name.matcher(network.definition().toJson())
                    .results()
                    .map(found -> found.group(1))
                    .filter(type -> !allowed.allows(type))
                    .forEach(refused::add);
            assertThat(refused)
                    .as("classes that are not listed in %s", ModelClasses.DECLARED)
                    .isEmpty();
        });
    }

    /** Equal signatures have equal definitions, and equal seeds equal parameters. */
    @TestFactory
    default Stream<DynamicTest> networksFollowFromSignatureAndSeed() {
        return ofAll(network -> {
            NetworkDefinition definition = network.definition();
            assertThat(network.definition().toJson())
                    .as("the definition, a second time")
                    .isEqualTo(definition.toJson());
            try (Network first = network.built(definition, new RandomStream(1));
                    Network second = network.built(network.definition(), new RandomStream(2))) {
                assertThat(TensorValues.of(second.parameters()))
                        .as("parameters drawn from the same seed")
                        .isEqualTo(TensorValues.of(first.parameters()));
            }
        });
    }

    /**
     * A signature that the architecture cannot serve is refused with a message of one line that
     * names the role. If it is served, the network fits it.
     */
    @TestFactory
    default Stream<DynamicTest> whatCannotBeServedIsRefused() {
        return Stream.of(configured(), defaults()).flatMap(architecture -> Unusual.SIGNATURES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey() + ", " + (architecture.equals(defaults()) ? "defaults" : "other settings"),
                        () -> assertServedOrRefused(architecture, entry.getValue()))));
    }

    private static void assertServedOrRefused(Architecture architecture, NetworkSignature signature) {
        NetworkDefinition definition;
        try {
            definition = architecture.define(signature);
        } catch (GanException e) {
            assertThat(e.getMessage())
                    .as("refusal of %s", signature)
                    .contains(signature.role().key())
                    .doesNotContain("\n");
            return;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("define crashed on " + signature, e);
        }
        assertFits(definition, signature);
    }

    private Stream<DynamicTest> ofAll(Consumer<Defined> law) {
        return networks().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> law.accept(entry.getValue())));
    }

    private static INDArray[] inputs(Network network, int count, double scale) {
        INDArray[] inputs = GradientCheck.inputs(network.definition(), new RandomStream(7), count);
        for (int i = 0; i < inputs.length; i++) {
            if (network.definition().classes(i) == 0) {
                inputs[i].muli(scale);
            }
        }
        return inputs;
    }

    /** Signatures that few architectures serve. */
    final class Unusual {
        private static final Map<String, NetworkSignature> SIGNATURES = signatures();

        private Unusual() {}

        private static Map<String, NetworkSignature> signatures() {
            TensorShape latent = TensorShape.of(3);
            TensorShape score = TensorShape.of(1);
            Map<String, NetworkSignature> all = new LinkedHashMap<>();
            all.put("no input", asked(NetworkRole.GENERATOR, score, 0));
            all.put("three inputs", asked(NetworkRole.CRITIC, score, 0, latent, latent, latent));
            all.put("an image of one pixel", asked(NetworkRole.CRITIC, score, 0, TensorShape.of(1, 1, 1)));
            all.put("an image of one column", asked(NetworkRole.CRITIC, score, 0, TensorShape.of(2, 9, 1)));
            all.put("an oblong image", asked(NetworkRole.GENERATOR, TensorShape.of(3, 16, 8), 0, latent));
            all.put("an image of 10 pixels a side", asked(NetworkRole.GENERATOR, TensorShape.of(1, 10, 10), 0, latent));
            all.put(
                    "an image to an image",
                    asked(NetworkRole.GENERATOR, TensorShape.of(1, 8, 8), 0, TensorShape.of(1, 8, 8)));
            all.put("an image beside a vector", asked(NetworkRole.CRITIC, score, 0, TensorShape.of(1, 8, 8), latent));
            all.put(
                    "two images of different sizes",
                    asked(NetworkRole.CRITIC, score, 0, TensorShape.of(1, 8, 8), TensorShape.of(2, 4, 4)));
            all.put("vectors to one number", asked(NetworkRole.GENERATOR, score, 0, latent));
            all.put(
                    "scores of several outputs",
                    asked(NetworkRole.CRITIC, TensorShape.of(5), 0, TensorShape.of(1, 8, 8)));
            all.put("a label beside a vector", asked(NetworkRole.GENERATOR, TensorShape.of(4), 3, latent, score));
            all.put("a label of one class", asked(NetworkRole.CRITIC, score, 1, TensorShape.of(1, 8, 8), score));
            all.put("a label for an encoder", asked(NetworkRole.ENCODER, latent, 3, TensorShape.of(1, 8, 8), score));
            all.put("a label behind two inputs", asked(NetworkRole.CRITIC, score, 3, latent, latent, score));
            all.put(
                    "a role of a stranger's game",
                    asked(new NetworkRole("judge"), TensorShape.of(2), 0, TensorShape.of(1, 8, 8)));
            return all;
        }

        private static NetworkSignature asked(
                NetworkRole role, TensorShape output, int classes, TensorShape... inputs) {
            ValueRange range = role.equals(NetworkRole.GENERATOR) ? ValueRange.SIGNED : ValueRange.UNBOUNDED;
            return new NetworkSignature(role, List.of(inputs), output, range, classes);
        }
    }
}
