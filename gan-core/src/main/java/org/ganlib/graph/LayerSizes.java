package org.ganlib.network;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.ganlib.tensor.TensorShape;

/**
 * The size of a network, computed from its definition before it is built. Sizes are doubles, so
 * that a network too large for any machine does not look small because of integer overflow.
 *
 * @param parameters the length of its parameter vector; infinite if the length overflows
 * @param activations the number of values that its inputs and layers have for one example
 * @param largest the number of values of the largest of these for one example
 */
public record LayerSizes(double parameters, double activations, double largest) {
    /** Computes the sizes of a network. */
    public static LayerSizes of(NetworkDefinition definition) {
        double sum = 0;
        double largest = 0;
        for (TensorShape input : definition.inputs()) {
            sum += input.elements();
            largest = Math.max(largest, input.elements());
        }
        for (InputType layer : layers(definition)) {
            double count = layer.arrayElementsPerExample();
            sum += count;
            largest = Math.max(largest, count);
        }
        return new LayerSizes(countParameters(definition), sum, largest);
    }

    /** The number of parameters; infinite if it overflows. */
    public static double countParameters(NetworkDefinition definition) {
        return definition.graph().getVertices().values().stream()
                .mapToDouble(vertex -> {
                    long count = vertex.numParams(true);
                    return count < 0 ? Double.POSITIVE_INFINITY : count;
                })
                .sum();
    }

    /**
     * The output types of all layers. It is empty if Deeplearning4j cannot infer them; the sizes
     * are then too small.
     */
    private static Collection<InputType> layers(NetworkDefinition definition) {
        InputType[] inputs = definition.inputs().stream().map(LayerSizes::type).toArray(InputType[]::new);
        try {
            // This works on a copy, because inferring the types inserts missing preprocessors
            // between layers.
            return definition
                    .graph()
                    .clone()
                    .getLayerActivationTypes(true, false, inputs)
                    .values();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static InputType type(TensorShape shape) {
        return shape.isImage()
                ? InputType.convolutional(shape.height(), shape.width(), shape.channels())
                : InputType.feedForward(shape.elements());
    }
}
