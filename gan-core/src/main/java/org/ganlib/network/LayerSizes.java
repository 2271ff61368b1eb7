package org.ganlib.network;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * How large a network is, known from its definition before it is built. Numbers are doubles: sizes
 * that no machine could hold must not come out small by overflow.
 *
 * @param parameters numbers in its parameter vector; infinite if there are more than can be counted
 * @param activations numbers that its inputs and layers have for one example
 * @param largest numbers for one example of the largest of them
 */
public record LayerSizes(double parameters, double activations, double largest) {
    /** The sizes of that network. */
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

    /** The number of parameters alone; infinite if there are more than can be counted. */
    public static double countParameters(NetworkDefinition definition) {
        return definition.graph().getVertices().values().stream()
                .mapToDouble(vertex -> {
                    long count = vertex.numParams(true);
                    return count < 0 ? Double.POSITIVE_INFINITY : count;
                })
                .sum();
    }

    /**
     * The outputs of all layers; none where Deeplearning4j cannot tell, so that the sizes are too
     * small there.
     */
    private static Collection<InputType> layers(NetworkDefinition definition) {
        InputType[] inputs = definition.inputs().stream().map(LayerSizes::type).toArray(InputType[]::new);
        try {
            // In a copy, because what goes between layers is put in where it is missing.
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
