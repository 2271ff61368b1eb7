package org.ganlib.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
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
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.ganlib.graph.ActivationFunction.Kind;
import org.ganlib.network.Mode;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Reads one Deeplearning4j layer as nodes. */
final class LayerReader {
    private final String name;
    private final TensorShape input;
    private String source;
    private final List<Node> nodes = new ArrayList<>();

    private LayerReader(String name, String source, TensorShape input) {
        this.name = name;
        this.source = source;
        this.input = input;
    }

    static List<Node> read(String name, LayerVertex vertex, String source, TensorShape input, Mode mode)
            throws UnsupportedLayerException {
        LayerReader reader = new LayerReader(name, source, input);
        Layer layer = vertex.getLayerConf().getLayer();
        if (mode == Mode.TRAINING) {
            reader.readTraining(layer);
        }
        reader.read(layer);
        return reader.nodes;
    }

    /** Reads what a layer does in training alone. */
    private void readTraining(Layer layer) throws UnsupportedLayerException {
        if (layer.getConstraints() != null && !layer.getConstraints().isEmpty()) {
            throw unsupported("constraints");
        }
        if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
            throw unsupported("weight noise");
        }
        readDropout(layer);
    }

    private void read(Layer layer) throws UnsupportedLayerException {
        // Exact classes: a subclass may compute something else.
        if (layer.getClass() == DenseLayer.class) {
            readDense((DenseLayer) layer);
        } else if (layer.getClass() == EmbeddingLayer.class) {
            readLookup((EmbeddingLayer) layer);
        } else if (layer.getClass() == ElementWiseMultiplicationLayer.class) {
            readScale((ElementWiseMultiplicationLayer) layer);
        } else if (layer.getClass() == Upsampling2D.class) {
            readRepeat((Upsampling2D) layer);
        } else if (layer.getClass() == SubsamplingLayer.class) {
            readPool((SubsamplingLayer) layer);
        } else if (layer.getClass() == GlobalPoolingLayer.class) {
            readGlobalPool((GlobalPoolingLayer) layer);
        } else if (layer.getClass() == ConvolutionLayer.class) {
            readConvolution((ConvolutionLayer) layer);
        } else if (layer.getClass() == Deconvolution2D.class) {
            readDeconvolution((Deconvolution2D) layer);
        } else if (layer.getClass() == BatchNormalization.class) {
            readBatchNorm((BatchNormalization) layer);
        } else if (layer.getClass() == ActivationLayer.class) {
            nodes.add(
                    new Node.Activation(name, source, input, activation(((ActivationLayer) layer).getActivationFn())));
        } else if (layer instanceof GraphLayer own) {
            nodes.addAll(own.nodes(name, source, input));
        } else {
            throw unsupported(layer.getClass().getSimpleName());
        }
    }

    private void readDropout(Layer layer) throws UnsupportedLayerException {
        if (layer.getIDropout() == null) {
            return;
        }
        if (!(layer.getIDropout() instanceof Dropout dropout) || dropout.getPSchedule() != null) {
            throw unsupported(layer.getIDropout().getClass().getSimpleName() + " with a schedule or of another kind");
        }
        nodes.add(new Node.Dropout(name + "/dropout", source, input, dropout.getP()));
        source = name + "/dropout";
    }

    private void readDense(DenseLayer dense) throws UnsupportedLayerException {
        if (dense.hasLayerNorm()) {
            throw unsupported("layer normalisation");
        }
        int inputs = Math.toIntExact(dense.getNIn());
        requireElements(inputs);
        if (input.isImage()) {
            throw unsupported("takes " + inputs + " numbers, is given " + input);
        }
        nodes.add(new Node.Dense(
                name,
                name,
                source,
                inputs,
                Math.toIntExact(dense.getNOut()),
                dense.hasBias(),
                activation(dense.getActivationFn())));
    }

    /** A layer that is given another number of values contradicts the layer before it. */
    private void requireElements(long taken) {
        if (input.elements() != taken) {
            throw new IllegalArgumentException(
                    "layer '" + name + "' takes " + taken + " numbers, but is given " + input.elements());
        }
    }

    private void readLookup(EmbeddingLayer table) throws UnsupportedLayerException {
        if (input.elements() != 1) {
            throw unsupported("takes a label, is given " + input);
        }
        if (table.hasBias()) {
            throw unsupported("a bias behind a table");
        }
        if (!activation(table.getActivationFn()).isIdentity()) {
            throw unsupported("a nonlinearity behind a table");
        }
        nodes.add(new Node.Lookup(name, source, Math.toIntExact(table.getNIn()), Math.toIntExact(table.getNOut())));
    }

    private void readScale(ElementWiseMultiplicationLayer layer) throws UnsupportedLayerException {
        requireElements(layer.getNOut());
        if (input.isImage()) {
            throw unsupported("takes " + layer.getNOut() + " numbers, is given " + input);
        }
        nodes.add(new Node.Scale(name, source, input, activation(layer.getActivationFn())));
    }

    private void readRepeat(Upsampling2D layer) throws UnsupportedLayerException {
        if (layer.getFormat() != CNN2DFormat.NCHW || !input.isImage()) {
            throw unsupported("takes images in data format NCHW, is given " + input + " in " + layer.getFormat());
        }
        int[] times = layer.getSize();
        nodes.add(new Node.Repeat(
                name, source, TensorShape.of(input.channels(), input.height() * times[0], input.width() * times[1])));
    }

    private void readPool(SubsamplingLayer layer) throws UnsupportedLayerException {
        int[] block = layer.getKernelSize();
        if (layer.getPoolingType() != PoolingType.AVG
                || layer.getCnn2dDataFormat() != CNN2DFormat.NCHW
                || !input.isImage()
                || !Arrays.equals(block, layer.getStride())
                || Arrays.stream(layer.getPadding()).anyMatch(border -> border != 0)
                || input.height() % block[0] != 0
                || input.width() % block[1] != 0) {
            throw unsupported("takes other than means of whole blocks of images in data format NCHW");
        }
        nodes.add(new Node.Pool(
                name,
                source,
                input,
                TensorShape.of(input.channels(), input.height() / block[0], input.width() / block[1]),
                1. / (block[0] * block[1])));
    }

    private void readGlobalPool(GlobalPoolingLayer layer) throws UnsupportedLayerException {
        boolean sums = layer.getPoolingType() == PoolingType.SUM;
        if ((!sums && layer.getPoolingType() != PoolingType.AVG) || !input.isImage() || !layer.isCollapseDimensions()) {
            throw unsupported("takes other than sums or means of whole images");
        }
        double factor = sums ? 1 : 1. / (input.height() * input.width());
        nodes.add(new Node.Pool(name, source, input, TensorShape.of(input.channels()), factor));
    }

    private void readConvolution(ConvolutionLayer layer) throws UnsupportedLayerException {
        requirePlain(layer);
        Axis rows = convolved(layer, 0, input.height());
        Axis columns = convolved(layer, 1, input.width());
        nodes.add(new Node.Convolution(
                name,
                source,
                input,
                TensorShape.of(Math.toIntExact(layer.getNOut()), rows.output(), columns.output()),
                window(layer, rows, columns),
                layer.hasBias(),
                activation(layer.getActivationFn())));
    }

    private static Axis convolved(ConvolutionLayer layer, int dimension, int size) {
        int kernel = layer.getKernelSize()[dimension];
        int stride = layer.getStride()[dimension];
        if (layer.getConvolutionMode() == ConvolutionMode.Same) {
            int output = (size + stride - 1) / stride;
            return Axis.of(output, Math.max((output - 1) * stride + kernel - size, 0));
        }
        int padding = layer.getPadding()[dimension];
        return new Axis((size + 2 * padding - kernel) / stride + 1, padding, padding);
    }

    private void readDeconvolution(Deconvolution2D layer) throws UnsupportedLayerException {
        requirePlain(layer);
        Axis rows = transposed(layer, 0, input.height());
        Axis columns = transposed(layer, 1, input.width());
        nodes.add(new Node.Deconvolution(
                name,
                source,
                input,
                TensorShape.of(Math.toIntExact(layer.getNOut()), rows.output(), columns.output()),
                window(layer, rows, columns),
                layer.hasBias(),
                activation(layer.getActivationFn())));
    }

    private Axis transposed(Deconvolution2D layer, int dimension, int size) throws UnsupportedLayerException {
        int kernel = layer.getKernelSize()[dimension];
        int stride = layer.getStride()[dimension];
        if (layer.getConvolutionMode() == ConvolutionMode.Same) {
            if (kernel < stride) {
                throw unsupported("a kernel smaller than its stride");
            }
            return Axis.of(size * stride, kernel - stride);
        }
        int padding = layer.getPadding()[dimension];
        return new Axis((size - 1) * stride + kernel - 2 * padding, padding, padding);
    }

    private void requirePlain(ConvolutionLayer layer) throws UnsupportedLayerException {
        if (layer.getCnn2dDataFormat() != CNN2DFormat.NCHW) {
            throw unsupported("data format " + layer.getCnn2dDataFormat());
        }
        for (int dilation : layer.getDilation()) {
            if (dilation != 1) {
                throw unsupported("dilation " + dilation);
            }
        }
        if (layer.getConvolutionMode() == ConvolutionMode.Causal) {
            throw unsupported("causal convolution");
        }
        if (input.isImage() && input.channels() != layer.getNIn()) {
            throw new IllegalArgumentException(
                    "layer '" + name + "' takes images of " + layer.getNIn() + " channels, but is given " + input);
        }
        if (!input.isImage()) {
            throw unsupported("takes images of " + layer.getNIn() + " channels, is given " + input);
        }
    }

    private void readBatchNorm(BatchNormalization layer) throws UnsupportedLayerException {
        if (layer.getCnn2DFormat() != CNN2DFormat.NCHW) {
            throw unsupported("data format " + layer.getCnn2DFormat());
        }
        nodes.add(new Node.BatchNorm(
                name,
                source,
                input,
                !layer.isLockGammaBeta(),
                layer.getGamma(),
                layer.getBeta(),
                layer.getEps(),
                layer.getDecay(),
                layer.isUseLogStd()));
    }

    private ActivationFunction activation(IActivation activation) throws UnsupportedLayerException {
        if (activation instanceof ActivationIdentity) {
            return ActivationFunction.IDENTITY;
        }
        if (activation instanceof ActivationReLU) {
            return new ActivationFunction(Kind.RECTIFIER, 0);
        }
        if (activation instanceof ActivationLReLU leaky) {
            return new ActivationFunction(Kind.RECTIFIER, leaky.getAlpha());
        }
        if (activation instanceof ActivationELU elu) {
            return new ActivationFunction(Kind.ELU, elu.getAlpha());
        }
        if (activation instanceof ActivationTanH) {
            return new ActivationFunction(Kind.TANH, 0);
        }
        if (activation instanceof ActivationSigmoid) {
            return new ActivationFunction(Kind.LOGISTIC, 0);
        }
        if (activation instanceof ActivationSoftPlus) {
            return new ActivationFunction(Kind.SOFTPLUS, 0);
        }
        throw unsupported("activation " + activation);
    }

    private static Window window(ConvolutionLayer layer, Axis rows, Axis columns) {
        int[] kernel = layer.getKernelSize();
        int[] stride = layer.getStride();
        return new Window(
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                rows.before(),
                columns.before(),
                rows.after(),
                columns.after());
    }

    /**
     * One dimension of an image: the size of the result, and the zeros before and after the image.
     */
    private record Axis(int output, int before, int after) {
        /** Divides a number of zeros in two halves, the larger one after the image. */
        static Axis of(int output, int zeros) {
            return new Axis(output, zeros / 2, zeros - zeros / 2);
        }
    }

    private UnsupportedLayerException unsupported(String what) {
        return new UnsupportedLayerException(name, what);
    }
}
