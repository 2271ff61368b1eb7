package org.ganlib.models.architecture;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * A place in a network under construction: a vertex of the graph and the shape of what it gives.
 * Each method adds behind it and returns the new place, so that an architecture reads like the
 * table in its paper.
 *
 * @param graph the network so far
 * @param vertex the vertex's name
 * @param given the shape the vertex gives
 * @param shape the shape it is read in: {@code given}, or an image in its place
 */
record Features(GraphBuilder graph, String vertex, TensorShape given, TensorShape shape) {
    private Features(GraphBuilder graph, String vertex, TensorShape given) {
        this(graph, vertex, given, given);
    }

    /** The inputs of a new network: {@code input}, or {@code input-0}, {@code input-1}, … */
    static List<Features> inputs(List<TensorShape> shapes, IWeightInit weights) {
        GraphBuilder graph =
                new NeuralNetConfiguration.Builder().weightInit(weights).graphBuilder();
        List<Features> inputs = IntStream.range(0, shapes.size())
                .mapToObj(i -> new Features(graph, shapes.size() == 1 ? "input" : "input-" + i, shapes.get(i)))
                .toList();
        graph.addInputs(inputs.stream().map(Features::vertex).toList());
        return inputs;
    }

    /** The network that ends here. */
    NetworkDefinition define(List<TensorShape> inputs) {
        return new NetworkDefinition(graph.setOutputs(vertex).build(), inputs, shape);
    }

    /** A fully connected layer; an image is read as a vector. */
    Features dense(String name, int units, Ending ending) {
        return dense(name, units, !ending.normalised(), ending);
    }

    /** A linear map without bias; an image is read as a vector. */
    Features matrix(String name, int units) {
        return dense(name, units, false, Ending.linear());
    }

    /**
     * A fully connected layer of this and another together, normalised: the sum of a matrix applied
     * to each.
     */
    Features denseWith(String name, Features other, int units, Ending ending) {
        return matrix(name + "-0", units)
                .plus(name, other.matrix(name + "-1", units))
                .ended(ending);
    }

    private Features dense(String name, int units, boolean bias, Ending ending) {
        DenseLayer layer = new DenseLayer.Builder()
                .nIn(shape.elements())
                .nOut(units)
                .hasBias(bias)
                .activation(activationWithin(ending))
                .build();
        return layer(name, layer, vectorReader(), TensorShape.of(units)).ended(ending);
    }

    /**
     * The row of a table that a label names: what a matrix makes of the one-hot label, without the
     * ones and zeros.
     */
    Features lookup(String name, int classes, int units) {
        return layer(name, new EmbeddingLayer.Builder().nIn(classes).nOut(units).build(), null, TensorShape.of(units));
    }

    /** A convolution; the image's sides are divided by the stride. */
    Features convolution(String name, int channels, SquareKernel window, Ending ending) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(window.kernel(), window.kernel())
                .stride(window.stride(), window.stride())
                .padding(window.padding(), window.padding())
                .convolutionMode(window.mode())
                .nIn(shape.channels())
                .nOut(channels)
                .hasBias(!ending.normalised())
                .activation(activationWithin(ending))
                .build();
        TensorShape reduced =
                TensorShape.of(channels, shape.height() / window.stride(), shape.width() / window.stride());
        return layer(name, layer, imageReader(), reduced).ended(ending);
    }

    /** A transposed convolution; the image's sides are multiplied by the stride. */
    Features deconvolution(String name, int channels, SquareKernel window, Ending ending) {
        Deconvolution2D layer = new Deconvolution2D.Builder(window.kernel(), window.kernel())
                .stride(window.stride(), window.stride())
                .padding(window.padding(), window.padding())
                .convolutionMode(window.mode())
                .nIn(shape.channels())
                .nOut(channels)
                .hasBias(!ending.normalised())
                .activation(activationWithin(ending))
                .build();
        TensorShape enlarged =
                TensorShape.of(channels, shape.height() * window.stride(), shape.width() * window.stride());
        return layer(name, layer, imageReader(), enlarged).ended(ending);
    }

    /**
     * Normalisation and nonlinearity behind this vertex, each a vertex of its own; none of either
     * if the ending has no normalisation.
     */
    Features ended(Ending ending) {
        if (!ending.normalised()) {
            return this;
        }
        return normalised(vertex + "-norm", ending.norm()).activated(vertex + "-activation", ending.activation());
    }

    /** Normalisation over the batch behind this vertex, and no nonlinearity. */
    Features normalised(String name, Ending.Norm norm) {
        BatchNormalization layer = new BatchNormalization.Builder()
                .nIn(given.channels())
                .nOut(given.channels())
                .lockGammaBeta(norm == Ending.Norm.PLAIN)
                .build();
        return layer(name, layer, null, given);
    }

    /** The image with each pixel repeated along both axes. */
    Features enlarged(String name, int factor) {
        return layer(
                name,
                new Upsampling2D.Builder(factor).build(),
                null,
                TensorShape.of(given.channels(), given.height() * factor, given.width() * factor));
    }

    /** The means of blocks of factor×factor pixels. */
    Features shrunk(String name, int factor) {
        SubsamplingLayer means = new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(factor, factor)
                .stride(factor, factor)
                .build();
        return layer(
                name, means, null, TensorShape.of(given.channels(), given.height() / factor, given.width() / factor));
    }

    /** The sum of each channel's pixels. */
    Features total(String name) {
        return layer(
                name, new GlobalPoolingLayer.Builder(PoolingType.SUM).build(), null, TensorShape.of(given.channels()));
    }

    /** The sum of a vector's numbers. */
    Features sum(String name) {
        return image(name + "-column", TensorShape.of(1, given.elements(), 1)).total(name);
    }

    /** The product of this and another of its shape, number by number. */
    Features times(String name, Features other) {
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), vertex, other.vertex);
        return new Features(graph, name, given);
    }

    /** A nonlinearity behind this vertex. */
    Features activated(String name, IActivation activation) {
        return layer(name, new ActivationLayer(activation), null, given);
    }

    /** The same numbers, read as an image. */
    Features as(TensorShape image) {
        return new Features(graph, vertex, given, image);
    }

    /** The same numbers as a vector: channels first, then rows. */
    Features flat(String name) {
        graph.addVertex(name, new ReshapeVertex(-1, given.elements()), vertex);
        return new Features(graph, name, TensorShape.of(given.elements()));
    }

    /** The same numbers as an image, for what reads them in the shape in which they are given. */
    Features image(String name, TensorShape image) {
        graph.addVertex(name, new ReshapeVertex(-1, image.channels(), image.height(), image.width()), vertex);
        return new Features(graph, name, image);
    }

    /** A vector as an image: each number a channel that is constant over all pixels of a size. */
    Features spread(String name, TensorShape size) {
        int channels = shape.elements();
        return as(TensorShape.of(channels, 1, 1))
                .layer(
                        name,
                        new Upsampling2D.Builder()
                                .size(new int[] {size.height(), size.width()})
                                .build(),
                        new FeedForwardToCnnPreProcessor(1, 1, channels),
                        TensorShape.of(channels, size.height(), size.width()));
    }

    /** This and another behind it: channels of images of one size, or elements of vectors. */
    Features and(String name, Features other) {
        graph.addVertex(name, new MergeVertex(), vertex, other.vertex);
        int channels = given.channels() + other.given.channels();
        TensorShape merged =
                given.isImage() ? TensorShape.of(channels, given.height(), given.width()) : TensorShape.of(channels);
        return new Features(graph, name, merged);
    }

    /** The sum of this and another of its shape. */
    Features plus(String name, Features other) {
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), vertex, other.vertex);
        return new Features(graph, name, given);
    }

    private Features layer(String name, Layer layer, InputPreProcessor reader, TensorShape result) {
        graph.addLayer(name, layer, reader, vertex);
        return new Features(graph, name, result);
    }

    private InputPreProcessor vectorReader() {
        return given.isImage()
                ? new CnnToFeedForwardPreProcessor(given.height(), given.width(), given.channels())
                : null;
    }

    private InputPreProcessor imageReader() {
        return given.isImage()
                ? null
                : new FeedForwardToCnnPreProcessor(shape.height(), shape.width(), shape.channels());
    }

    private static IActivation activationWithin(Ending ending) {
        return ending.normalised() ? new ActivationIdentity() : ending.activation();
    }
}
