package org.ganlib.metrics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.ganlib.metrics.Points;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;
import org.ganlib.testkit.FeatureExtractorContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
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
