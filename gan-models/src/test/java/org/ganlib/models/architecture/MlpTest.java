package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The perceptrons of the papers, and the settings they need. */
final class MlpTest implements ArchitectureLaws {
    private static final TensorShape DIGIT = TensorShape.of(1, 28, 28);
    private static final NetworkSignature DIGITS = Signatures.generator(ValueRange.UNIT, DIGIT, TensorShape.of(100));

    @Override
    public Architecture configured() {
        return new Mlp(
                List.of(3),
                Nonlinearity.ELU,
                0.1,
                true,
                false,
                false,
                4,
                0.2,
                0.1,
                Initialisation.UNIFORM,
                0.3,
                OutputActivation.LINEAR,
                -1);
    }

    @Override
    public Map<String, Built> small() {
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put("critic", new Built(small(false, true, true), Signatures.critic(TensorShape.of(3))));
        networks.put(
                "generator with batch norm",
                new Built(
                        small(true, true, true),
                        Signatures.generator(ValueRange.SIGNED, TensorShape.of(1, 2, 2), TensorShape.of(3))));
        networks.put(
                "encoder with plain batch norm behind its second layer",
                new Built(small(true, false, false), Signatures.encoder(TensorShape.of(4), TensorShape.of(2))));
        networks.put(
                "generator of classes",
                new Built(
                        small(true, true, true),
                        Signatures.conditionalGenerator(
                                ValueRange.SIGNED, TensorShape.of(1, 2, 2), TensorShape.of(3), 4)));
        networks.put(
                "critic of classes",
                new Built(small(false, true, true), Signatures.conditionalCritic(TensorShape.of(3), 4)));
        return networks;
    }

    /**
     * A label is the row of a table, beside the example: what a matrix would make of its one-hot
     * vector.
     */
    @Test
    void aLabelIsOneRowOfATable() {
        Built critic = new Built(new Mlp(), Signatures.conditionalCritic(DIGIT, 3740));
        assertThat(critic.parameters()).isEqualTo(3740 * 32 + (784 + 32 + 1) * 256 + (256 + 1) * 256 + 256 + 1);
        INDArray table = critic.drawn("label/W").reshape('f', 3740, 32);
        try (Network network = critic.network();
                Pass pass = network.forward(
                        Mode.EVALUATION,
                        tensors(Nd4j.zeros(DataType.FLOAT, 2, 784), Nd4j.createFromArray(new float[][] {{3739}, {17}
                        })))) {
            assertThat(arrayOf(pass.activation("label")).getRow(0)).isEqualTo(table.getRow(3739));
            assertThat(arrayOf(pass.activation("label")).getRow(1)).isEqualTo(table.getRow(17));
        }
    }

    private static Mlp small(boolean batchNorm, boolean gain, boolean first) {
        return new Mlp(
                List.of(5, 4),
                Nonlinearity.ELU,
                0,
                batchNorm,
                gain,
                first,
                0,
                0,
                Initialisation.XAVIER,
                1,
                OutputActivation.AUTO,
                0.1);
    }

    /**
     * The first GANs' generator for MNIST: 1200 and 1200 rectifiers, weights in ±0.05, the output's
     * biases not at 0.
     */
    @Test
    void coversTheFirstGenerator() {
        Mlp generator = generator(false, -1.9);
        assertThat(new Built(generator, DIGITS).parameters())
                .isEqualTo((100 + 1) * 1200 + (1200 + 1) * 1200 + (1200 + 1) * 784);
        INDArray weights = new Built(generator, DIGITS).drawn("hidden-1/W");
        assertThat(weights.minNumber().doubleValue()).isBetween(-0.05, -0.049);
        assertThat(weights.maxNumber().doubleValue()).isBetween(0.049, 0.05);
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(0.05 / Math.sqrt(3), within(1e-4));
        assertThat(new Built(generator, DIGITS).drawn("output/b"))
                .isEqualTo(Nd4j.valueArrayOf(new long[] {1, 784}, -1.9, DataType.FLOAT));
        assertThat(new Built(generator, DIGITS).drawn("hidden-0/b").amaxNumber().doubleValue())
                .isZero();
    }

    /**
     * f-GAN's networks for MNIST: the generator with batch norm, the critic 240 and 240 units of
     * ELU.
     */
    @Test
    void coversTheNetworksOfTheFGanPaper() {
        assertThat(new Built(generator(true, 0), DIGITS).parameters())
                .isEqualTo((100 + 2) * 1200 + (1200 + 2) * 1200 + (1200 + 1) * 784);
        Mlp critic = new Mlp(
                List.of(240, 240),
                Nonlinearity.ELU,
                0,
                false,
                true,
                true,
                0,
                0,
                Initialisation.UNIFORM,
                0.005,
                OutputActivation.AUTO,
                0);
        assertThat(new Built(critic, Signatures.critic(DIGIT)).parameters())
                .isEqualTo((784 + 1) * 240 + (240 + 1) * 240 + 240 + 1);
    }

    private static Mlp generator(boolean batchNorm, double outputBias) {
        return new Mlp(
                List.of(1200, 1200),
                Nonlinearity.RELU,
                0,
                batchNorm,
                true,
                true,
                0,
                0,
                Initialisation.UNIFORM,
                0.05,
                OutputActivation.AUTO,
                outputBias);
    }

    @Test
    void batchNormCanLeaveOutTheFirstLayerAndItsGain() {
        try (Network network = new Built(
                        small(true, false, false), Signatures.encoder(TensorShape.of(4), TensorShape.of(2)))
                .network()) {
            assertThat(network.layout().segments())
                    .extracting(Segment::name)
                    .containsExactly(
                            "hidden-0/W",
                            "hidden-0/b",
                            "hidden-1/W",
                            "hidden-1-norm/mean",
                            "hidden-1-norm/log10stdev",
                            "output/W",
                            "output/b");
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new Mlp(
                        List.of(0),
                        Nonlinearity.RELU,
                        1,
                        false,
                        true,
                        true,
                        0,
                        1,
                        -1,
                        Initialisation.HE,
                        -1,
                        OutputActivation.AUTO,
                        Double.NaN))
                .withMessageContaining("hidden: every layer needs ≥ 1 units, was [0]")
                .withMessageContaining("label-units: must be ≥ 1, was 0")
                .withMessageContaining("leak: must be in [0, 1), was 1.0")
                .withMessageContaining("dropout: must be in [0, 1), was 1.0")
                .withMessageContaining("input-dropout: must be in [0, 1), was -1.0")
                .withMessageContaining("weight-scale: must be > 0, was -1")
                .withMessageContaining("output-bias: must be a finite number, was .nan");
    }
}
