package org.ganlib.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** Convolutions with fewer multiplications give what convolutions give. */
final class HalvingTest {
    private static final Window WINDOW = new Window(4, 4, 2, 2, 1, 1, 1, 1);
    private static final TensorShape LARGE = TensorShape.of(64, 8, 12);
    private static final TensorShape SMALL = TensorShape.of(80, 4, 6);

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 84})
    void convolutionsAgreeOverOneGroupAndSeveral(int batch) {
        assertThat(Halving.fits(WINDOW, LARGE, SMALL)).isTrue();
        AgreementTest.agree(
                network(LARGE, SMALL, graph -> graph.addLayer("c", convolution(true), "x")), DataType.DOUBLE, batch);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 84})
    void transposedConvolutionsAgreeOverOneGroupAndSeveral(int batch) {
        AgreementTest.agree(
                network(SMALL, LARGE, graph -> graph.addLayer("c", deconvolution(false), "x")), DataType.DOUBLE, batch);
    }

    @Test
    void aChainPassesGradientsThroughBoth() {
        AgreementTest.agree(
                network(LARGE, LARGE, graph -> graph.addLayer("down", convolution(false), "x")
                        .addLayer("c", deconvolution(true), "down")),
                DataType.DOUBLE,
                6);
    }

    @Test
    void severalGroupsAreWorkedOnWhereTheBatchIsLarge() {
        assertThat(new Halving(84, LARGE, SMALL).groups()).isEqualTo(2);
        assertThat(new Halving(5, LARGE, SMALL).groups()).isEqualTo(1);
    }

    @Test
    void otherWindowsAndFewChannelsAreLeftToOtherKernels() {
        assertThat(Halving.fits(new Window(5, 5, 2, 2, 1, 1, 2, 2), LARGE, SMALL))
                .isFalse();
        assertThat(Halving.fits(WINDOW, TensorShape.of(3, 8, 12), SMALL)).isFalse();
        assertThat(Halving.fits(WINDOW, TensorShape.of(64, 14, 14), TensorShape.of(128, 7, 7)))
                .isFalse();
    }

    private static NetworkDefinition network(TensorShape in, TensorShape out, UnaryOperator<GraphBuilder> layers) {
        GraphBuilder graph =
                layers.apply(new NeuralNetConfiguration.Builder().graphBuilder().addInputs("x"));
        return new NetworkDefinition(graph.setOutputs("c").build(), List.of(in), out);
    }

    private static ConvolutionLayer convolution(boolean bias) {
        return new ConvolutionLayer.Builder(4, 4)
                .stride(2, 2)
                .padding(1, 1)
                .nIn(LARGE.channels())
                .nOut(SMALL.channels())
                .hasBias(bias)
                .activation(Activation.TANH)
                .build();
    }

    private static Deconvolution2D deconvolution(boolean bias) {
        return new Deconvolution2D.Builder(4, 4)
                .stride(2, 2)
                .padding(1, 1)
                .nIn(SMALL.channels())
                .nOut(LARGE.channels())
                .hasBias(bias)
                .activation(Activation.ELU)
                .build();
    }
}
