package org.ganlib.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.TensorShape;
import org.ganlib.network.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** Convolutions with fewer multiplications give what convolutions give. */
final class WinogradTest {
    private static final int BATCH = 24;
    private static final Window REDUCING = new Window(5, 5, 2, 2, 1, 1, 2, 2);
    private static final Window KEEPING = new Window(3, 3, 1, 1, 1, 1, 1, 1);
    private static final TensorShape LARGE = TensorShape.of(128, 16, 24);
    private static final TensorShape SMALL = TensorShape.of(192, 8, 12);

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 2", "2, 3", "4, 3"})
    void aMinimalFilterFilters(int results, int taps) {
        MinimalFilter filter = new MinimalFilter(results, taps);
        assertThat(filter.products()).isEqualTo(results + taps - 1);
        Random random = new Random(1);
        double[] data = random.doubles(filter.products(), -1, 1).toArray();
        double[] weights = random.doubles(taps, -1, 1).toArray();
        double[] seen = times(filter.ofData(), data);
        double[] multiplied = times(filter.ofTaps(), weights);
        for (int i = 0; i < seen.length; i++) {
            multiplied[i] *= seen[i];
        }
        double[] given = times(filter.ofProducts(), multiplied);
        for (int i = 0; i < results; i++) {
            double expected = 0;
            for (int j = 0; j < taps; j++) {
                expected += data[i + j] * weights[j];
            }
            assertThat(given[i]).isCloseTo(expected, within(1e-13));
        }
    }

    /** Kernel, stride, padding, image, places: tiles that fit, and that reach beyond; images of which the last pixels are not read. */
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
    void productsGiveTheConvolutionItsTransposeAndItsGradient(
            int kernel, int stride, int padding, TensorShape image, TensorShape places) {
        Window window = new Window(kernel, kernel, stride, stride, padding, padding, padding, padding);
        for (int batch : new int[] {1, 51}) {
            try (Arena arena = new Arena()) {
                check(arena, new WinogradTiling(batch, window, image, places));
            }
        }
    }

    @Test
    void severalGroupsAreWorkedOnWhereTheBatchIsLarge() {
        WinogradTiling tiling = new WinogradTiling(51, REDUCING, TensorShape.of(5, 8, 16), TensorShape.of(6, 4, 8));
        assertThat(tiling.images(2)).isEqualTo(51);
        assertThat(tiling.images(6)).isEqualTo(17);
        assertThat(tiling.images(1000)).isEqualTo(1);
    }

    @Test
    void networksAgreeWhoseLayersAreTiled() {
        assertThat(WinogradTiling.of(BATCH, KEEPING, LARGE, LARGE)).isPresent();
        assertThat(WinogradTiling.of(BATCH, REDUCING, LARGE, SMALL)).isPresent();
        AgreementTest.agree(
                network(LARGE, LARGE, graph -> graph.addLayer("k", convolution(KEEPING, LARGE, LARGE, true), "x")
                        .addLayer("down", convolution(REDUCING, LARGE, SMALL, false), "k")
                        .addLayer("c", deconvolution(true), "down")),
                DataType.DOUBLE,
                BATCH,
                List.of(Wanted.BOTH));
        AgreementTest.agree(
                network(SMALL, LARGE, graph -> graph.addLayer("c", deconvolution(false), "x")),
                DataType.DOUBLE,
                BATCH,
                List.of(Wanted.PARAMETERS));
    }

    @Test
    void otherWindowsAndFewChannelsAreLeftToOtherKernels() {
        assertThat(WinogradTiling.of(64, new Window(7, 7, 2, 2, 1, 1, 2, 2), LARGE, SMALL))
                .isEmpty();
        assertThat(WinogradTiling.of(64, new Window(4, 4, 2, 2, 1, 1, 1, 1), LARGE, SMALL))
                .isEmpty();
        assertThat(WinogradTiling.of(64, new Window(1, 1, 1, 1, 0, 0, 0, 0), LARGE, LARGE))
                .isEmpty();
        assertThat(WinogradTiling.of(64, REDUCING, TensorShape.of(3, 16, 24), SMALL))
                .isEmpty();
        assertThat(WinogradTiling.of(16, REDUCING, TensorShape.of(256, 14, 14), TensorShape.of(512, 7, 7)))
                .isEmpty();
    }

    private static NetworkDefinition network(TensorShape in, TensorShape out, UnaryOperator<GraphBuilder> layers) {
        GraphBuilder graph =
                layers.apply(new NeuralNetConfiguration.Builder().graphBuilder().addInputs("x"));
        return new NetworkDefinition(graph.setOutputs("c").build(), List.of(in), out);
    }

    private static ConvolutionLayer convolution(Window window, TensorShape in, TensorShape out, boolean bias) {
        return new ConvolutionLayer.Builder(window.kernelHeight(), window.kernelWidth())
                .stride(window.strideHeight(), window.strideWidth())
                .convolutionMode(ConvolutionMode.Same)
                .nIn(in.channels())
                .nOut(out.channels())
                .hasBias(bias)
                .activation(Activation.TANH)
                .build();
    }

    private static Deconvolution2D deconvolution(boolean bias) {
        return new Deconvolution2D.Builder(5, 5)
                .stride(2, 2)
                .convolutionMode(ConvolutionMode.Same)
                .nIn(SMALL.channels())
                .nOut(LARGE.channels())
                .hasBias(bias)
                .activation(Activation.ELU)
                .build();
    }

    private static void check(Arena arena, WinogradTiling tiling) {
        Compilation compilation = new Compilation(arena, null, tiling.batch(), true, "none");
        int kernel = tiling.window().kernelHeight();
        Tensor weights = filled(
                arena,
                OneDnn.rowMajor(tiling.places().channels(), tiling.image().channels(), kernel, kernel),
                1);
        Tensor image = filled(arena, OneDnn.channelsLast(tiling.image().batch(tiling.batch())), 2);
        Tensor places = filled(arena, OneDnn.channelsLast(tiling.places().batch(tiling.batch())), 3);
        double[] convolved = new double[places.buffer().capacity()];
        double[] spread = new double[image.buffer().capacity()];
        double[] differentiated = new double[weights.buffer().capacity()];
        byDefinition(tiling, (i, p, w) -> {
            convolved[p] += (double) image.buffer().get(i) * weights.buffer().get(w);
            spread[i] += (double) places.buffer().get(p) * weights.buffer().get(w);
            differentiated[w] +=
                    (double) image.buffer().get(i) * places.buffer().get(p);
        });
        WinogradProducts products =
                new WinogradProducts(compilation, "c", tiling, new WinogradWeights(compilation, "c", weights, tiling));
        Operations operations = new Operations();
        Tensor convolution = Tensor.allocate(arena, places.format());
        Tensor transpose = Tensor.allocate(arena, image.format());
        Tensor gradient = Tensor.allocate(arena, weights.format());
        products.convolve(operations, image, convolution);
        products.spread(operations, places, transpose);
        products.differentiate(operations, places, gradient);
        operations.run();
        assertClose(tiling + ": convolution", convolution, convolved);
        assertClose(tiling + ": transpose", transpose, spread);
        assertClose(tiling + ": gradient", gradient, differentiated);
    }

    /** Every multiplication that the convolution has: which pixel, which place, which weight. */
    private static void byDefinition(WinogradTiling tiling, Multiplication multiplication) {
        TensorShape image = tiling.image();
        TensorShape places = tiling.places();
        int kernel = tiling.window().kernelHeight();
        for (int n = 0; n < tiling.batch(); n++) {
            for (int row = 0; row < places.height(); row++) {
                for (int column = 0; column < places.width(); column++) {
                    for (int a = 0; a < kernel; a++) {
                        for (int b = 0; b < kernel; b++) {
                            int y = row * tiling.stride() + a - tiling.padding();
                            int x = column * tiling.stride() + b - tiling.padding();
                            if (y < 0 || x < 0 || y >= image.height() || x >= image.width()) {
                                continue;
                            }
                            for (int to = 0; to < places.channels(); to++) {
                                for (int from = 0; from < image.channels(); from++) {
                                    multiplication.of(
                                            ((n * image.height() + y) * image.width() + x) * image.channels() + from,
                                            ((n * places.height() + row) * places.width() + column) * places.channels()
                                                    + to,
                                            ((to * image.channels() + from) * kernel + a) * kernel + b);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static Tensor filled(Arena arena, memory.desc format, long seed) {
        Tensor tensor = Tensor.allocate(arena, format);
        Random random = new Random(seed);
        for (int i = 0; i < tensor.buffer().capacity(); i++) {
            tensor.buffer().put(i, (float) random.nextGaussian());
        }
        return tensor;
    }

    private static void assertClose(String what, Tensor actual, double[] expected) {
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
        void of(int pixel, int place, int weight);
    }
}
