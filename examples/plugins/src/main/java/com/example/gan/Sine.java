package com.example.gan;

import java.util.Objects;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The activation sin x (Sitzmann et al., Implicit Neural Representations with Periodic Activation
 * Functions, 2020, equation 4, with ω₀ in the weights). No engine of ganlib but the reference engine
 * knows it.
 */
public final class Sine extends BaseActivationFunction {
    private static final long serialVersionUID = 1;

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return Transforms.sin(in, false);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        return new Pair<>(Transforms.cos(in, true).muli(epsilon), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sine;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Sine.class);
    }

    @Override
    public String toString() {
        return "sine";
    }
}
