package org.ganlib.network;

import java.util.List;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Stretch;
import org.ganlib.tensor.Tensor;

/**
 * Weight decay, by one of two formulas: adds λθ to the gradients of a network's weights, or takes
 * ηλθ from the weights themselves.
 */
final class WeightDecay {
    private final double decay;
    private final List<Stretch> weights;

    WeightDecay(double decay, ParameterLayout layout) {
        this.decay = decay;
        weights = decay == 0 ? List.of() : layout.stretches(kind -> kind == Kind.WEIGHT);
    }

    /**
     * Changes the gradients of the slab that begins at element {@code first} of the flat vector.
     */
    void addTo(float[] gradients, float[] parameters, int count, long first) {
        for (int i = 0; i < weights.size(); i++) {
            Stretch stretch = weights.get(i);
            add((float) decay, gradients, parameters, stretch.startIn(first, count), stretch.endIn(first, count));
        }
    }

    void addTo(double[] gradients, double[] parameters, int count, long first) {
        for (int i = 0; i < weights.size(); i++) {
            Stretch stretch = weights.get(i);
            add(decay, gradients, parameters, stretch.startIn(first, count), stretch.endIn(first, count));
        }
    }

    /** Changes the gradients of the whole flat vector. */
    void addTo(VectorArithmetic arithmetic, Tensor gradients, Tensor parameters) {
        for (Stretch weight : weights) {
            int start = Math.toIntExact(weight.start());
            int length = Math.toIntExact(weight.length());
            arithmetic.addScaled(gradients.rows(start, length), decay, parameters.rows(start, length));
        }
    }

    /**
     * Takes ηλθ from the weights of the slab that begins at element {@code first}.
     *
     * @param learningRate η
     */
    void shrink(float[] parameters, double learningRate, int count, long first) {
        for (int i = 0; i < weights.size(); i++) {
            Stretch stretch = weights.get(i);
            float share = (float) (-learningRate * decay);
            add(share, parameters, parameters, stretch.startIn(first, count), stretch.endIn(first, count));
        }
    }

    void shrink(double[] parameters, double learningRate, int count, long first) {
        for (int i = 0; i < weights.size(); i++) {
            Stretch stretch = weights.get(i);
            double share = -learningRate * decay;
            add(share, parameters, parameters, stretch.startIn(first, count), stretch.endIn(first, count));
        }
    }

    /** Takes ηλθ from the weights of the whole flat vector. */
    void shrink(VectorArithmetic arithmetic, Tensor parameters, double learningRate) {
        for (Stretch weight : weights) {
            Tensor rows = parameters.rows(Math.toIntExact(weight.start()), Math.toIntExact(weight.length()));
            arithmetic.addScaled(rows, -learningRate * decay, rows);
        }
    }

    private static void add(float decay, float[] gradients, float[] parameters, int start, int end) {
        for (int i = start; i < end; i++) {
            gradients[i] += decay * parameters[i];
        }
    }

    private static void add(double decay, double[] gradients, double[] parameters, int start, int end) {
        for (int i = start; i < end; i++) {
            gradients[i] += decay * parameters[i];
        }
    }
}
