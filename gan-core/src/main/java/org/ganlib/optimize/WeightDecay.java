package org.ganlib.optimize;

import java.util.List;
import org.ganlib.network.ParameterLayout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adds λθ to the gradients of a network's weights. */
final class WeightDecay {
    private final double decay;
    private final List<ParameterLayout.Segment> weights;

    private INDArray parameters;
    private INDArray gradients;
    private List<INDArray> parameterViews = List.of();
    private List<INDArray> gradientViews = List.of();

    WeightDecay(double decay, ParameterLayout layout) {
        this.decay = decay;
        this.weights = layout.segments().stream()
                .filter(s -> s.kind() == ParameterLayout.Kind.WEIGHT)
                .toList();
    }

    /** Changes {@code gradients}. */
    void addTo(INDArray gradients, INDArray parameters) {
        if (decay == 0) {
            return;
        }
        // A network hands out the same two arrays every time, so their views are made once.
        if (this.parameters != parameters || this.gradients != gradients) {
            this.parameters = parameters;
            this.gradients = gradients;
            parameterViews = views(parameters);
            gradientViews = views(gradients);
        }
        for (int i = 0; i < parameterViews.size(); i++) {
            Vectors.addScaled(decay, parameterViews.get(i), gradientViews.get(i));
        }
    }

    private List<INDArray> views(INDArray vector) {
        return weights.stream()
                .map(s -> Vectors.part(vector, s.offset(), s.end()))
                .toList();
    }
}
