package org.ganlib.models.architecture;

import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.ganlib.network.layer.OrthogonalWeights;

/** The distribution from which weights are drawn; biases start at 0. */
public enum Initialisation {
    /** Normal with variance 2/fan-in (He et al. 2015), for rectifiers. */
    HE,
    /** Normal with variance 2/(fan-in + fan-out) (Glorot and Bengio 2010). */
    XAVIER,
    /** Normal with standard deviation {@code weight-scale}. */
    NORMAL,
    /** Uniform in ±{@code weight-scale}. */
    UNIFORM,
    /** Orthogonal with gain {@code weight-scale}. */
    ORTHOGONAL;

    IWeightInit toDl4j(double scale) {
        return switch (this) {
            case HE -> new WeightInitRelu();
            case XAVIER -> new WeightInitXavier();
            case NORMAL -> new WeightInitDistribution(new NormalDistribution(0, scale));
            case UNIFORM -> new WeightInitDistribution(new UniformDistribution(-scale, scale));
            case ORTHOGONAL -> new OrthogonalWeights(scale);
        };
    }
}
