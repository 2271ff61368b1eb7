package org.ganlib.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class PluginFactsTest {
    /** A network that ends in a layer that no node of the graph stands for. */
    public record Own() implements Architecture {
        @Override
        public NetworkDefinition define(NetworkSignature signature) {
            return new NetworkDefinition(
                    new NeuralNetConfiguration.Builder()
                            .graphBuilder()
                            .addInputs("x")
                            .addLayer(
                                    "dense",
                                    new DenseLayer.Builder().nIn(3).nOut(1).build(),
                                    "x")
                            .addLayer(
                                    "own",
                                    new PReLULayer.Builder().inputShape(1).build(),
                                    "dense")
                            .setOutputs("own")
                            .build(),
                    signature.inputs(),
                    signature.output());
        }

        @Override
        public List<NetworkSignature> examples() {
            return List.of(new NetworkSignature(
                    NetworkRole.CRITIC, List.of(TensorShape.of(3)), TensorShape.of(1), ValueRange.UNBOUNDED));
        }
    }

    @Test
    void aLayerWithoutANodeIsToldBesideTheNumberOfParameters() {
        PluginDescriptor<Architecture> own = new PluginDescriptor<>(
                Architecture.class, "own", Own.class, "A layer of its own.", "", List.of(), List.of(), "here");
        assertThat(PluginFacts.of(own))
                .containsExactly("parameters: 5 (critic 3 → 1). No node of the graph stands for layer 'own':"
                        + " PReLULayer, so the reference engine runs this network");
    }
}
