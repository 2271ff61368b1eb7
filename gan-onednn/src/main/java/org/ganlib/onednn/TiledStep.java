package org.ganlib.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.ganlib.network.TensorShape;

/** σ(x ∗ W + b) or σ of the transposed convolution, by a {@link Tiling}. */
final class TiledStep implements Step {
    private final Compilation compilation;
    private final String name;
    private final boolean transposed;
    private final boolean bias;
    private final Value x;
    private final Value y;
    private final Tensor source;
    private final TiledProducts products;
    private final memory.desc plainWeights;
    private final Operations forward = new Operations();
    private final ActivationGradient activation;
    private final Operations toWeights = new Operations();
    private final Operations toInput = new Operations();

    /** What the weights' gradient needs of the gradient by the output where {@link #toInput} does not run before it; nothing unless transposed. */
    private final Operations toPatches = new Operations();

    private TiledStep(
            Compilation compilation,
            String name,
            boolean transposed,
            boolean bias,
            Elementwise nonlinearity,
            Tiling tiling,
            Value x) {
        this.compilation = compilation;
        this.name = name;
        this.transposed = transposed;
        this.bias = bias;
        this.x = x;
        plainWeights = OneDnn.rowMajor(
                tiling.places().channels(), tiling.image().channels(), tiling.kernel(), tiling.kernel());
        products = tiling.products(compilation, name, plainWeights);
        TensorShape given = transposed ? tiling.image() : tiling.places();
        memory.desc result = OneDnn.channelsLast(given.batch(compilation.batch()));
        y = compilation.value(name, given, result, true);
        activation = new ActivationGradient(compilation, name, nonlinearity, y);
        source = lastChannels(x.tensor(), x.shape(), forward);
        if (transposed) {
            products.spread(forward, source, y.tensor());
        } else {
            products.convolve(forward, source, y.tensor());
        }
        if (bias) {
            addBias(given);
        }
        if (!nonlinearity.isIdentity() && nonlinearity.derivativeFollowsFromOutput()) {
            forward.add(Activations.forward(compilation, name, nonlinearity, y.tensor(), y.tensor()));
        }
    }

    static TiledStep of(Compilation compilation, Node.Convolution node, Tiling tiling, Value x) {
        return new TiledStep(compilation, node.name(), false, node.bias(), node.activation(), tiling, x);
    }

    static TiledStep of(Compilation compilation, Node.Deconvolution node, Tiling tiling, Value x) {
        return new TiledStep(compilation, node.name(), true, node.bias(), node.activation(), tiling, x);
    }

    private Tensor lastChannels(Tensor tensor, TensorShape shape, Operations operations) {
        return Reorder.asWanted(
                compilation.arena(),
                name,
                tensor,
                OneDnn.channelsLast(shape.batch(compilation.batch())),
                operations.list());
    }

    private void addBias(TensorShape shape) {
        memory.desc pixels = OneDnn.matrix(pixels(shape), shape.channels());
        memory.desc row = OneDnn.matrix(1, shape.channels());
        binary.primitive_desc kernel =
                new binary.primitive_desc(OneDnn.PROCESSOR, algorithm.binary_add, pixels, row, pixels);
        Tensor result = y.tensor().as(pixels);
        forward.add(Operation.of(compilation.checked(name + ", bias", kernel), new binary(kernel))
                .with(DNNL_ARG_SRC_0, result)
                .with(DNNL_ARG_SRC_1, compilation.parameter(name + "/b", row))
                .with(DNNL_ARG_DST, result)
                .in(compilation.arena()));
    }

    private long pixels(TensorShape shape) {
        return (long) compilation.batch() * shape.height() * shape.width();
    }

    @Override
    public Value output() {
        return y;
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void prepareBackward() {
        Tensor gradient = activation.prepare();
        Tensor weightGradient = compilation.gradientOf(name + "/W", plainWeights);
        Tensor target = x.contribute();
        boolean direct = target.isOf(source.format());
        Tensor written = direct ? target : Tensor.allocate(compilation.arena(), source.format());
        if (transposed) {
            products.convolve(toInput, gradient, written);
            products.load(toPatches, gradient);
            products.differentiate(toWeights, source, weightGradient);
        } else {
            products.differentiate(toWeights, gradient, weightGradient);
            products.spread(toInput, gradient, written);
        }
        if (bias) {
            toWeights.add(BiasSums.operation(
                    compilation, name, gradient, pixels(y.shape()), y.shape().channels(), name + "/b"));
        }
        if (!direct) {
            toInput.add(Reorder.operation(compilation.arena(), name + ", to input", written, target));
        }
    }

    @Override
    public void backward(boolean parameters, boolean inputs) {
        activation.run();
        if (x.isWanted(inputs)) {
            toInput.run();
        } else if (parameters) {
            toPatches.run();
        }
        if (parameters) {
            toWeights.run();
        }
    }
}
