package org.ganlib.dl4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads properties of a Deeplearning4j graph. */
final class Graphs {
    private Graphs() {}

    static boolean hasDropout(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .anyMatch(v -> ((LayerVertex) v).getLayerConf().getLayer().getIDropout() != null);
    }

    static ParameterLayout layoutOf(ComputationGraph graph) {
        List<Segment> segments = new ArrayList<>();
        for (GraphVertex vertex : graph.getVertices()) {
            if (!vertex.hasLayer()) {
                continue;
            }
            Layer layer = vertex.getLayer();
            for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
                Kind kind = kindOf(layer, parameter.getKey());
                boolean vector =
                        kind != Kind.WEIGHT || layer.conf().getLayer() instanceof ElementWiseMultiplicationLayer;
                segments.add(new Segment(
                        vertex.getVertexName() + "/" + parameter.getKey(),
                        parameter.getValue().offset(),
                        vector ? List.of(parameter.getValue().length()) : shape(parameter.getValue()),
                        kind));
            }
        }
        segments.sort(Comparator.comparingLong(Segment::offset));
        return new ParameterLayout(segments);
    }

    /** The sizes of an array in the order in which its elements lie in memory. */
    private static List<Long> shape(INDArray parameter) {
        List<Long> sizes = new ArrayList<>();
        for (long size : parameter.shape()) {
            sizes.add(size);
        }
        if (parameter.ordering() == 'f') {
            Collections.reverse(sizes);
        }
        return sizes;
    }

    private static Kind kindOf(Layer layer, String parameter) {
        var configuration = layer.conf().getLayer();
        if (configuration instanceof BatchNormalization) {
            boolean trained = parameter.equals(BatchNormalizationParamInitializer.GAMMA)
                    || parameter.equals(BatchNormalizationParamInitializer.BETA);
            return trained ? Kind.NORMALISATION : Kind.STATISTIC;
        }
        if (configuration.initializer().isBiasParam(configuration, parameter)) {
            return Kind.BIAS;
        }
        return configuration.initializer().isWeightParam(configuration, parameter) ? Kind.WEIGHT : Kind.NORMALISATION;
    }
}
