package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GradientCheck;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

final class LsganConditionalTest implements ArchitectureLaws {
    private static final TensorShape CHARACTER = TensorShape.of(1, 28, 28);
    private static final int CLASSES = 3740;

    @Override
    public Architecture configured() {
        return new LsganConditional(2, 3, 4, 0.1, Initialisation.XAVIER, 0.5, OutputActivation.SIGMOID);
    }

    @Override
    public Map<String, Built> small() {
        LsganConditional narrow = new LsganConditional(2, 2, 4, 0.2, Initialisation.XAVIER, 1, OutputActivation.AUTO);
        TensorShape image = TensorShape.of(1, 8, 8);
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put(
                "generator",
                new Built(narrow, Signatures.conditionalGenerator(ValueRange.UNIT, image, TensorShape.of(2), 3)));
        networks.put("critic", new Built(narrow, Signatures.conditionalCritic(image, 3)));
        networks.put(
                "critic of an oblong image",
                new Built(narrow, Signatures.conditionalCritic(TensorShape.of(1, 8, 12), 3)));
        return networks;
    }

    /** Counted by hand; the critic's 257 and 320 channels are 1 + 256 and 64 + 256. */
    @Test
    void hasThePublishedLayers() {
        assertThat(new Built(
                                new LsganConditional(),
                                Signatures.conditionalGenerator(
                                        ValueRange.UNIT, CHARACTER, TensorShape.of(1024), CLASSES))
                        .parameters())
                .isEqualTo(3740 * 256
                        + ((1024 + 256) * 49 * 128 + 2 * 49 * 128)
                        + (128 * 128 * 25 + 2 * 128)
                        + (128 * 25 + 1));
        assertThat(new Built(new LsganConditional(), Signatures.conditionalCritic(CHARACTER, CLASSES)).parameters())
                .isEqualTo(3740 * 256
                        + (257 * 25 + 257)
                        + ((257 + 256) * 320 * 25 + 2 * 320)
                        + ((49 * 320 + 256) * 1024 + 2 * 1024)
                        + ((1024 + 256) + 1));
    }

    /**
     * The label's numbers stand behind the first convolution's channels, each the same at every
     * pixel.
     */
    @Test
    void labelsAreSpreadOverTheWholeImage() {
        Built critic = small().get("critic");
        INDArray label = Nd4j.createFromArray(new double[][] {{1}, {2}});
        try (Network network = critic.network(DataType.DOUBLE, new RandomStream(1));
                Pass pass = network.forward(
                        Mode.EVALUATION, tensors(GradientCheck.normal(new RandomStream(2), 2, 1, 8, 8), label))) {
            INDArray merged = arrayOf(pass.activation("convolution-0-and-label"));
            INDArray numbers = arrayOf(pass.activation("label"));
            assertThat(merged.shape()).containsExactly(2, 3 + 2, 4, 4);
            assertThat(numbers.getRow(0)).isNotEqualTo(numbers.getRow(1));
            for (int n = 0; n < 2; n++) {
                for (int i = 0; i < 2; i++) {
                    INDArray map = merged.get(
                            NDArrayIndex.point(n), NDArrayIndex.point(3 + i), NDArrayIndex.all(), NDArrayIndex.all());
                    assertThat(map.minNumber().doubleValue())
                            .isEqualTo(map.maxNumber().doubleValue())
                            .isCloseTo(numbers.getDouble(n, i), within(1e-12));
                }
            }
        }
    }

    @Test
    void weightsStartNormalWithStandardDeviationOneFiftieth() {
        int count = 513 * 320 * 25;
        INDArray weights =
                new Built(new LsganConditional(), Signatures.conditionalCritic(CHARACTER, 10)).drawn("convolution-1/W");
        assertThat(weights.length()).isEqualTo(count);
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(5 * 0.02 / Math.sqrt(count)));
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(0.02, within(5 * 0.02 / Math.sqrt(2.0 * count)));
    }

    @Test
    void refusesToWorkWithoutALabelOrOnOtherSizes() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new LsganConditional().define(Signatures.critic(CHARACTER)))
                .withMessage("critic: lsgan-conditional takes an image and a label here, but the model gives inputs of"
                        + " [1×28×28]. Choose another architecture or model");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() ->
                        new LsganConditional().define(Signatures.conditionalCritic(TensorShape.of(1, 30, 30), CLASSES)))
                .withMessageContaining(
                        "needs images whose height and width are multiples of 4 pixels, but here they are 1×30×30");
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new LsganConditional(0, 0, 0, 1, Initialisation.NORMAL, 0, OutputActivation.AUTO))
                .withMessageContaining("width: must be ≥ 1, was 0")
                .withMessageContaining("label-units: must be ≥ 1, was 0")
                .withMessageContaining("hidden: must be ≥ 1, was 0")
                .withMessageContaining("leak: must be in [0, 1), was 1.0")
                .withMessageContaining("weight-scale: must be > 0, was 0");
    }
}
