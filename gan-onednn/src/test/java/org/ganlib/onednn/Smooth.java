package org.ganlib.onednn;

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
 * Networks without kinks. A rectifier's derivative jumps at 0, and among a hundred thousand numbers some lie within rounding of it: there two
 * engines rightly disagree, and so does one engine in float with itself in double. ELU's derivative does not jump. Dropout, whose masks differ
 * from engine to engine, is left out too.
 */
final class Smooth {
    private Smooth() {}

    static NetworkDefinition of(NetworkDefinition definition) {
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
