package org.ganlib.bench.workload;

import java.util.stream.LongStream;
import org.ganlib.tensor.TensorShape;

/**
 * One layer of a network, described without any library's objects, so that each contestant builds
 * the same one.
 */
public sealed interface Layer {
    /** The shape of its output for one example of shape {@code input}. */
    TensorShape output(TensorShape input);

    /**
     * Floating-point operations of one example's forward pass that are multiplications and
     * additions of a linear map, 2 per pair.
     */
    default long flops(TensorShape input) {
        return 0;
    }

    /** Returns the operations of the linear maps that read the layer's input directly. */
    default long firstFlops(TensorShape input) {
        return flops(input);
    }

    /** Returns true if it normalises over the batch. */
    default boolean hasBatchNorm() {
        return false;
    }

    /** Returns true if its windows have a border as wide on all sides. */
    default boolean symmetric() {
        return true;
    }

    /**
     * A linear map of the flattened input.
     *
     * @param in elements of the input
     * @param out elements of the output
     * @param bias true if a bias is added
     */
    record Dense(int in, int out, boolean bias) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            if (input.elements() != in) {
                throw new IllegalArgumentException("a dense layer of " + in + " inputs was given " + input);
            }
            return TensorShape.of(out);
        }

        @Override
        public long flops(TensorShape input) {
            return 2L * in * out;
        }
    }

    /**
     * Linear maps of the flattened input of which each unit gives the largest (Goodfellow et al.,
     * Maxout Networks, 2013). With a bias.
     *
     * @param in elements of the input
     * @param units elements of the output
     * @param pieces linear maps per unit
     */
    record Maxout(int in, int units, int pieces) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            if (input.elements() != in) {
                throw new IllegalArgumentException("a maxout layer of " + in + " inputs was given " + input);
            }
            return TensorShape.of(units);
        }

        @Override
        public long flops(TensorShape input) {
            return 2L * in * units * pieces;
        }
    }

    /**
     * The sum of a linear map of the input and one of the network's second input, a latent; without
     * a bias.
     *
     * @param in elements of the input
     * @param latent elements of the latent
     * @param out elements of the output
     */
    record Joined(int in, int latent, int out) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            if (input.elements() != in) {
                throw new IllegalArgumentException("a joined layer of " + in + " inputs was given " + input);
            }
            return TensorShape.of(out);
        }

        @Override
        public long flops(TensorShape input) {
            return 2L * (in + latent) * out;
        }
    }

    /**
     * A convolution with a square kernel over a zero-padded image, which divides height and width
     * by its stride.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param window its kernel and stride
     * @param bias true if a bias is added
     */
    record Convolution(int in, int out, Window window, boolean bias) implements Layer {
        /** A layer with kernel 4×4 and stride 2. */
        public Convolution(int in, int out, boolean bias) {
            this(in, out, Window.DCGAN, bias);
        }

        @Override
        public TensorShape output(TensorShape input) {
            requireChannels(in, input);
            return TensorShape.of(out, input.height() / window.stride(), input.width() / window.stride());
        }

        @Override
        public boolean symmetric() {
            return window.symmetric();
        }

        /** Every tap counts, those over the padding too. */
        @Override
        public long flops(TensorShape input) {
            return 2L
                    * window.taps()
                    * in
                    * out
                    * output(input).height()
                    * output(input).width();
        }
    }

    /**
     * The adjoint of a convolution, which multiplies height and width by its stride.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param window its kernel and stride
     * @param bias true if a bias is added
     */
    record TransposedConvolution(int in, int out, Window window, boolean bias) implements Layer {
        /** A layer with kernel 4×4 and stride 2. */
        public TransposedConvolution(int in, int out, boolean bias) {
            this(in, out, Window.DCGAN, bias);
        }

        @Override
        public TensorShape output(TensorShape input) {
            requireChannels(in, input);
            return TensorShape.of(out, input.height() * window.stride(), input.width() * window.stride());
        }

        @Override
        public boolean symmetric() {
            return window.symmetric();
        }

        /** The same number as for the convolution whose adjoint it is. */
        @Override
        public long flops(TensorShape input) {
            return 2L * window.taps() * in * out * input.height() * input.width();
        }
    }

    /**
     * Normalisation over the batch: per feature of a vector, per channel of an image. ε is 1e-5.
     *
     * @param channels features or channels
     * @param trained true if a trained gain and shift follow
     */
    record BatchNorm(int channels, boolean trained) implements Layer {
        /** A batch norm with gain and shift. */
        public BatchNorm(int channels) {
            this(channels, true);
        }

        @Override
        public TensorShape output(TensorShape input) {
            requireChannels(channels, input);
            return input;
        }

        @Override
        public boolean hasBatchNorm() {
            return true;
        }
    }

    /**
     * An image with each pixel repeated along both axes.
     *
     * @param factor pixels for each pixel along an axis
     */
    record Upsampling(int factor) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            return TensorShape.of(input.channels(), input.height() * factor, input.width() * factor);
        }
    }

    /**
     * The means of the square blocks of an image.
     *
     * @param factor pixels of a block along an axis
     */
    record AveragePooling(int factor) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            return TensorShape.of(input.channels(), input.height() / factor, input.width() / factor);
        }
    }

    /** The sum of each channel's pixels. */
    record SumPooling() implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            return TensorShape.of(input.channels());
        }
    }

    /**
     * The sum of two stacks over the same input (He et al., Deep Residual Learning for Image
     * Recognition, 2016).
     *
     * @param residual the stack that computes
     * @param shortcut the stack beside it; without layers it gives the input itself
     */
    record Residual(Stack residual, Stack shortcut) implements Layer {
        /** @throws IllegalArgumentException unless both take and give the same shapes */
        public Residual {
            if (!residual.input().equals(shortcut.input()) || !residual.output().equals(shortcut.output())) {
                throw new IllegalArgumentException("a residual from " + residual.input() + " to " + residual.output()
                        + " has a shortcut from " + shortcut.input() + " to " + shortcut.output());
            }
        }

        @Override
        public TensorShape output(TensorShape input) {
            if (!input.equals(residual.input())) {
                throw new IllegalArgumentException("a residual block over " + residual.input() + " was given " + input);
            }
            return residual.output();
        }

        @Override
        public long flops(TensorShape input) {
            return LongStream.concat(LongStream.of(residual.flops()), LongStream.of(shortcut.flops()))
                    .sum();
        }

        @Override
        public long firstFlops(TensorShape input) {
            return residual.firstFlops() + shortcut.firstFlops();
        }

        @Override
        public boolean hasBatchNorm() {
            return residual.hasBatchNorm() || shortcut.hasBatchNorm();
        }

        @Override
        public boolean symmetric() {
            return residual.symmetric() && shortcut.symmetric();
        }
    }

    /**
     * Takes a vector for an image, row-major.
     *
     * @param shape the image
     */
    record Reshape(TensorShape shape) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            if (input.elements() != shape.elements()) {
                throw new IllegalArgumentException(input + " cannot be read as " + shape);
            }
            return shape;
        }
    }

    /**
     * A nonlinearity, element by element.
     *
     * @param kind the kind of nonlinearity
     * @param slope the slope below 0 of a leaky rectifier, 0 for the others
     */
    record Nonlinearity(Kind kind, double slope) implements Layer {
        /** max(0, x). */
        public static final Nonlinearity RELU = new Nonlinearity(Kind.RELU, 0);
        /** tanh x. */
        public static final Nonlinearity TANH = new Nonlinearity(Kind.TANH, 0);

        /** x for x ≥ 0, slope·x below. */
        public static Nonlinearity leaky(double slope) {
            return new Nonlinearity(Kind.LEAKY_RELU, slope);
        }

        @Override
        public TensorShape output(TensorShape input) {
            return input;
        }

        /** The functions. */
        public enum Kind {
            /** max(0, x). */
            RELU,
            /** x for x ≥ 0, slope·x below. */
            LEAKY_RELU,
            /** tanh x. */
            TANH
        }
    }

    /**
     * A square kernel and how far it moves. Zeros fill the border so that sides are divided by the
     * stride, or multiplied when transposed; where kernel and stride differ by an odd number, one
     * side gets one more than the other: the bottom and the right with Deeplearning4j as with
     * TensorFlow, the top and the left with PyTorch.
     *
     * @param kernel height and width
     * @param stride rows and columns between two places
     */
    record Window(int kernel, int stride) {
        /** The window of all layers of Radford et al. 2016 as they are commonly built. */
        static final Window DCGAN = new Window(4, 2);

        /** Numbers of a kernel per pair of channels. */
        public int taps() {
            return kernel * kernel;
        }

        /** Returns true if the border is as wide on all sides. */
        public boolean symmetric() {
            return (kernel - stride) % 2 == 0;
        }
    }

    private static void requireChannels(int channels, TensorShape input) {
        if (input.channels() != channels) {
            throw new IllegalArgumentException("a layer of " + channels + " channels was given " + input);
        }
    }
}
