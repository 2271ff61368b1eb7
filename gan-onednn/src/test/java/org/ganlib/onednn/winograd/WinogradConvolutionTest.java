package org.ganlib.onednn.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.ganlib.graph.Window;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.OneDnnEngine;
import org.ganlib.onednn.memory.Arena;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.ParameterMemory;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.EngineAgreement;
import org.ganlib.testkit.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Winograd convolutions and their gradients agree with the definition and with the reference
 * engine.
 */
final class WinogradConvolutionTest {
    private static final int BATCH = 24;
    private static final Window REDUCING = new Window(5, 5, 2, 2, 1, 1, 2, 2);
    private static final Window KEEPING = new Window(3, 3, 1, 1, 1, 1, 1, 1);
    private static final Window HALVING = new Window(4, 4, 2, 2, 1, 1, 1, 1);
    private static final TensorShape LARGE = TensorShape.of(128, 16, 24);
    private static final TensorShape SMALL = TensorShape.of(192, 8, 12);

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 2", "2, 3", "4, 3"})
    void transformsGiveTheOutputsOfTheFilter(int outputs, int taps) {
        WinogradTransforms transforms = new WinogradTransforms(outputs, taps);
        assertThat(transforms.points()).isEqualTo(outputs + taps - 1);
        Random random = new Random(1);
        double[] data = random.doubles(transforms.points(), -1, 1).toArray();
        double[] weights = random.doubles(taps, -1, 1).toArray();
        double[] transformedData = times(transforms.inputTransform(), data);
        double[] multiplied = times(transforms.filterTransform(), weights);
        for (int i = 0; i < transformedData.length; i++) {
            multiplied[i] *= transformedData[i];
        }
        double[] actual = times(transforms.outputTransform(), multiplied);
        for (int i = 0; i < outputs; i++) {
            double expected = 0;
            for (int j = 0; j < taps; j++) {
                expected += data[i + j] * weights[j];
            }
            assertThat(actual[i]).isCloseTo(expected, within(1e-13));
        }
    }

    /**
     * Kernel size, stride, padding, and the shapes of input and output. Some tiles fit the output
     * and some are smaller; some convolutions do not read the last pixels of their input.
     */
    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(4, 2, 1, TensorShape.of(5, 8, 16), TensorShape.of(6, 4, 8)),
                Arguments.of(4, 2, 1, TensorShape.of(6, 14, 14), TensorShape.of(8, 7, 7)),
                Arguments.of(5, 2, 2, TensorShape.of(6, 14, 10), TensorShape.of(9, 7, 5)),
                Arguments.of(5, 2, 1, TensorShape.of(4, 16, 14), TensorShape.of(8, 7, 6)),
                Arguments.of(3, 2, 1, TensorShape.of(6, 14, 16), TensorShape.of(4, 7, 8)),
                Arguments.of(3, 2, 0, TensorShape.of(6, 14, 16), TensorShape.of(4, 6, 7)),
                Arguments.of(3, 1, 1, TensorShape.of(9, 7, 8), TensorShape.of(4, 7, 8)),
                Arguments.of(3, 1, 0, TensorShape.of(6, 9, 8), TensorShape.of(4, 7, 6)),
                Arguments.of(2, 1, 0, TensorShape.of(6, 9, 8), TensorShape.of(4, 8, 7)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theConvolutionItsTransposeAndTheirGradientsFollowTheDefinition(
            int kernel, int stride, int padding, TensorShape input, TensorShape output) {
        Window window = new Window(kernel, kernel, stride, stride, padding, padding, padding, padding);
        for (int batch : new int[] {1, 5, 150}) {
            try (Arena arena = new Arena()) {
                check(arena, new WinogradTiling(batch, window, input, output));
            }
        }
    }

    @Test
    void largeBatchesAreProcessedInGroups() {
        TensorShape input = TensorShape.of(5, 8, 16);
        TensorShape output = TensorShape.of(6, 4, 8);
        assertThat(new WinogradTiling(51, REDUCING, input, output).groups()).isEqualTo(1);
        assertThat(new WinogradTiling(150, REDUCING, input, output).groups()).isEqualTo(2);
        assertThat(new WinogradTiling(101, REDUCING, input, output).groups()).isEqualTo(1);
        assertThat(new WinogradTiling(251, REDUCING, input, output).groups()).isEqualTo(251);
    }

    @Test
    void networksOfTiledLayersAgreeWithTheReference() {
        assertThat(WinogradTiling.of(BATCH, KEEPING, LARGE, LARGE)).isPresent();
        assertThat(WinogradTiling.of(BATCH, REDUCING, LARGE, SMALL)).isPresent();
        new EngineAgreement(new OneDnnEngine())
                .agree(
                        network(LARGE, LARGE, graph -> graph.addLayer(
                                        "k", convolution(KEEPING, LARGE, LARGE, true), "x")
                                .addLayer("down", convolution(REDUCING, LARGE, SMALL, false), "k")
                                .addLayer("c", deconvolution(true), "down")),
                        DataType.DOUBLE,
                        BATCH,
                        List.of(Wanted.BOTH));
        new EngineAgreement(new OneDnnEngine())
                .agree(
                        network(SMALL, LARGE, graph -> graph.addLayer("c", deconvolution(false), "x")),
                        DataType.DOUBLE,
                        BATCH,
                        List.of(Wanted.PARAMETERS));
    }

    /** The layer before the tiled ones is not tiled, and its output has a format of its own. */
    @Test
    void tiledLayersThatReadOtherLayersAgreeWithTheReference() {
        TensorShape few = TensorShape.of(3, 16, 24);
        assertThat(WinogradTiling.of(BATCH, KEEPING, few, LARGE)).isEmpty();
        assertThat(WinogradTiling.of(BATCH, HALVING, LARGE, SMALL)).isPresent();
        new EngineAgreement(new OneDnnEngine())
                .agree(
                        network(few, LARGE, graph -> graph.addLayer("k", convolution(KEEPING, few, LARGE, true), "x")
                                .addLayer("down", convolution(HALVING, LARGE, SMALL, false), "k")
                                .addLayer("c", deconvolution(true), "down")),
                        DataType.DOUBLE,
                        BATCH,
                        List.of(Wanted.BOTH, Wanted.INPUTS));
    }

    /** The second backward pass writes to the scratch vector, which is added. */
    @Test
    void gradientsOfSeveralPassesAreAdded() {
        NetworkDefinition definition =
                network(LARGE, SMALL, graph -> graph.addLayer("c", convolution(REDUCING, LARGE, SMALL, true), "x"));
        INDArray gradient = random(0, SMALL);
        INDArray expected = gradientsAfter(definition, gradient, 1).add(gradientsAfter(definition, gradient, 2));
        INDArray added = gradientsAfter(definition, gradient, 1, 2);
        assertThat(added.distance2(expected))
                .isLessThan(1e-5 * expected.norm2Number().doubleValue());
    }

    /**
     * Without activation functions the gradient of the input is linear in each layer's weights, so
     * that differences over large steps have no error but rounding.
     */
    @Test
    void mixedGradientsOfTiledLinearNetworksAgreeWithDifferences() {
        checkMixedGradient(
                network(LARGE, LARGE, graph -> graph.addLayer(
                                "k", convolution(KEEPING, LARGE, LARGE, true, Activation.IDENTITY), "x")
                        .addLayer("down", convolution(REDUCING, LARGE, SMALL, false, Activation.IDENTITY), "k")
                        .addLayer("c", deconvolution(true, Activation.IDENTITY), "down")),
                1,
                1e-3);
    }

    /** Each step changes the weights of one layer by some percent. */
    @Test
    void mixedGradientsOfTiledCurvedNetworksAgreeWithDifferences() {
        checkMixedGradient(
                network(LARGE, LARGE, graph -> graph.addLayer(
                                "k", convolution(KEEPING, LARGE, LARGE, true, Activation.SOFTPLUS), "x")
                        .addLayer(
                                "n", new BatchNormalization.Builder().nOut(128).build(), "k")
                        .addLayer("down", convolution(REDUCING, LARGE, SMALL, true, Activation.TANH), "n")
                        .addLayer("c", deconvolution(true, Activation.SIGMOID), "down")),
                .01,
                2e-2);
    }

    /**
     * Compares the derivatives along one random direction in each segment of parameters.
     *
     * @param step the change of each parameter, in root mean squares of the segment
     * @param tolerance the error, in those derivatives that are usual along random directions
     */
    private static void checkMixedGradient(NetworkDefinition definition, double step, double tolerance) {
        NetworkRequest request =
                new NetworkRequest("tiled", definition, DataType.FLOAT, new RandomStream(42), new RandomStream(43));
        INDArray v = random(4, definition.inputs().get(0));
        try (Network network = new OneDnnEngine().build(request)) {
            alongInput(network, v, true);
            INDArray analytic = arrayOf(network.gradients()).dup();
            INDArray parameters = arrayOf(network.parameters());
            INDArray at = parameters.dup();
            RandomStream random = new RandomStream(5);
            for (ParameterLayout.Segment segment : network.layout().segments()) {
                if (segment.isStatistic()) {
                    continue;
                }
                INDArrayIndex within = NDArrayIndex.interval(segment.offset(), segment.end());
                double root = Math.sqrt((double) segment.length());
                INDArray direction = GradientCheck.normal(random, segment.length())
                        .castTo(DataType.FLOAT)
                        .mul(.05
                                + at.reshape(at.length())
                                                .get(within)
                                                .norm2Number()
                                                .doubleValue()
                                        / root);
                INDArray moved = parameters.reshape(parameters.length()).get(within);
                moved.addi(direction.mul(step));
                network.parametersChanged();
                double above = alongInput(network, v, false);
                moved.subi(direction.mul(2 * step));
                network.parametersChanged();
                double below = alongInput(network, v, false);
                parameters.assign(at);
                network.parametersChanged();
                INDArray gradient = analytic.reshape(analytic.length()).get(within);
                double usual = gradient.norm2Number().doubleValue()
                        * direction.norm2Number().doubleValue()
                        / root;
                double along = dot(gradient, direction);
                assertThat(Math.abs((above - below) / (2 * step) - along))
                        .as("%s: %s along a direction, usually %s", segment.name(), along, usual)
                        .isLessThanOrEqualTo(tolerance * usual);
            }
        }
    }

    /**
     * The product of v and the gradient of the input.
     *
     * @param mixed whether the mixed product is added to the gradients as well
     */
    private static double alongInput(Network network, INDArray v, boolean mixed) {
        INDArray u = GradientCheck.normal(
                        new RandomStream(6), network.definition().output().batch(BATCH))
                .castTo(DataType.FLOAT);
        try (Pass pass = network.forward(Mode.TRAINING, tensors(random(7, LARGE)))) {
            pass.backward(over(u), Wanted.INPUTS);
            if (mixed) {
                pass.addMixedGradient(0, over(v));
            }
            return dot(arrayOf(pass.inputGradient(0)), v);
        }
    }

    private static double dot(INDArray a, INDArray b) {
        return a.castTo(DataType.DOUBLE)
                .reshape(a.length())
                .mul(b.castTo(DataType.DOUBLE).reshape(b.length()))
                .sumNumber()
                .doubleValue();
    }

    private static INDArray gradientsAfter(NetworkDefinition definition, INDArray gradient, int... inputs) {
        NetworkRequest request =
                new NetworkRequest("tiled", definition, DataType.FLOAT, new RandomStream(42), new RandomStream(43));
        try (Network network = new OneDnnEngine().build(request)) {
            for (int seed : inputs) {
                try (Pass pass = network.forward(Mode.TRAINING, tensors(random(seed, LARGE)))) {
                    pass.backward(over(gradient), Wanted.PARAMETERS);
                }
            }
            return arrayOf(network.gradients()).dup();
        }
    }

    private static INDArray random(long seed, TensorShape shape) {
        return GradientCheck.normal(new RandomStream(seed), shape.batch(BATCH)).castTo(DataType.FLOAT);
    }

    @Test
    void otherWindowsAndFewChannelsAreLeftToOtherKernels() {
        assertThat(WinogradTiling.of(64, new Window(7, 7, 2, 2, 1, 1, 2, 2), LARGE, SMALL))
                .isEmpty();
        assertThat(WinogradTiling.of(64, new Window(1, 1, 1, 1, 0, 0, 0, 0), LARGE, LARGE))
                .isEmpty();
        assertThat(WinogradTiling.of(64, REDUCING, TensorShape.of(3, 16, 24), SMALL))
                .isEmpty();
        assertThat(WinogradTiling.of(251, REDUCING, LARGE, SMALL)).isEmpty();
        assertThat(WinogradTiling.of(2, REDUCING, TensorShape.of(256, 14, 14), TensorShape.of(512, 7, 7)))
                .isEmpty();
    }

    private static NetworkDefinition network(TensorShape in, TensorShape out, UnaryOperator<GraphBuilder> layers) {
        GraphBuilder graph =
                layers.apply(new NeuralNetConfiguration.Builder().graphBuilder().addInputs("x"));
        return new NetworkDefinition(graph.setOutputs("c").build(), List.of(in), out);
    }

    private static ConvolutionLayer convolution(Window window, TensorShape in, TensorShape out, boolean bias) {
        return convolution(window, in, out, bias, Activation.TANH);
    }

    private static ConvolutionLayer convolution(
            Window window, TensorShape in, TensorShape out, boolean bias, Activation activation) {
        return new ConvolutionLayer.Builder(window.kernelHeight(), window.kernelWidth())
                .stride(window.strideHeight(), window.strideWidth())
                .convolutionMode(ConvolutionMode.Same)
                .nIn(in.channels())
                .nOut(out.channels())
                .hasBias(bias)
                .activation(activation)
                .build();
    }

    private static Deconvolution2D deconvolution(boolean bias) {
        return deconvolution(bias, Activation.ELU);
    }

    private static Deconvolution2D deconvolution(boolean bias, Activation activation) {
        return new Deconvolution2D.Builder(5, 5)
                .stride(2, 2)
                .convolutionMode(ConvolutionMode.Same)
                .nIn(SMALL.channels())
                .nOut(LARGE.channels())
                .hasBias(bias)
                .activation(activation)
                .build();
    }

    private static void check(Arena arena, WinogradTiling tiling) {
        ParameterMemory parameters =
                new ParameterMemory(arena, over(Nd4j.create(1)), over(Nd4j.create(1)), new ParameterLayout(List.of()));
        Compilation compilation = new Compilation(arena, parameters, tiling.batch(), Mode.TRAINING, "none");
        int kernel = tiling.window().kernelHeight();
        FormattedMemory weights = filled(
                arena,
                OneDnn.rowMajor(tiling.output().channels(), tiling.input().channels(), kernel, kernel),
                1);
        FormattedMemory input = filled(arena, OneDnn.channelsLast(tiling.input().batch(tiling.batch())), 2);
        FormattedMemory output =
                filled(arena, OneDnn.channelsLast(tiling.output().batch(tiling.batch())), 3);
        double[] convolved = new double[output.buffer().capacity()];
        double[] transposedExpected = new double[input.buffer().capacity()];
        double[] differentiated = new double[weights.buffer().capacity()];
        byDefinition(tiling, (i, p, w) -> {
            convolved[p] += (double) input.buffer().get(i) * weights.buffer().get(w);
            transposedExpected[i] +=
                    (double) output.buffer().get(p) * weights.buffer().get(w);
            differentiated[w] +=
                    (double) input.buffer().get(i) * output.buffer().get(p);
        });
        WinogradFilters transformed = new WinogradFilters(compilation, "c", weights, tiling);
        transformed.refresh();
        FormattedMemory convolution = FormattedMemory.allocate(arena, output.format());
        FormattedMemory transpose = FormattedMemory.allocate(arena, input.format());
        FormattedMemory gradient = FormattedMemory.allocate(arena, weights.format());
        // Each layer runs forward and backward twice: nothing that the first run leaves in the
        // workspace may change the second.
        Operations layer = new Operations();
        WinogradConvolution plain =
                new WinogradConvolution(compilation, "c", tiling, transformed, Direction.CONVOLUTION);
        plain.forward(layer, input, convolution);
        plain.backward(output, transpose, gradient, new Operations(), new Operations(), layer);
        layer.run();
        layer.run();
        assertClose(tiling + ": convolution", convolution, convolved);
        assertClose(tiling + ": gradient of its input", transpose, transposedExpected);
        assertClose(tiling + ": gradient of its weights", gradient, differentiated);
        Operations transposedLayer = new Operations();
        WinogradConvolution transposed =
                new WinogradConvolution(compilation, "t", tiling, transformed, Direction.TRANSPOSED);
        transposed.forward(transposedLayer, output, transpose);
        transposed.backward(input, convolution, gradient, new Operations(), new Operations(), transposedLayer);
        transposedLayer.run();
        transposedLayer.run();
        assertClose(tiling + ": transpose", transpose, transposedExpected);
        assertClose(tiling + ": gradient of the transpose's input", convolution, convolved);
        assertClose(tiling + ": gradient of the transpose's weights", gradient, differentiated);
    }

    /**
     * Visits every multiplication of the convolution by the indices of input, output and weight.
     */
    private static void byDefinition(WinogradTiling tiling, Multiplication multiplication) {
        TensorShape input = tiling.input();
        TensorShape output = tiling.output();
        int kernel = tiling.window().kernelHeight();
        for (int n = 0; n < tiling.batch(); n++) {
            for (int row = 0; row < output.height(); row++) {
                for (int column = 0; column < output.width(); column++) {
                    for (int a = 0; a < kernel; a++) {
                        for (int b = 0; b < kernel; b++) {
                            int y = row * tiling.stride() + a - tiling.padding();
                            int x = column * tiling.stride() + b - tiling.padding();
                            if (y < 0 || x < 0 || y >= input.height() || x >= input.width()) {
                                continue;
                            }
                            for (int to = 0; to < output.channels(); to++) {
                                for (int from = 0; from < input.channels(); from++) {
                                    multiplication.of(
                                            ((n * input.height() + y) * input.width() + x) * input.channels() + from,
                                            ((n * output.height() + row) * output.width() + column) * output.channels()
                                                    + to,
                                            ((to * input.channels() + from) * kernel + a) * kernel + b);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static FormattedMemory filled(Arena arena, memory.desc format, long seed) {
        FormattedMemory tensor = FormattedMemory.allocate(arena, format);
        Random random = new Random(seed);
        for (int i = 0; i < tensor.buffer().capacity(); i++) {
            tensor.buffer().put(i, (float) random.nextGaussian());
        }
        return tensor;
    }

    private static void assertClose(String what, FormattedMemory actual, double[] expected) {
        double square = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            square += expected[i] * expected[i];
            difference += Math.pow(actual.buffer().get(i) - expected[i], 2);
        }
        assertThat(Math.sqrt(difference / square)).as(what).isLessThan(1e-5);
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                result[i] += matrix[i][j] * vector[j];
            }
        }
        return result;
    }

    private interface Multiplication {
        void of(int input, int output, int weight);
    }
}
