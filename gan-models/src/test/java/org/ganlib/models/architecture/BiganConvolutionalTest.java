package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Architecture;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class BiganConvolutionalTest implements ArchitectureLaws {
    private static final TensorShape DIGIT = TensorShape.of(1, 28, 28);
    private static final TensorShape LATENT = TensorShape.of(50);

    @Override
    public Architecture configured() {
        return new BiganConvolutional(2, 3, 4, true, 0.1, Initialisation.XAVIER, 0.5, OutputActivation.SIGMOID);
    }

    @Override
    public Map<String, Built> small() {
        TensorShape image = TensorShape.of(1, 8, 8);
        TensorShape latent = TensorShape.of(3);
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put("generator", new Built(narrow(4, false), Signatures.generator(ValueRange.UNIT, image, latent)));
        networks.put("encoder", new Built(narrow(5, true), Signatures.encoder(image, latent)));
        networks.put("joint critic", new Built(narrow(4, false), Signatures.critic(image, latent)));
        networks.put("critic of images alone", new Built(narrow(5, true), Signatures.critic(image)));
        return networks;
    }

    private static BiganConvolutional narrow(int kernel, boolean gain) {
        return new BiganConvolutional(2, 4, kernel, gain, 0.2, Initialisation.XAVIER, 1, OutputActivation.AUTO);
    }

    /**
     * Counted by hand: a normalised layer is a matrix or its kernels alone, without bias, gain and
     * shift.
     */
    @Test
    void hasTheLayersOfTheAuthorsCodeForDigits() {
        int described = (25 * 64 + 64) + 64 * 128 * 25 + 49 * 128 * 1024;
        BiganConvolutional bigan = new BiganConvolutional();
        assertThat(new Built(bigan, Signatures.generator(ValueRange.UNIT, DIGIT, LATENT)).parameters())
                .isEqualTo(50 * 1024 + 1024 * 49 * 128 + 128 * 64 * 25 + (64 * 25 + 1));
        assertThat(new Built(bigan, Signatures.encoder(DIGIT, LATENT)).parameters())
                .isEqualTo(described + (1024 + 1) * 50);
        assertThat(new Built(bigan, Signatures.critic(DIGIT, LATENT)).parameters())
                .isEqualTo(described + 50 * 1024 + (1024 + 1));
    }

    /** Gain and shift for each channel of the second convolution and each hidden unit. */
    @Test
    void gainsAndShiftsAreTrainedWhereWanted() {
        BiganConvolutional plain = narrow(4, false);
        BiganConvolutional trained = narrow(4, true);
        assertThat(new Built(trained, Signatures.critic(DIGIT)).parameters()
                        - new Built(plain, Signatures.critic(DIGIT)).parameters())
                .isEqualTo(2 * 4 + 2 * 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 32, 64})
    void hasNetworksForTheSizesOfTheUsualImages(int side) {
        TensorShape image = TensorShape.of(3, side, side);
        BiganConvolutional bigan = narrow(5, false);
        assertThat(bigan.define(Signatures.generator(ValueRange.SIGNED, image, LATENT))
                        .output())
                .isEqualTo(image);
        assertThat(bigan.define(Signatures.encoder(image, LATENT)).output()).isEqualTo(LATENT);
        assertThat(bigan.define(Signatures.critic(image, LATENT)).output()).isEqualTo(TensorShape.of(1));
    }

    @Test
    void weightsStartNormalWithStandardDeviationOneFiftieth() {
        INDArray weights =
                new Built(new BiganConvolutional(), Signatures.critic(DIGIT, LATENT)).drawn("convolution-1/W");
        int count = 64 * 128 * 25;
        assertThat(weights.length()).isEqualTo(count);
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(5 * 0.02 / Math.sqrt(count)));
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(0.02, within(5 * 0.02 / Math.sqrt(2.0 * count)));
    }

    @Test
    void refusesOtherSizesAndInputs() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new BiganConvolutional().define(Signatures.critic(TensorShape.of(1, 30, 30), LATENT)))
                .withMessageStartingWith(
                        "critic: bigan-conv needs images whose height and width can be halved together");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() ->
                        new BiganConvolutional().define(Signatures.generator(ValueRange.UNIT, DIGIT, LATENT, LATENT)))
                .withMessageContaining("generator: bigan-conv takes one latent here");
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() ->
                        new BiganConvolutional(0, 0, 6, false, -0.1, Initialisation.NORMAL, 0, OutputActivation.AUTO))
                .withMessageContaining("width: must be ≥ 1, was 0")
                .withMessageContaining("hidden: must be ≥ 1, was 0")
                .withMessageContaining("kernel: must be 4 or 5, was 6")
                .withMessageContaining("leak: must be in [0, 1), was -0.1")
                .withMessageContaining("weight-scale: must be > 0, was 0");
    }
}
