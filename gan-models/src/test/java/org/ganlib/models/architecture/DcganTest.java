package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Kind;
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

final class DcganTest implements ArchitectureLaws {
    private static final TensorShape LATENT = TensorShape.of(100);
    private static final TensorShape DIGIT = TensorShape.of(1, 28, 28);

    @Override
    public Architecture configured() {
        return new Dcgan(3, true, 7, false, 5, 6, 0.1, Initialisation.XAVIER, 0.5, OutputActivation.SIGMOID);
    }

    @Override
    public Map<String, Built> small() {
        TensorShape latent = TensorShape.of(2);
        TensorShape eight = TensorShape.of(1, 8, 8);
        TensorShape sixteen = TensorShape.of(2, 16, 16);
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put(
                "generator",
                new Built(narrow(false, true, 4), Signatures.generator(ValueRange.SIGNED, sixteen, latent)));
        networks.put(
                "generator of 7 pixels doubled, in 0..1",
                new Built(
                        narrow(false, true, 4),
                        Signatures.generator(ValueRange.UNIT, TensorShape.of(1, 14, 14), latent)));
        networks.put(
                "generator, kernel 5, without batch norm, constant width",
                new Built(narrow(true, false, 5), Signatures.generator(ValueRange.SIGNED, sixteen, latent)));
        networks.put("critic", new Built(narrow(false, true, 4), Signatures.critic(TensorShape.of(1, 16, 16))));
        networks.put(
                "critic, kernel 5, without batch norm", new Built(narrow(false, false, 5), Signatures.critic(eight)));
        networks.put("encoder", new Built(narrow(false, true, 4), Signatures.encoder(eight, latent)));
        networks.put(
                "generator of classes",
                new Built(
                        narrow(false, true, 4), Signatures.conditionalGenerator(ValueRange.SIGNED, eight, latent, 3)));
        TensorShape oblong = TensorShape.of(1, 8, 12);
        networks.put(
                "generator of an oblong image",
                new Built(narrow(false, true, 4), Signatures.generator(ValueRange.SIGNED, oblong, latent)));
        networks.put(
                "critic of an oblong image, kernel 5",
                new Built(narrow(false, true, 5), Signatures.critic(TensorShape.of(2, 28, 16))));
        networks.put(
                "critic of an oblong image and its class",
                new Built(narrow(false, true, 4), Signatures.conditionalCritic(oblong, 3)));
        networks.put(
                "critic of classes",
                new Built(narrow(false, true, 4), Signatures.conditionalCritic(TensorShape.of(2, 16, 16), 3)));
        return networks;
    }

    /** A table of 32 numbers beside the latent, and of a whole image beside the image. */
    @Test
    void labelsEnterBesideTheFirstLayersInput() {
        assertThat(new Built(new Dcgan(), Signatures.conditionalGenerator(ValueRange.SIGNED, DIGIT, LATENT, 10))
                        .parameters())
                .isEqualTo(new Built(new Dcgan(), Signatures.generator(ValueRange.SIGNED, DIGIT, LATENT)).parameters()
                        + 10 * 32
                        + 32 * 49 * 128);
        assertThat(new Built(new Dcgan(), Signatures.conditionalCritic(DIGIT, 10)).parameters())
                .isEqualTo(new Built(new Dcgan(), Signatures.critic(DIGIT)).parameters() + 10 * 784 + 64 * 16);
    }

    private static Dcgan narrow(boolean constant, boolean batchNorm, int kernel) {
        return new Dcgan(2, constant, batchNorm, kernel, 0.2, Initialisation.XAVIER, 1, OutputActivation.AUTO);
    }

    /**
     * Counted by hand: matrices and kernels, gain and shift of batch norm, biases where there is
     * none.
     */
    @Test
    void hasThePublishedLayersForDigits() {
        assertThat(new Built(new Dcgan(), Signatures.generator(ValueRange.SIGNED, DIGIT, LATENT)).parameters())
                .isEqualTo((100 * 7 * 7 * 128 + 2 * 7 * 7 * 128) + (128 * 64 * 4 * 4 + 2 * 64) + (64 * 4 * 4 + 1));
        assertThat(new Built(new Dcgan(), Signatures.critic(DIGIT)).parameters())
                .isEqualTo((64 * 4 * 4 + 64) + (64 * 128 * 4 * 4 + 2 * 128) + (7 * 7 * 128 + 1));
    }

    /**
     * The generator of the paper's figure 1: 1024 channels of 4×4, then 512, 256, 128 and an image
     * of 64×64.
     */
    @Test
    void hasThePublishedLayersForScenes() {
        Dcgan figure = new Dcgan(128, false, true, 5, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
        TensorShape scene = TensorShape.of(3, 64, 64);
        assertThat(new Built(figure, Signatures.generator(ValueRange.SIGNED, scene, LATENT)).parameters())
                .isEqualTo((100 * 16 * 1024 + 2 * 16 * 1024)
                        + (1024 * 512 * 25 + 2 * 512)
                        + (512 * 256 * 25 + 2 * 256)
                        + (256 * 128 * 25 + 2 * 128)
                        + (128 * 3 * 25 + 3));
        assertThat(new Built(figure, Signatures.critic(scene)).parameters())
                .isEqualTo((3 * 128 * 25 + 128)
                        + (128 * 256 * 25 + 2 * 256)
                        + (256 * 512 * 25 + 2 * 512)
                        + (512 * 1024 * 25 + 2 * 1024)
                        + (16 * 1024 + 1));
    }

    @Test
    void constantWidthHasAsManyChannelsAtEverySize() {
        Dcgan constant = new Dcgan(64, true, false, 4, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
        assertThat(new Built(constant, Signatures.generator(ValueRange.SIGNED, TensorShape.of(1, 32, 32), LATENT))
                        .parameters())
                .isEqualTo(100 * 16 * 64 + 16 * 64 + 2 * (64 * 64 * 16 + 64) + (64 * 16 + 1));
    }

    @Test
    void withoutBatchNormNothingIsNormalised() {
        for (NetworkSignature signature : new Dcgan().examples().subList(0, 2)) {
            try (Network network = new Built(narrow(false, false, 4), signature).network()) {
                assertThat(network.layout().segments())
                        .extracting(s -> s.kind())
                        .containsOnly(Kind.WEIGHT, Kind.BIAS);
            }
        }
    }

    /**
     * n draws of variance σ² have a mean within 5σ/√n of 0 and a standard deviation within 5σ/√(2n)
     * of σ.
     */
    @ParameterizedTest
    @CsvSource({
        "0, projection/W, 627200",
        "0, deconvolution-0/W, 131072",
        "1, convolution-1/W, 131072",
        "1, output/W, 6272",
    })
    void weightsStartNormalWithStandardDeviationOneFiftieth(int example, String segment, int count) {
        INDArray weights = new Built(new Dcgan(), new Dcgan().examples().get(example)).drawn(segment);
        assertThat(weights.length()).isEqualTo(count);
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(5 * 0.02 / Math.sqrt(count)));
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(0.02, within(5 * 0.02 / Math.sqrt(2.0 * count)));
    }

    /** Height and width are halved together: 48×64 pixels three times to 6×8, 64×40 to 8×5. */
    @ParameterizedTest
    @CsvSource({"48, 64, 6, 8, 3", "64, 40, 8, 5, 3", "14, 28, 7, 14, 1", "24, 24, 6, 6, 2", "8, 256, 4, 128, 1"})
    void heightAndWidthAreHalvedTogether(int height, int width, int smallHeight, int smallWidth, int halvings) {
        TensorShape image = TensorShape.of(1, height, width);
        int smallest = smallHeight * smallWidth * (2 << (halvings - 1));
        try (Network generator = new Built(
                                narrow(false, false, 4),
                                Signatures.generator(ValueRange.SIGNED, image, TensorShape.of(3)))
                        .network();
                Network critic = new Built(narrow(false, false, 4), Signatures.critic(image)).network()) {
            assertThat(length(generator, "projection/W")).isEqualTo(3L * smallest);
            assertThat(length(critic, "output/W")).isEqualTo(smallest);
            assertThat(critic.layout().segments()).hasSize(2 * halvings + 2);
        }
    }

    private static long length(Network network, String segment) {
        return network.layout().segments().stream()
                .filter(s -> s.name().equals(segment))
                .findFirst()
                .orElseThrow()
                .length();
    }

    @ParameterizedTest
    @CsvSource({"28, 30", "30, 28", "32, 44", "4, 4", "4, 64", "7, 7", "18, 18", "22, 44", "1, 1"})
    void refusesOtherSizes(int height, int width) {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new Dcgan().define(Signatures.critic(TensorShape.of(1, height, width))))
                .withMessage(
                        "critic: dcgan needs images whose height and width can be halved together until the shorter"
                                + " side has 4 to 7 pixels (28×28, 32×32, 48×64, 64×96, …), but here they are 1×"
                                + height + "×" + width + ". Use mlp, or images of such a size");
    }

    @Test
    void refusesPointsAndLabels() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new Dcgan().define(Signatures.critic(TensorShape.of(2))))
                .withMessageStartingWith("critic: dcgan needs images whose height and width");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() ->
                        new Dcgan().define(Signatures.generator(ValueRange.SIGNED, DIGIT, LATENT, TensorShape.of(10))))
                .withMessage("generator: dcgan takes one latent here, but the model gives inputs of [100, 10]. Choose"
                        + " another architecture or model");
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Dcgan(0, false, true, 3, 1, Initialisation.NORMAL, 0, OutputActivation.AUTO))
                .withMessageContaining("width: must be ≥ 1, was 0")
                .withMessageContaining("kernel: must be 4 or 5, was 3")
                .withMessageContaining("leak: must be in [0, 1), was 1.0")
                .withMessageContaining("weight-scale: must be > 0, was 0");
    }
}
