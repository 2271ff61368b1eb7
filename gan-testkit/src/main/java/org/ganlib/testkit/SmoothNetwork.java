package org.ganlib.testkit;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.ganlib.network.NetworkDefinition;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Networks with ELU in the place of rectifiers and without dropout. The derivative of a rectifier
 * jumps at 0, and among a hundred thousand numbers some lie within rounding of 0. There two engines
 * rightly disagree, and so does one engine in float with itself in double. The derivative of ELU
 * does not jump. Dropout is removed because its masks differ from engine to engine.
 */
public final class SmoothNetwork {
    private SmoothNetwork() {}

    /** The same network, without kinks and dropout. */
    public static NetworkDefinition of(NetworkDefinition definition) {
        ComputationGraphConfiguration graph = definition.graph().clone();
        graph.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                var configuration = layer.getLayerConf().getLayer();
                configuration.setIDropout(null);
                if (configuration instanceof BaseLayer base && isRectifier(base.getActivationFn())) {
                    base.setActivationFn(new ActivationELU());
                } else if (configuration instanceof ActivationLayer activation
                        && isRectifier(activation.getActivationFn())) {
                    activation.setActivationFn(new ActivationELU());
                }
            }
        });
        return new NetworkDefinition(graph, definition.inputs(), definition.output());
    }

    private static boolean isRectifier(IActivation activation) {
        return activation instanceof ActivationReLU || activation instanceof ActivationLReLU;
    }
}
