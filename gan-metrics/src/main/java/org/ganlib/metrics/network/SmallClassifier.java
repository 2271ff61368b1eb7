package org.ganlib.metrics.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.Activation;

/**
 * Image → 32 channels at half the size → 64 at a quarter → {@value #FEATURES} features → one number
 * per class, whose softmax is the probability; ReLU in between.
 */
final class SmallClassifier {
    /**
     * Names what is computed: another network or another training must have another name, so that
     * no old weights are used for it.
     */
    static final String RECIPE = "cnn-32-64-128, adam 1e-3 0.9 0.999, batch 64, version 1";

    static final String FEATURE_LAYER = "features";
    static final int FEATURES = 128;

    private static final int KERNEL = 4;

    private SmallClassifier() {}

    static NetworkDefinition define(TensorShape image, int classes) {
        int height = image.height() / 2 / 2;
        int width = image.width() / 2 / 2;
        ComputationGraphConfiguration graph = new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("image")
                .addLayer("half", convolution(image.channels(), 32), "image")
                .addLayer("quarter", convolution(32, 64), "half")
                .addLayer(
                        FEATURE_LAYER,
                        new DenseLayer.Builder()
                                .nIn(64 * height * width)
                                .nOut(FEATURES)
                                .build(),
                        new CnnToFeedForwardPreProcessor(height, width, 64),
                        "quarter")
                .addLayer(
                        "classes",
                        new DenseLayer.Builder()
                                .nIn(FEATURES)
                                .nOut(classes)
                                .activation(Activation.IDENTITY)
                                .build(),
                        FEATURE_LAYER)
                .setOutputs("classes")
                .build();
        return new NetworkDefinition(graph, List.of(image), TensorShape.of(classes));
    }

    private static ConvolutionLayer convolution(int in, int out) {
        return new ConvolutionLayer.Builder(KERNEL, KERNEL)
                .stride(2, 2)
                .padding(1, 1)
                .nIn(in)
                .nOut(out)
                .build();
    }
}
