package org.ganlib.bench.contestant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.ganlib.bench.workload.Layer;
import org.ganlib.bench.workload.Layer.AveragePooling;
import org.ganlib.bench.workload.Layer.BatchNorm;
import org.ganlib.bench.workload.Layer.Convolution;
import org.ganlib.bench.workload.Layer.Dense;
import org.ganlib.bench.workload.Layer.Joined;
import org.ganlib.bench.workload.Layer.Maxout;
import org.ganlib.bench.workload.Layer.Nonlinearity;
import org.ganlib.bench.workload.Layer.Reshape;
import org.ganlib.bench.workload.Layer.Residual;
import org.ganlib.bench.workload.Layer.SumPooling;
import org.ganlib.bench.workload.Layer.TransposedConvolution;
import org.ganlib.bench.workload.Layer.Upsampling;
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
 * before it if that is a dense layer or a convolution.
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
        String last = add(graph, stack, Stack::name, "input");
        return new NetworkDefinition(graph.setOutputs(last).build(), inputs, stack.output());
    }

    /**
     * Adds the layers of a stack.
     *
     * @param names names of the layers, by index
     * @param input the vertex that they read
     * @return the vertex of the stack's output
     */
    private static String add(GraphBuilder graph, Stack stack, IntFunction<String> names, String input) {
        List<TensorShape> shapes = stack.shapes();
        String previous = input;
        for (int i = 0; i < stack.layers().size(); i++) {
            Layer layer = stack.layers().get(i);
            if (layer instanceof Nonlinearity && isFused(stack, i)) {
                continue;
            }
            String name = names.apply(i);
            if (layer instanceof Reshape reshape) {
                TensorShape image = reshape.shape();
                graph.addVertex(name, new ReshapeVertex(-1, image.channels(), image.height(), image.width()), previous);
            } else if (layer instanceof Joined joined) {
                graph.addLayer(name + "-0", matrix(joined.in(), joined.out()), previous);
                graph.addLayer(name + "-1", matrix(joined.latent(), joined.out()), "latent");
                graph.addVertex(name, sum(), name + "-0", name + "-1");
            } else if (layer instanceof Residual block) {
                String residual = add(graph, block.residual(), k -> Stack.residualName(name, k), previous);
                String shortcut = add(graph, block.shortcut(), k -> Stack.shortcutName(name, k), previous);
                graph.addVertex(name, sum(), residual, shortcut);
            } else if (layer instanceof Dense && shapes.get(i).isImage()) {
                TensorShape image = shapes.get(i);
                InputPreProcessor flattening =
                        new CnnToFeedForwardPreProcessor(image.height(), image.width(), image.channels());
                graph.addLayer(name, layer(layer, activationAfter(stack, i)), flattening, previous);
            } else {
                graph.addLayer(name, layer(layer, activationAfter(stack, i)), previous);
            }
            previous = name;
        }
        return previous;
    }

    private static ElementWiseVertex sum() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Add);
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
        if (layer instanceof Upsampling upsampling) {
            return new Upsampling2D.Builder(upsampling.factor()).build();
        }
        if (layer instanceof AveragePooling pooling) {
            return new SubsamplingLayer.Builder(PoolingType.AVG)
                    .kernelSize(pooling.factor(), pooling.factor())
                    .stride(pooling.factor(), pooling.factor())
                    .build();
        }
        if (layer instanceof SumPooling) {
            return new GlobalPoolingLayer.Builder(org.deeplearning4j.nn.conf.layers.PoolingType.SUM).build();
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
        if (nonlinearity == 0) {
            return false;
        }
        Layer before = stack.layers().get(nonlinearity - 1);
        return before instanceof Dense || before instanceof Convolution || before instanceof TransposedConvolution;
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
