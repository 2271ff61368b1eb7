package org.ganlib.onednn;

import java.util.List;
import org.ganlib.network.TensorShape;

/** One operation of a network: what it computes of which earlier results, for one example. */
sealed interface Node {
    /** The result's name; a layer's own name for what the layer gives out. */
    String name();

    /** The names of what it is computed from. */
    List<String> sources();

    /** The shape of the result. */
    TensorShape shape();

    /** An operation on one earlier result. */
    sealed interface OfOne extends Node {
        /** The name of what it is computed from. */
        String source();

        @Override
        default List<String> sources() {
            return List.of(source());
        }
    }

    /** The same numbers in another shape, in the order of channels, rows, columns. */
    record Reshape(String name, String source, TensorShape shape) implements OfOne {}

    /** In training, each number with probability {@code keep} divided by it, otherwise 0. */
    record Dropout(String name, String source, TensorShape shape, double keep) implements OfOne {}

    /**
     * σ(xW + b).
     *
     * @param layer the layer whose parameters these are
     */
    record Dense(
            String name, String layer, String source, int inputs, int outputs, boolean bias, Elementwise activation)
            implements OfOne {

        @Override
        public TensorShape shape() {
            return TensorShape.of(outputs);
        }
    }

    /** The row of a table of {@code classes} rows that a label names; the table is the layer's weights. */
    record Lookup(String name, String source, int classes, int units) implements OfOne {
        @Override
        public TensorShape shape() {
            return TensorShape.of(units);
        }
    }

    /** σ(x ∗ W + b). */
    record Convolution(
            String name,
            String source,
            TensorShape input,
            TensorShape shape,
            Window window,
            boolean bias,
            Elementwise activation)
            implements OfOne {}

    /** σ of the transpose of a convolution's linear map, plus b. */
    record Deconvolution(
            String name,
            String source,
            TensorShape input,
            TensorShape shape,
            Window window,
            boolean bias,
            Elementwise activation)
            implements OfOne {}

    /**
     * γ(x − mean)/√(variance + ε) + β per channel.
     *
     * @param affine whether γ and β are parameters; otherwise they are 1 and 0
     * @param decay share of a running statistic that each batch leaves
     * @param logarithmic whether the running variance is kept as log₁₀ of its root
     */
    record BatchNorm(
            String name,
            String source,
            TensorShape shape,
            boolean affine,
            double epsilon,
            double decay,
            boolean logarithmic)
            implements OfOne {}

    /** A nonlinearity that is a layer of its own. */
    record Activation(String name, String source, TensorShape shape, Elementwise activation) implements OfOne {}

    /** One after the other along the channels. */
    record Merge(String name, List<String> sources, TensorShape shape) implements Node {
        public Merge {
            sources = List.copyOf(sources);
        }
    }

    /** The sum. */
    record Sum(String name, List<String> sources, TensorShape shape) implements Node {
        public Sum {
            sources = List.copyOf(sources);
        }
    }

    /** Some of the channels, from {@code from} on. */
    record Subset(String name, String source, TensorShape shape, int from) implements OfOne {}

    /** The largest of every {@code pieces} neighbours. */
    record Maximum(String name, String source, TensorShape shape, int pieces) implements OfOne {}

    /** Every pixel repeated in both directions. */
    record Repeat(String name, String source, TensorShape shape) implements OfOne {}
}
