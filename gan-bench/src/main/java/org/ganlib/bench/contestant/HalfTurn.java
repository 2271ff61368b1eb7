package org.ganlib.bench.contestant;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.bench.workload.Layer;
import org.ganlib.bench.workload.Layer.Convolution;
import org.ganlib.bench.workload.Layer.Dense;
import org.ganlib.bench.workload.Layer.Reshape;
import org.ganlib.bench.workload.Layer.Residual;
import org.ganlib.bench.workload.Layer.TransposedConvolution;
import org.ganlib.bench.workload.Stack;
import org.ganlib.tensor.TensorShape;

/**
 * Images turned by 180 degrees. Where a border cannot be as wide on all sides, PyTorch puts the odd
 * row and column at the top and the left and Deeplearning4j at the bottom and the right: with every
 * image, kernel and map from or to an image turned, PyTorch's natural form is the same network.
 */
final class HalfTurn {
    private HalfTurn() {}

    /** Turns consecutive planes of a given number of elements. */
    static void turn(FloatBuffer planes, int elements) {
        for (int start = 0; start < planes.limit(); start += elements) {
            for (int i = start, j = start + elements - 1; i < j; i++, j--) {
                float swapped = planes.get(i);
                planes.put(i, planes.get(j));
                planes.put(j, swapped);
            }
        }
    }

    /**
     * The parameters of the network that gives for a turned image what {@code stack} gives for the
     * image, turned if it is one.
     *
     * @throws IllegalArgumentException if it has residual blocks, which are not supported yet
     */
    static Map<String, float[]> of(Map<String, float[]> parameters, Stack stack) {
        Map<String, float[]> turned = new LinkedHashMap<>();
        parameters.forEach((name, values) -> turned.put(name, values.clone()));
        List<TensorShape> shapes = stack.shapes();
        for (int i = 0; i < stack.layers().size(); i++) {
            float[] weights = turned.get(Stack.name(i) + "/W");
            Layer layer = stack.layers().get(i);
            if (layer instanceof Convolution convolution) {
                turn(FloatBuffer.wrap(weights), convolution.window().taps());
            } else if (layer instanceof TransposedConvolution transposed) {
                turn(FloatBuffer.wrap(weights), transposed.window().taps());
            } else if (layer instanceof Dense && shapes.get(i).isImage()) {
                turn(FloatBuffer.wrap(weights), plane(shapes.get(i)));
            } else if (layer instanceof Dense dense) {
                imageBehind(stack, i).ifPresent(image -> turnRows(weights, dense.in(), plane(image)));
            } else if (layer instanceof Residual) {
                throw new IllegalArgumentException("residual blocks are not turned");
            }
        }
        return turned;
    }

    /** Reverses the order of the elements of each plane; an element is {@code row} numbers. */
    private static void turnRows(float[] weights, int row, int elements) {
        float[] given = weights.clone();
        for (int i = 0; i < weights.length / row; i++) {
            int opposite = i - i % elements + elements - 1 - i % elements;
            System.arraycopy(given, opposite * row, weights, i * row, row);
        }
    }

    /**
     * The image that a layer's outputs are read as; what lies between draws no parameters that
     * differ.
     */
    private static Optional<TensorShape> imageBehind(Stack stack, int index) {
        return stack.layers().subList(index, stack.layers().size()).stream()
                .filter(Reshape.class::isInstance)
                .map(reshape -> ((Reshape) reshape).shape())
                .findFirst();
    }

    private static int plane(TensorShape image) {
        return image.height() * image.width();
    }
}
