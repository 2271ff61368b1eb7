package org.ganlib.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout;
import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters a network starts with, drawn as its configuration says. Every engine starts from
 * these, in this order, so that what one engine saved another can load.
 *
 * @param values [1, n]
 * @param layout the position of each parameter in them
 */
public record FreshParameters(INDArray values, ParameterLayout layout) {
    /** Takes one number from the stream. */
    public static FreshParameters draw(NetworkDefinition definition, DataType precision, RandomStream initialisation) {
        ComputationGraphConfiguration configuration = definition.graph().clone();
        configuration.setDataType(precision);
        configuration.getDefaultConfiguration().setSeed(initialisation.nextLong());
        ComputationGraph drawn = new ComputationGraph(configuration);
        drawn.init();
        long count = drawn.params().length();
        INDArray values = Nd4j.create(precision, 1, count).assign(drawn.params().reshape(1, count));
        return new FreshParameters(values, Graphs.layoutOf(drawn));
    }
}
