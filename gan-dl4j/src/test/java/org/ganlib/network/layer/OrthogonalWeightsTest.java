package org.ganlib.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

final class OrthogonalWeightsTest {
    private static final double GAIN = 1.4;

    @ParameterizedTest
    @CsvSource({"1,1", "7,7", "128,128", "256,128", "16,200", "1,9", "9,1"})
    void theFewerOfRowsAndColumnsAreOrthogonalAndAsLongAsTheGain(int rows, int columns) {
        for (char order : new char[] {'c', 'f'}) {
            INDArray weights = drawn(1, order, rows, columns);
            assertThat(weights.shape()).containsExactly(rows, columns);
            requireOrthogonal(weights, GAIN);
        }
    }

    /** Kernels [out, in, height, width] are a matrix of one row for each output channel. */
    @Test
    void eachOutputChannelOfAConvolutionIsARow() {
        requireOrthogonal(drawn(3, 'c', 8, 3, 5, 5).reshape('c', 8, 75), GAIN);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherDoesNot() {
        assertThat(drawn(5, 'f', 64, 32)).isEqualTo(drawn(5, 'f', 64, 32)).isNotEqualTo(drawn(6, 'f', 64, 32));
    }

    /**
     * Without the signs of R's diagonal the first element of Q would be negative whenever the
     * matrix's is positive.
     */
    @Test
    void noDirectionIsPreferred() {
        int positive = 0;
        double sum = 0;
        int draws = 2000;
        Nd4j.getRandom().setSeed(17);
        for (int i = 0; i < draws; i++) {
            INDArray weights = draw('f', 3, 3);
            double first = weights.getDouble(0, 0);
            positive += first > 0 ? 1 : 0;
            sum += first * first / GAIN / GAIN;
        }
        // Four standard errors: of a fair coin, and of the square of a coordinate on the sphere, of
        // mean 1/3 and variance 4/45.
        assertThat(positive / (double) draws).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(draws)));
        assertThat(sum / draws).isCloseTo(1.0 / 3, within(4 * Math.sqrt(4.0 / 45 / draws)));
    }

    @Test
    void layersOfOneNetworkDiffer() {
        ComputationGraph graph = new ComputationGraph(configuration());
        graph.init();
        requireOrthogonal(graph.getParam("first_W"), GAIN);
        assertThat(graph.getParam("first_W")).isNotEqualTo(graph.getParam("second_W"));
    }

    @Test
    void surviveBeingWrittenAndRead() {
        ComputationGraphConfiguration configuration = configuration();
        assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
                .isEqualTo(configuration);
        assertThat(configuration.clone()).isEqualTo(configuration);
    }

    @Test
    void aThousandUnitsTakeSeconds() {
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> drawn(1, 'f', 1024, 1024));
    }

    @Test
    void convolutionsOfDeeplearning4jTakeThem() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(new OrthogonalWeights(GAIN))
                .graphBuilder()
                .addInputs("x")
                .addLayer(
                        "image",
                        new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(6).build(),
                        "x")
                .setOutputs("image")
                .build());
        graph.init();
        requireOrthogonal(graph.getParam("image_W").reshape('c', 6, 18), GAIN);
    }

    @Test
    void refusesAGainThatIsNoLength() {
        for (double gain : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OrthogonalWeights(gain))
                    .withMessage("gain: must be finite and > 0, was " + gain);
        }
    }

    private static ComputationGraphConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(4)
                .weightInit(new OrthogonalWeights(GAIN))
                .graphBuilder()
                .addInputs("x")
                .addLayer("first", new DenseLayer.Builder().nIn(12).nOut(12).build(), "x")
                .addLayer("second", new DenseLayer.Builder().nIn(12).nOut(12).build(), "first")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                .nIn(12)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "second")
                .setOutputs("out")
                .build();
    }

    private static INDArray drawn(long seed, char order, long... shape) {
        Nd4j.getRandom().setSeed(seed);
        return draw(order, shape);
    }

    private static INDArray draw(char order, long... shape) {
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        return new OrthogonalWeights(GAIN)
                .init((double) shape[0], (double) shape[1], shape, order, Nd4j.create(DataType.FLOAT, 1, length));
    }

    private static void requireOrthogonal(INDArray weights, double length) {
        INDArray matrix = weights.castTo(DataType.DOUBLE);
        INDArray products = matrix.rows() < matrix.columns()
                ? matrix.mmul(matrix.transpose())
                : matrix.transpose().mmul(matrix);
        INDArray error =
                products.div(length * length).sub(Nd4j.eye(products.rows()).castTo(DataType.DOUBLE));
        assertThat(error.amaxNumber().doubleValue()).isLessThan(1e-5);
    }
}
