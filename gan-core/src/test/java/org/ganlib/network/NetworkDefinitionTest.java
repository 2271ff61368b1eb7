package org.ganlib.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.ganlib.problem.GanException;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class NetworkDefinitionTest {
    /** Vertices are added in an order that no pass could run them in. */
    private final NetworkDefinition definition = new NetworkDefinition(
            new NeuralNetConfiguration.Builder()
                    .graphBuilder()
                    .addInputs("x", "label")
                    .addLayer("output", dense(5), "hidden")
                    .addLayer("hidden", dense(7), "both")
                    .addVertex("both", new MergeVertex(), "x", "table")
                    .addLayer(
                            "table",
                            new EmbeddingLayer.Builder().nIn(12).nOut(4).build(),
                            "label")
                    .setOutputs("output")
                    .build(),
            List.of(TensorShape.of(3), TensorShape.of(1)),
            TensorShape.of(5));

    @Test
    void layersStandBehindWhatTheyRead() {
        assertThat(definition.layers()).containsExactly("table", "both", "hidden", "output");
    }

    @Test
    void theLastLayerReadsThePenultimate() {
        assertThat(definition.penultimate()).isEqualTo("hidden");
    }

    @Test
    void aLabelHasTheClassesOfItsTable() {
        assertThat(definition.classes(0)).isZero();
        assertThat(definition.classes(1)).isEqualTo(12);
    }

    @Test
    void theLastLayerCanBeExchangedForOneOfOtherOutputs() {
        NetworkDefinition other = definition.withOutputs(9);
        assertThat(other.output()).isEqualTo(TensorShape.of(9));
        assertThat(other.trainable()).isEqualTo(definition.trainable() + 4 * (5 + 1));
        assertThat(other.layers()).isEqualTo(definition.layers());
        assertThat(definition.output()).as("the old definition stays").isEqualTo(TensorShape.of(5));
    }

    @Test
    void aLastLayerThatIsNotDenseIsNotExchanged() {
        NetworkDefinition merging = new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x", "y")
                        .addVertex("both", new MergeVertex(), "x", "y")
                        .setOutputs("both")
                        .build(),
                List.of(TensorShape.of(3), TensorShape.of(1)),
                TensorShape.of(4));
        assertThatThrownBy(() -> merging.withOutputs(9))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("the network's last layer, both, is not dense");
    }

    private static DenseLayer dense(int inputs) {
        return new DenseLayer.Builder().nIn(inputs).nOut(5).build();
    }
}
