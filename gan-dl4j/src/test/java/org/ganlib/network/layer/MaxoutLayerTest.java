package org.ganlib.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

final class MaxoutLayerTest {
    private static final int IN = 2;
    private static final int UNITS = 3;
    private static final int PIECES = 2;

    /** Against the definition, written out: unit j is the largest of the columns j·k … j·k+k−1. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void unitsAreTheLargestOfTheirPieces(DataType precision) {
        ComputationGraph graph = graph(configuration(), precision);
        INDArray weights = graph.getParam("maxout_W");
        INDArray biases = graph.getParam("maxout_b");
        assertThat(weights.shape()).containsExactly(IN, UNITS * PIECES);
        biases.assign(Nd4j.linspace(precision, -0.5, 0.2, UNITS * PIECES));
        INDArray x = Nd4j.createFromArray(new double[][] {{1, -2}, {0.5, 3}, {-1, -1}, {0, 0}})
                .castTo(precision);
        INDArray h = graph.outputSingle(x);
        assertThat(h.dataType()).isEqualTo(precision);
        assertThat(h.shape()).containsExactly(4, UNITS);
        for (int n = 0; n < 4; n++) {
            for (int j = 0; j < UNITS; j++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int column = j * PIECES; column < (j + 1) * PIECES; column++) {
                    double piece = biases.getDouble(column);
                    for (int i = 0; i < IN; i++) {
                        piece += x.getDouble(n, i) * weights.getDouble(i, column);
                    }
                    largest = Math.max(largest, piece);
                }
                assertThat(h.getDouble(n, j)).isCloseTo(largest, within(1e-6));
            }
        }
    }

    @Test
    void columnsOfTheFlatVectorFollowEachOther() {
        ComputationGraph graph = graph(configuration(), DataType.DOUBLE);
        graph.params()
                .assign(Nd4j.linspace(DataType.DOUBLE, 0.0, 1.0, graph.numParams())
                        .reshape(1, graph.numParams()));
        assertThat(graph.numParams()).isEqualTo((IN + 1) * UNITS * PIECES);
        assertThat(graph.getParam("maxout_W").getDouble(1, 4)).isEqualTo(4 * IN + 1);
        assertThat(graph.getParam("maxout_b").getDouble(5)).isEqualTo(UNITS * PIECES * IN + 5);
    }

    @Test
    void weightsAreDrawnAsConfiguredAndBiasesStartAtTheirValue() {
        ComputationGraph graph = graph(
                configuration(new MaxoutLayer.Builder(5)
                        .nIn(200)
                        .nOut(40)
                        .biasInit(0.25)
                        .weightInit(new WeightInitDistribution(new UniformDistribution(-0.005, 0.005)))
                        .build()),
                DataType.DOUBLE);
        INDArray weights = graph.getParam("maxout_W");
        assertThat(weights.maxNumber().doubleValue()).isBetween(0.00499, 0.005);
        assertThat(weights.minNumber().doubleValue()).isBetween(-0.005, -0.00499);
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(0.005 / Math.sqrt(3), within(1e-5));
        assertThat(graph.getParam("maxout_b")).isEqualTo(Nd4j.valueArrayOf(new long[] {200}, 0.25, DataType.DOUBLE));
    }

    @Test
    void survivesJsonAndCloning() {
        ComputationGraphConfiguration original = configuration(
                new MaxoutLayer.Builder(3).nIn(4).nOut(5).dropOut(0.8).build());
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(original.toJson());
        assertThat(read).isEqualTo(original);
        assertThat(original.clone()).isEqualTo(original);
        MaxoutLayer layer = (MaxoutLayer)
                ((LayerVertex) read.getVertices().get("maxout")).getLayerConf().getLayer();
        assertThat(layer.getPieces()).isEqualTo(3);
        assertThat(layer.getIDropout()).isNotNull();
        assertThat(layer).isNotEqualTo(new MaxoutLayer.Builder(2).nIn(4).nOut(5).build());
    }

    /**
     * Deeplearning4j's own training scopes memory to layers: what backward needs must outlive its
     * layer's forward.
     */
    @Test
    void trainsInDeeplearning4jsWorkspacesAsWithout() {
        INDArray alone = trained(WorkspaceMode.NONE);
        assertThat(trained(WorkspaceMode.ENABLED)).isEqualTo(alone);
        assertThat(alone).isNotEqualTo(graph(stack(), DataType.DOUBLE).params());
    }

    private static INDArray trained(WorkspaceMode workspaces) {
        ComputationGraphConfiguration configuration = stack();
        configuration.setTrainingWorkspaceMode(workspaces);
        ComputationGraph graph = graph(configuration, DataType.DOUBLE);
        INDArray x = Nd4j.linspace(DataType.DOUBLE, -1, 0.3, 4L * IN).reshape(4, IN);
        INDArray y = Nd4j.linspace(DataType.DOUBLE, -1, 0.5, 4).reshape(4, 1);
        for (int i = 0; i < 3; i++) {
            graph.fit(new DataSet(x, y));
        }
        return graph.params().dup();
    }

    private static ComputationGraphConfiguration stack() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("x")
                .addLayer(
                        "first",
                        new MaxoutLayer.Builder(PIECES).nIn(IN).nOut(UNITS).build(),
                        "x")
                .addLayer(
                        "second",
                        new MaxoutLayer.Builder(PIECES).nIn(UNITS).nOut(UNITS).build(),
                        "first")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                .nIn(UNITS)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "second")
                .setOutputs("out")
                .build();
    }

    @Test
    void refusesASinglePieceAndAnActivation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxoutLayer.Builder(1))
                .withMessage("pieces: must be ≥ 2, was 1. One piece is a dense layer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxoutLayer.Builder(2)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build())
                .withMessage("activation: a maxout layer takes none, was tanh. Put it into a layer of its own");
    }

    private static ComputationGraphConfiguration configuration() {
        return configuration(new MaxoutLayer.Builder(PIECES).nIn(IN).nOut(UNITS).build());
    }

    private static ComputationGraphConfiguration configuration(MaxoutLayer layer) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("x")
                .addLayer("maxout", layer, "x")
                .setOutputs("maxout")
                .build();
    }

    private static ComputationGraph graph(ComputationGraphConfiguration configuration, DataType precision) {
        configuration.setDataType(precision);
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }
}
