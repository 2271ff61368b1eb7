package org.ganlib.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ganlib.tensor.TensorShape;

/**
 * Layers one after the other.
 *
 * @param input the shape of one example
 * @param layers first to last
 */
public record Stack(TensorShape input, List<Layer> layers) {
    /** @throws IllegalArgumentException if a layer does not fit the one before it */
    public Stack {
        layers = List.copyOf(layers);
        shapes(input, layers);
    }

    /** The stack of these layers. */
    public static Stack of(TensorShape input, Layer... layers) {
        return new Stack(input, List.of(layers));
    }

    /** The name of layer {@code index} in every contestant's parameter file. */
    public static String name(int index) {
        return "layer-" + index;
    }

    /** The name of layer {@code index} of a residual block's {@code residual}. */
    public static String residualName(String block, int index) {
        return block + "-residual-" + index;
    }

    /** The name of layer {@code index} of a residual block's {@code shortcut}. */
    public static String shortcutName(String block, int index) {
        return block + "-shortcut-" + index;
    }

    /**
     * The shape that enters each layer and, last, the shape that leaves the stack: one more than
     * there are layers.
     */
    public List<TensorShape> shapes() {
        return shapes(input, layers);
    }

    /** The shape of one example's output. */
    public TensorShape output() {
        List<TensorShape> shapes = shapes();
        return shapes.get(shapes.size() - 1);
    }

    /** Returns true if a layer normalises over the batch. */
    public boolean hasBatchNorm() {
        return layers.stream().anyMatch(Layer::hasBatchNorm);
    }

    /** Returns true if all windows have a border as wide on all sides. */
    public boolean symmetric() {
        return layers.stream().allMatch(Layer::symmetric);
    }

    /** Elements of the latent that is the network's second input; empty where it has one input. */
    public OptionalInt latent() {
        return layers.stream()
                .filter(Layer.Joined.class::isInstance)
                .mapToInt(layer -> ((Layer.Joined) layer).latent())
                .findFirst();
    }

    /** Operations of the linear maps in one example's forward pass, layer by layer. */
    public long[] flops() {
        List<TensorShape> shapes = shapes();
        long[] flops = new long[layers.size()];
        for (int i = 0; i < flops.length; i++) {
            flops[i] = layers.get(i).flops(shapes.get(i));
        }
        return flops;
    }

    /**
     * Returns the operations of the linear maps that read the stack's input directly. A backward
     * pass saves this many operations if the input needs no gradient.
     */
    public long firstFlops() {
        List<TensorShape> shapes = shapes();
        return IntStream.range(0, layers.size())
                .mapToLong(i -> layers.get(i).firstFlops(shapes.get(i)))
                .filter(flops -> flops > 0)
                .findFirst()
                .orElse(0);
    }

    private static List<TensorShape> shapes(TensorShape input, List<Layer> layers) {
        List<TensorShape> shapes = new ArrayList<>();
        TensorShape shape = input;
        shapes.add(shape);
        for (Layer layer : layers) {
            shape = layer.output(shape);
            shapes.add(shape);
        }
        return shapes;
    }
}
