package org.ganlib.network.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays a maxout layer's W [n, m·k] and b [m·k] out in a flat vector, in the order and under the
 * names of a dense layer.
 */
enum MaxoutParameters implements ParamInitializer {
    INSTANCE;

    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIASES = DefaultParamInitializer.BIAS_KEY;

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
        return numParams(configuration.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        MaxoutLayer maxout = (MaxoutLayer) layer;
        return (maxout.getNIn() + 1) * columns(maxout);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.of(WEIGHTS, BIASES);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(WEIGHTS);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of(BIASES);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return WEIGHTS.equals(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return BIASES.equals(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration configuration, INDArray flat, boolean draw) {
        MaxoutLayer layer = (MaxoutLayer) configuration.getLayer();
        Map<String, INDArray> parameters = Collections.synchronizedMap(getGradientsFromFlattened(configuration, flat));
        if (draw) {
            INDArray weights = layer.getWeightInitFn()
                    .init(
                            (double) layer.getNIn(),
                            (double) layer.getNOut(),
                            new long[] {layer.getNIn(), columns(layer)},
                            IWeightInit.DEFAULT_WEIGHT_INIT_ORDER,
                            weightsIn(layer, flat));
            parameters.put(WEIGHTS, weights);
            parameters.get(BIASES).assign(layer.getBiasInit());
        }
        parameters.keySet().forEach(configuration::addVariable);
        return parameters;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray flat) {
        MaxoutLayer layer = (MaxoutLayer) configuration.getLayer();
        long weights = layer.getNIn() * columns(layer);
        Map<String, INDArray> parts = new LinkedHashMap<>();
        parts.put(
                WEIGHTS,
                weightsIn(layer, flat).reshape(IWeightInit.DEFAULT_WEIGHT_INIT_ORDER, layer.getNIn(), columns(layer)));
        parts.put(BIASES, flat.reshape(flat.length()).get(NDArrayIndex.interval(weights, weights + columns(layer))));
        return parts;
    }

    private static INDArray weightsIn(MaxoutLayer layer, INDArray flat) {
        return flat.reshape(flat.length()).get(NDArrayIndex.interval(0, layer.getNIn() * columns(layer)));
    }

    private static long columns(MaxoutLayer layer) {
        return layer.getNOut() * layer.getPieces();
    }
}
