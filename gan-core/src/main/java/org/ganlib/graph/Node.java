package org.ganlib.graph;

import java.util.List;
import org.ganlib.tensor.TensorShape;

/**
 * One operation of a network. Formulas and shapes are for one example; a batch has one dimension
 * more, in front. Parameters are named by the layer they belong to: {@code layer/W}, {@code
 * layer/b}.
 */
public sealed interface Node {
    /**
     * The name of the result. It is the layer's name if this operation gives the layer's output.
     */
    String name();

    /** The names of the operations or network inputs that this operation reads. */
    List<String> sources();

    /** The shape of the result. */
    TensorShape shape();

    /** An operation that reads one value. */
    sealed interface OfOne extends Node {
        /** The name of the value that is read. */
        String source();

        @Override
        default List<String> sources() {
            return List.of(source());
        }
    }

    /** The same numbers in another shape, in the order of channels, rows, columns. */
    record Reshape(String name, String source, TensorShape shape) implements OfOne {}

    /**
     * Dropout. In training each number is divided by {@code keep} with probability {@code keep},
     * and replaced by 0 otherwise. In evaluation nothing happens.
     */
    record Dropout(String name, String source, TensorShape shape, double keep) implements OfOne {}

    /**
     * A dense layer, σ(xW + b).
     *
     * @param layer the layer whose parameters {@code W} and {@code b} are
     * @param inputs numbers of an example of x
     * @param outputs numbers of an example of the result
     * @param bias true if b is there
     */
    record Dense(
            String name,
            String layer,
            String source,
            int inputs,
            int outputs,
            boolean bias,
            ActivationFunction activation)
            implements OfOne {
        @Override
        public TensorShape shape() {
            return TensorShape.of(outputs);
        }

        /** The linear map xW alone, without bias and activation. */
        public Dense linear() {
            return new Dense(name, layer, source, inputs, outputs, false, ActivationFunction.IDENTITY);
        }
    }

    /**
     * The row of a table, {@code W}, whose index is the label that is read. The table has {@code
     * classes} rows.
     */
    record Lookup(String name, String source, int classes, int units) implements OfOne {
        @Override
        public TensorShape shape() {
            return TensorShape.of(units);
        }
    }

    /** A scale and a shift for each number, σ(x ∘ W + b). */
    record Scale(String name, String source, TensorShape shape, ActivationFunction activation) implements OfOne {}

    /**
     * A convolution, σ(x ∗ W + b).
     *
     * @param input the shape of x
     * @param shape the shape of the result
     */
    record Convolution(
            String name,
            String source,
            TensorShape input,
            TensorShape shape,
            Window window,
            boolean bias,
            ActivationFunction activation)
            implements OfOne {
        /** The linear map x ∗ W alone, without bias and activation. */
        public Convolution linear() {
            return new Convolution(name, source, input, shape, window, false, ActivationFunction.IDENTITY);
        }
    }

    /**
     * A transposed convolution: the transpose of the linear map of the convolution with that window
     * from {@code shape} to {@code input}; then b is added and σ applied.
     *
     * @param input the shape of the value that is read
     * @param shape the shape of the result
     */
    record Deconvolution(
            String name,
            String source,
            TensorShape input,
            TensorShape shape,
            Window window,
            boolean bias,
            ActivationFunction activation)
            implements OfOne {
        /** The linear map of the transposed convolution alone, without bias and activation. */
        public Deconvolution linear() {
            return new Deconvolution(name, source, input, shape, window, false, ActivationFunction.IDENTITY);
        }
    }

    /**
     * Batch normalisation, γ(x − mean)/√(variance + ε) + β for each channel. Training takes mean
     * and variance of the batch, and evaluation the running statistics.
     *
     * @param affine true if γ and β are parameters; otherwise all of them are {@code gain} and
     *     {@code shift}
     * @param gain the constant γ
     * @param shift the constant β
     * @param epsilon ε
     * @param decay the factor by which each batch multiplies the running statistics before it adds
     *     its own share
     * @param logarithmic true if the running variance is kept as log₁₀ of its root
     */
    record BatchNorm(
            String name,
            String source,
            TensorShape shape,
            boolean affine,
            double gain,
            double shift,
            double epsilon,
            double decay,
            boolean logarithmic)
            implements OfOne {}

    /** An activation function that is a layer of its own. */
    record Activation(String name, String source, TensorShape shape, ActivationFunction activation) implements OfOne {}

    /** Values one after the other along the channels. */
    record Merge(String name, List<String> sources, TensorShape shape) implements Node {
        /** Copies the list. */
        public Merge {
            sources = List.copyOf(sources);
        }
    }

    /** The sum of values of one shape. */
    record Sum(String name, List<String> sources, TensorShape shape) implements Node {
        /** Copies the list. */
        public Sum {
            sources = List.copyOf(sources);
        }
    }

    /** The product of two values of one shape, number by number. */
    record Product(String name, List<String> sources, TensorShape shape) implements Node {
        /** Copies the list. */
        public Product {
            sources = List.copyOf(sources);
        }
    }

    /** Some of the channels, beginning with the channel {@code from}. */
    record Subset(String name, String source, TensorShape shape, int from) implements OfOne {}

    /** The largest of each {@code pieces} neighbours. */
    record Maximum(String name, String source, TensorShape shape, int pieces) implements OfOne {}

    /**
     * The sum of the pixels of each block of a channel, times a factor. The blocks are as large as the
     * shapes tell; a result that is no image has one block for each channel.
     *
     * @param input the shape of the value that is read
     * @param factor 1 for sums, one over the pixels of a block for means
     */
    record Pool(String name, String source, TensorShape input, TensorShape shape, double factor) implements OfOne {
        /** The rows of a block. */
        public int blockHeight() {
            return input.height() / shape.height();
        }

        /** The columns of a block. */
        public int blockWidth() {
            return input.width() / shape.width();
        }
    }

    /** Each pixel repeated as often as the shapes tell, in both directions. */
    record Repeat(String name, String source, TensorShape shape) implements OfOne {}
}
