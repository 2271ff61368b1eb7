package org.ganlib.bench.contestant;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.ganlib.bench.workload.Layer;
import org.ganlib.bench.workload.Layer.BatchNorm;
import org.ganlib.bench.workload.Layer.Convolution;
import org.ganlib.bench.workload.Layer.Dense;
import org.ganlib.bench.workload.Layer.Joined;
import org.ganlib.bench.workload.Layer.Maxout;
import org.ganlib.bench.workload.Layer.Nonlinearity;
import org.ganlib.bench.workload.Layer.Reshape;
import org.ganlib.bench.workload.Layer.TransposedConvolution;
import org.ganlib.bench.workload.Layer.Window;
import org.ganlib.bench.workload.Stack;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.layer.MaxoutLayer;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Stacks as the definitions that the product's engines run. A nonlinearity belongs to the layer
 * before it, except behind a batch norm, maxout or a sum.
 */
final class Definitions {
    /** The deviation of weights in convolutional networks: Radford et al. 2016, section 3. */
    private static final double DCGAN_DEVIATION = .02;

    private Definitions() {}

    static NetworkDefinition of(Stack stack) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .weightInit(weights(stack))
                .graphBuilder()
                .addInputs("input");
        List<TensorShape> inputs = new ArrayList<>(List.of(stack.input()));
        stack.latent().ifPresent(elements -> {
            graph.addInputs("latent");
            inputs.add(TensorShape.of(elements));
        });
        List<TensorShape> shapes = stack.shapes();
        String previous = "input";
        InputPreProcessor preprocessor = null;
        for (int i = 0; i < stack.layers().size(); i++) {
            Layer layer = stack.layers().get(i);
            if (layer instanceof Reshape reshape) {
                TensorShape image = reshape.shape();
                preprocessor = new FeedForwardToCnnPreProcessor(image.height(), image.width(), image.channels());
                continue;
            }
            if (layer instanceof Nonlinearity && isFused(stack, i)) {
                continue;
            }
            if (layer instanceof Dense && shapes.get(i).isImage()) {
                TensorShape image = shapes.get(i);
                preprocessor = new CnnToFeedForwardPreProcessor(image.height(), image.width(), image.channels());
            }
            String name = Stack.name(i);
            if (layer instanceof Joined joined) {
                graph.addLayer(name + "-0", matrix(joined.in(), joined.out()), preprocessor, previous);
                graph.addLayer(name + "-1", matrix(joined.latent(), joined.out()), "latent");
                graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "-0", name + "-1");
                previous = name;
                preprocessor = null;
                continue;
            }
            graph.addLayer(name, layer(layer, activationAfter(stack, i)), preprocessor, previous);
            previous = name;
            preprocessor = null;
        }
        return new NetworkDefinition(graph.setOutputs(previous).build(), inputs, stack.output());
    }

    private static DenseLayer matrix(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .hasBias(false)
                .activation(new ActivationIdentity())
                .build();
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(Layer layer, IActivation activation) {
        if (layer instanceof Dense dense) {
            return new DenseLayer.Builder()
                    .nIn(dense.in())
                    .nOut(dense.out())
                    .hasBias(dense.bias())
                    .activation(activation)
                    .build();
        }
        if (layer instanceof Maxout maxout) {
            return new MaxoutLayer.Builder(maxout.pieces())
                    .nIn(maxout.in())
                    .nOut(maxout.units())
                    .build();
        }
        if (layer instanceof Convolution convolution) {
            return square(new ConvolutionLayer.Builder(), convolution.window())
                    .nIn(convolution.in())
                    .nOut(convolution.out())
                    .hasBias(convolution.bias())
                    .activation(activation)
                    .build();
        }
        if (layer instanceof TransposedConvolution transposed) {
            return square(new Deconvolution2D.Builder(), transposed.window())
                    .nIn(transposed.in())
                    .nOut(transposed.out())
                    .hasBias(transposed.bias())
                    .activation(activation)
                    .build();
        }
        if (layer instanceof BatchNorm norm) {
            return new BatchNormalization.Builder()
                    .nIn(norm.channels())
                    .nOut(norm.channels())
                    .eps(1e-5)
                    .lockGammaBeta(!norm.trained())
                    .build();
        }
        if (layer instanceof Nonlinearity nonlinearity) {
            return new ActivationLayer(activation(nonlinearity));
        }
        throw new IllegalArgumentException("no Deeplearning4j layer for " + layer);
    }

    private static <T extends ConvolutionLayer.BaseConvBuilder<T>> T square(T builder, Window window) {
        builder.setKernelSize(new int[] {window.kernel(), window.kernel()});
        builder.setStride(new int[] {window.stride(), window.stride()});
        if (!window.symmetric()) {
            return builder.convolutionMode(ConvolutionMode.Same);
        }
        int padding = (window.kernel() - window.stride()) / 2;
        builder.setPadding(new int[] {padding, padding});
        return builder.convolutionMode(ConvolutionMode.Truncate);
    }

    /** The nonlinearity that belongs to layer {@code index}. */
    private static IActivation activationAfter(Stack stack, int index) {
        int next = index + 1;
        if (next < stack.layers().size()
                && stack.layers().get(next) instanceof Nonlinearity nonlinearity
                && isFused(stack, next)) {
            return activation(nonlinearity);
        }
        return new ActivationIdentity();
    }

    private static boolean isFused(Stack stack, int nonlinearity) {
        return nonlinearity > 0
                && !(stack.layers().get(nonlinearity - 1) instanceof BatchNorm)
                && !(stack.layers().get(nonlinearity - 1) instanceof Maxout)
                && !(stack.layers().get(nonlinearity - 1) instanceof Joined);
    }

    private static IActivation activation(Nonlinearity nonlinearity) {
        return switch (nonlinearity.kind()) {
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU(nonlinearity.slope());
            case TANH -> new ActivationTanH();
        };
    }

    private static IWeightInit weights(Stack stack) {
        boolean convolutional = stack.shapes().stream().anyMatch(TensorShape::isImage) && stack.hasBatchNorm();
        return convolutional
                ? new WeightInitDistribution(new NormalDistribution(0, DCGAN_DEVIATION))
                : new WeightInitRelu();
    }
}
