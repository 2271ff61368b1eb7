package org.ganlib.bench.workload;

import org.ganlib.network.TensorShape;

/** One layer of a network, described without any library's objects, so that each contestant builds the same one. */
public sealed interface Layer {
    /** The shape of its output for one example of shape {@code input}. */
    TensorShape output(TensorShape input);

    /** Floating-point operations of one example's forward pass that are multiplications and additions of a linear map, 2 per pair. */
    default long flops(TensorShape input) {
        return 0;
    }

    /**
     * A linear map of the flattened input.
     *
     * @param in elements of the input
     * @param out elements of the output
     * @param bias whether a bias is added
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
     * Linear maps of the flattened input of which each unit gives the largest (Goodfellow et al., Maxout Networks, 2013). With a bias.
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
     * The sum of a linear map of the input and one of the network's second input, a latent; without a bias.
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
     * A convolution with kernel 4×4, stride 2 and padding 1: it halves height and width.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param bias whether a bias is added
     */
    record Convolution(int in, int out, boolean bias) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            requireChannels(in, input);
            return TensorShape.of(out, input.height() / 2, input.width() / 2);
        }

        /** Every tap counts, those over the padding too. */
        @Override
        public long flops(TensorShape input) {
            return 2L * TAPS * in * out * (input.height() / 2) * (input.width() / 2);
        }
    }

    /**
     * A transposed convolution with kernel 4×4, stride 2 and padding 1: it doubles height and width.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param bias whether a bias is added
     */
    record TransposedConvolution(int in, int out, boolean bias) implements Layer {
        @Override
        public TensorShape output(TensorShape input) {
            requireChannels(in, input);
            return TensorShape.of(out, 2 * input.height(), 2 * input.width());
        }

        /** As many as the convolution whose adjoint it is. */
        @Override
        public long flops(TensorShape input) {
            return 2L * TAPS * in * out * input.height() * input.width();
        }
    }

    /**
     * Normalisation over the batch: per feature of a vector, per channel of an image. ε is 1e-5.
     *
     * @param channels features or channels
     * @param trained whether a trained gain and shift follow
     */
    record BatchNorm(int channels, boolean trained) implements Layer {
        /** With gain and shift. */
        public BatchNorm(int channels) {
            this(channels, true);
        }

        @Override
        public TensorShape output(TensorShape input) {
            requireChannels(channels, input);
            return input;
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
     * @param kind which
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

    /** Height and width of every kernel. */
    int KERNEL = 4;
    /** Stride of every convolution. */
    int STRIDE = 2;
    /** Padding of every convolution. */
    int PADDING = 1;
    /** Numbers of a kernel per pair of channels. */
    int TAPS = KERNEL * KERNEL;

    private static void requireChannels(int channels, TensorShape input) {
        if (input.channels() != channels) {
            throw new IllegalArgumentException("a layer of " + channels + " channels was given " + input);
        }
    }
}
