package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class LsganTest implements ArchitectureLaws {
    private static final TensorShape SCENE = TensorShape.of(3, 112, 112);

    @Override
    public Architecture configured() {
        return new Lsgan(2, false, 0.1, Initialisation.XAVIER, 0.5, OutputActivation.SIGMOID);
    }

    @Override
    public Map<String, Built> small() {
        TensorShape sixteen = TensorShape.of(1, 16, 16);
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put(
                "generator",
                new Built(narrow(true), Signatures.generator(ValueRange.SIGNED, sixteen, TensorShape.of(2))));
        networks.put("critic", new Built(narrow(true), Signatures.critic(sixteen)));
        TensorShape oblong = TensorShape.of(1, 16, 32);
        networks.put(
                "generator of an oblong image",
                new Built(narrow(true), Signatures.generator(ValueRange.SIGNED, oblong, TensorShape.of(2))));
        networks.put(
                "critic of an oblong image", new Built(narrow(true), Signatures.critic(TensorShape.of(2, 32, 16))));
        return networks;
    }

    private static Lsgan narrow(boolean batchNorm) {
        return new Lsgan(1, batchNorm, 0.2, Initialisation.XAVIER, 1, OutputActivation.AUTO);
    }

    /**
     * Counted by hand from the figure: kernels, gain and shift of batch norm, biases where there is
     * none.
     */
    @Test
    void hasThePublishedLayers() {
        int keeping = 256 * 256 * 9 + 2 * 256;
        assertThat(new Built(new Lsgan(), Signatures.generator(ValueRange.SIGNED, SCENE, TensorShape.of(1024)))
                        .parameters())
                .isEqualTo((1024 * 49 * 256 + 2 * 49 * 256)
                        + 4 * keeping
                        + (256 * 128 * 9 + 2 * 128)
                        + (128 * 64 * 9 + 2 * 64)
                        + (64 * 3 * 9 + 3));
        assertThat(new Built(new Lsgan(), Signatures.critic(SCENE)).parameters())
                .isEqualTo((3 * 64 * 25 + 64)
                        + (64 * 128 * 25 + 2 * 128)
                        + (128 * 256 * 25 + 2 * 256)
                        + (256 * 512 * 25 + 2 * 512)
                        + (49 * 512 + 1));
    }

    @Test
    void withoutBatchNormNothingIsNormalised() {
        for (NetworkSignature signature : List.of(
                Signatures.critic(TensorShape.of(1, 16, 16)),
                Signatures.generator(ValueRange.UNIT, TensorShape.of(1, 32, 32), TensorShape.of(2)))) {
            try (Network network = new Built(narrow(false), signature).network()) {
                assertThat(network.layout().segments())
                        .extracting(Segment::kind)
                        .containsOnly(Kind.WEIGHT, Kind.BIAS);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"projection/W, 102400", "deconvolution-3/W, 589824", "output/W, 1728"})
    void weightsStartNormalWithStandardDeviationOneFiftieth(String segment, int count) {
        INDArray weights = new Built(
                        new Lsgan(),
                        Signatures.generator(ValueRange.SIGNED, TensorShape.of(3, 16, 16), TensorShape.of(400)))
                .drawn(segment);
        assertThat(weights.length()).isEqualTo(count);
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(5 * 0.02 / Math.sqrt(count)));
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(0.02, within(5 * 0.02 / Math.sqrt(2.0 * count)));
    }

    @Test
    void refusesOtherSizes() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new Lsgan().define(Signatures.critic(TensorShape.of(1, 28, 28))))
                .withMessage(
                        "critic: lsgan needs images whose height and width are multiples of 16 pixels, but here they"
                                + " are 1×28×28. Use mlp, or images of such a size");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new Lsgan().define(Signatures.critic(TensorShape.of(1, 32, 24))))
                .withMessageContaining("1×32×24");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new Lsgan().define(Signatures.critic(TensorShape.of(16))))
                .withMessageContaining("but here they are 16.");
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Lsgan(0, true, 1, Initialisation.NORMAL, 0, OutputActivation.AUTO))
                .withMessageContaining("width: must be ≥ 1, was 0")
                .withMessageContaining("leak: must be in [0, 1), was 1.0")
                .withMessageContaining("weight-scale: must be > 0, was 0");
    }
}
