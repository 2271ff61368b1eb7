package org.ganlib.metrics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.ganlib.metrics.Points;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.FeatureExtractorContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

final class ModelFileTest {
    private static final Examples POINTS = Points.normal(1, 17, 0, 1, 1, 1);

    @TempDir
    private static Path folder;

    @Test
    void onnxFeaturesAreTheModelsOutput() {
        try (FeatureMap map = new OnnxFile(onnx().toString(), "").open(context())) {
            assertThat(map.features(Points.of(3, 1, 2, 3, 0, 0, 1)).values()).containsExactly(14, 32, 3, 6);
            assertThat(map.probabilities(POINTS)).isEmpty();
            assertThat(map.hash()).startsWith("sha256 ").endsWith("output y");
        }
    }

    @Test
    void deeplearning4jFeaturesAreTheLayerBeforeTheLast() {
        try (FeatureMap map = new Dl4jFile(deeplearning4j().toString(), "").open(context())) {
            assertThat(map.features(POINTS).shape().elements()).isEqualTo(7);
            assertThat(map.probabilities(POINTS))
                    .hasValueSatisfying(p -> assertThat(p.shape().elements()).isEqualTo(2));
        }
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no model");
        assertThatThrownBy(() -> new OnnxFile(text.toString(), "").open(context()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is no ONNX model");
        assertThatThrownBy(() -> new Dl4jFile(text.toString(), "").open(context()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is no model of Deeplearning4j");
        assertThatThrownBy(() -> new OnnxFile("missing", "").open(context()))
                .hasMessage("missing: does not exist. Give an ONNX model file.");
        assertThatThrownBy(() -> new OnnxFile(onnx().toString(), "z").open(context()))
                .hasMessageContaining("has no output 'z', only [y]");
        assertThatThrownBy(() -> new Dl4jFile(deeplearning4j().toString(), "z").open(context()))
                .hasMessageContaining("has no layer 'z'");
        assertThatThrownBy(() -> new OnnxFile().open(context())).hasMessageContaining("onnx needs a model file");
    }

    @Test
    void outputsWhoseFirstAxisIsNotThatOfExamplesAreRefused() {
        byte[] transposed = OnnxModel.transposedProduct(3, 20, new float[60]);
        assertThatThrownBy(() -> features(transposed, POINTS))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("transposed.onnx: its output y has the shape [20, 17] for 17 examples, must be"
                        + " [17, …] with a vector for each. Name another output.");
        // As many examples as numbers of each: the shape is the same either way.
        assertThatThrownBy(() -> features(transposed, Points.normal(1, 20, 0, 1, 1, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has the shape [20, 20] for 20 examples");
        float[] unit = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        Examples three = Points.of(3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(features(OnnxModel.product(3, 3, unit), three).values()).containsExactly(three.values());
    }

    @Test
    void aFixedNumberOfExamplesDoesNotHideWhereTheyLie() {
        for (Examples examples : List.of(POINTS, Points.normal(1, 1, 0, 1, 1, 1))) {
            assertThatThrownBy(() -> features(OnnxModel.transposed(3), examples))
                    .as("%s examples", examples.count())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("has the shape [3, 3] for 3 examples, must be [3, …] with a vector for each");
            assertThat(features(OnnxModel.identity(List.of(3, 3)), examples).values())
                    .containsExactly(examples.values());
        }
    }

    @Test
    void scalarOutputsAreRefused() {
        assertThatThrownBy(() -> features(OnnxModel.sum(3), POINTS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("its output y has the shape [] for 17 examples");
    }

    @Test
    void inputShapesThatNoExampleHasAreRefused() {
        assertThatThrownBy(() -> features(OnnxModel.identity(List.of("N", 4)), POINTS))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(": its input x has the shape [-1, 4], −1 standing for any size, and examples are"
                        + " 3. Give a model of such examples.");
        assertThatThrownBy(() -> features(OnnxModel.identity(List.of("N", 1, 3)), POINTS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has the shape [-1, 1, 3]");
        for (long absurd : new long[] {0, Long.MAX_VALUE, Integer.MAX_VALUE, (1 << 20) + 1}) {
            assertThatThrownBy(() -> features(OnnxModel.identity(List.of("N", absurd)), POINTS))
                    .as("size %s", absurd)
                    .isInstanceOf(DataException.class)
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> features(OnnxModel.identity(List.of(absurd, 3)), POINTS))
                    .as("batch of %s", absurd)
                    .isInstanceOf(DataException.class)
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> features(OnnxModel.identity(List.of()), POINTS))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFixedNumberOfExamplesPerRunIsFilledUp() {
        for (int batch : new int[] {1, 5, 17, 40}) {
            assertThat(features(OnnxModel.identity(List.of(batch, 3)), POINTS).values())
                    .as("batch of %s", batch)
                    .containsExactly(POINTS.values());
        }
        Examples many = Points.normal(1, 401, 0, 1, 1, 1);
        assertThat(features(OnnxModel.identity(List.of("N", "any")), many).values())
                .containsExactly(many.values());
    }

    @Test
    void messagesOfTheRuntimeAreOnOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("words"), "no model");
        assertThatThrownBy(() -> new OnnxFile(text.toString(), "").open(context()))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(".*words: is no ONNX model that can be run: \\S.*");
        // The model accepts any input shape, so only its matrix product notices that the shape does
        // not fit.
        byte[] any = OnnxModel.product(List.of("N", "any"), 4, 1, 1, 1, 1, 1);
        assertThatThrownBy(() -> features(any, POINTS))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(".*: cannot run on examples of 3: \\S.*")
                .hasMessageNotContaining("\n");
    }

    @Test
    void outputsThatAreDistributionsAreProbabilities() throws IOException {
        Path identity = Files.write(folder.resolve("identity.onnx"), OnnxModel.identity(List.of("N", 2)));
        Examples distributions = Points.of(2, 0.25f, 0.75f, 1, 0);
        try (FeatureMap map = new OnnxFile(identity.toString(), "y").open(context())) {
            assertThat(map.probabilities(distributions))
                    .hasValueSatisfying(p -> assertThat(p.values()).containsExactly(distributions.values()));
        }
    }

    /**
     * Images of 1 × 3 × 4 keep their shape for a network that takes images, and are flattened for
     * one that takes vectors.
     */
    @Test
    void imagesKeepTheirShapeWhereTheNetworkTakesThem() {
        float[] values = new float[2 * 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Examples images = new Examples(TensorShape.of(1, 3, 4), values, new int[2]);
        assertThat(features(OnnxModel.identity(List.of("N", 1, 3, 4)), images).values())
                .containsExactly(values);
        assertThat(features(OnnxModel.identity(List.of("N", 12)), images).values())
                .containsExactly(values);
        assertThatThrownBy(() -> features(OnnxModel.identity(List.of("N", 1, 4, 3)), images))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has the shape [-1, 1, 4, 3]");
    }

    /**
     * Deeplearning4j networks, dense and convolutional, process more examples than one batch holds.
     */
    @Test
    void deeplearning4jNetworksSeeVectorsOrImages() throws IOException {
        Examples images = new Examples(
                TensorShape.of(1, 4, 4),
                Points.normal(3, 450, 0, new double[16]).values(),
                new int[450]);
        for (int i = 0; i < images.values().length; i++) {
            images.values()[i] = (i * 37 % 101) / 50f - 1;
        }
        MultiLayerNetwork dense = network(
                new DenseLayer.Builder()
                        .nIn(16)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .build(),
                false);
        MultiLayerNetwork convolutional = network(
                new ConvolutionLayer.Builder(3, 3)
                        .nIn(1)
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build(),
                true);
        for (boolean ofVectors : new boolean[] {true, false}) {
            MultiLayerNetwork network = ofVectors ? dense : convolutional;
            Path file = folder.resolve("layers-" + network.numParams() + ".zip");
            ModelSerializer.writeModel(network, file.toFile(), false);
            float[] expected = new float[450 * 2];
            for (int i = 0; i < 450; i++) {
                float[] one = Arrays.copyOfRange(images.values(), 16 * i, 16 * i + 16);
                INDArray input = ofVectors
                        ? Nd4j.createFromArray(one).reshape(1, 16)
                        : Nd4j.createFromArray(one).reshape(1, 1, 4, 4);
                float[] output = network.output(input).toFloatVector();
                System.arraycopy(output, 0, expected, 2 * i, 2);
            }
            try (FeatureMap map = new Dl4jFile(file.toString(), "").open(context())) {
                assertThat(map.probabilities(images))
                        .hasValueSatisfying(p -> assertThat(p.values()).containsExactly(expected, within(1e-5f)));
                assertThat(map.features(images).count()).isEqualTo(450);
            }
        }
    }

    private static MultiLayerNetwork network(Layer first, boolean convolutional) {
        var layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(first)
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(convolutional ? 8 : 5)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build());
        if (convolutional) {
            layers.inputPreProcessor(1, new CnnToFeedForwardPreProcessor(2, 2, 2));
        }
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    @Test
    void aBatchThatFitsIntoNoMemoryIsRefused() {
        Examples wide = Points.normal(1, 2, 0, new double[300]);
        assertThatThrownBy(() -> features(OnnxModel.identity(List.of(1 << 20, 300)), wide))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("takes 1048576 examples at once, of 300 more than fit into memory");
    }

    private static Examples features(byte[] model, Examples examples) {
        try (FeatureMap map = new OnnxFile(
                        Files.write(folder.resolve("transposed.onnx"), model).toString(), "")
                .open(context())) {
            return map.features(examples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    final class OfOnnx implements FeatureExtractorContract {
        @Override
        public FeatureExtractor extractor() {
            return new OnnxFile(onnx().toString(), "");
        }

        @Override
        public FeatureExtractor configured() {
            return new OnnxFile("some.onnx", "y");
        }

        @Override
        public MetricContext context() {
            return ModelFileTest.context();
        }
    }

    @Nested
    final class OfDeeplearning4j implements FeatureExtractorContract {
        @Override
        public FeatureExtractor extractor() {
            return new Dl4jFile(deeplearning4j().toString(), "");
        }

        @Override
        public FeatureExtractor configured() {
            return new Dl4jFile("some.zip", "layer");
        }

        @Override
        public MetricContext context() {
            return ModelFileTest.context();
        }
    }

    private static MetricContext context() {
        return Points.compared(POINTS, POINTS);
    }

    private static Path onnx() {
        try {
            return Files.write(folder.resolve("product.onnx"), OnnxModel.product(3, 2, 1, 4, 2, 5, 3, 6));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path deeplearning4j() {
        Path file = folder.resolve("network.zip");
        // Archives carry the time at which they were written, and the hash is that of the file.
        if (Files.exists(file)) {
            return file;
        }
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(7)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(7)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        try {
            ModelSerializer.writeModel(network, file.toFile(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
